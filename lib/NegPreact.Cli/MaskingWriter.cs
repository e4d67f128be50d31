using System.Text;

namespace NegPreact.Cli;

/// <summary>Writes messages that repeat what stands on the command line (see <see cref="MessageText"/>).</summary>
internal sealed class MaskingWriter(TextWriter to) : TextWriter
{
    public override Encoding Encoding => to.Encoding;

    public override void Write(char value) => to.Write(MessageText.Masked($"{value}"));

    public override void Write(string? value) => to.Write(MessageText.Masked(value ?? ""));

    public override void WriteLine(string? value) => to.WriteLine(MessageText.OneLine(value ?? ""));

    public override void Flush() => to.Flush();
}
