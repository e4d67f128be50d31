using System.Text;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// Collects what one cell shows. It follows the cell's code into its tasks and threads, and is deaf once closed.
/// </summary>
internal sealed class CellRecorder(NotebookOptions options)
{
    private static readonly AsyncLocal<CellRecorder?> OfThisFlow = new();

    private readonly Lock gate = new();
    private readonly List<CellOutput> outputs = [];
    private readonly StringBuilder stream = new();
    private bool streamIsError;
    private bool closed;

    /// <summary>The recorder of the cell whose code is running here, if any.</summary>
    public static CellRecorder? Current
    {
        get => OfThisFlow.Value;
        set => OfThisFlow.Value = value;
    }

    public void Write(bool isError, ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            if (closed)
                return;
            if (isError != streamIsError)
                EndStream();
            streamIsError = isError;
            stream.Append(text);
            (isError ? options.Error : options.Output)?.Write(text);
        }
    }

    public void Add(CellOutput output)
    {
        lock (gate)
        {
            if (closed)
                return;
            EndStream();
            outputs.Add(output);
        }
    }

    public IReadOnlyList<CellOutput> Close()
    {
        lock (gate)
        {
            EndStream();
            closed = true;
            return outputs;
        }
    }

    private void EndStream()
    {
        if (stream.Length > 0)
            outputs.Add(new StreamOutput(streamIsError, stream.ToString()));
        stream.Clear();
    }
}
