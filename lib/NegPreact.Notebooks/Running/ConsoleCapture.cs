using System.Text;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// Stands in for the console: what a cell's code writes goes to its recorder, all else where it went before.
/// </summary>
internal sealed class ConsoleCapture(bool isError, TextWriter console) : TextWriter
{
    public override Encoding Encoding => console.Encoding;

    // Outputs are compared and exported: they end their lines alike on every system.
    public override string NewLine => "\n";

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (CellRecorder.Current is { } recorder)
            recorder.Write(isError, buffer);
        else
            console.Write(buffer);
    }

    public override void Flush() => console.Flush();
}
