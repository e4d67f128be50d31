namespace NegPreact.Notebooks.Running;

/// <summary>
/// What a process shares and a run borrows: working directory, console and hooks, all given back at the end.
/// </summary>
internal sealed class RunScope : IDisposable
{
    private readonly string directory = Environment.CurrentDirectory;
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;
    private volatile bool ended;

    public RunScope(string folder, NotebookOptions options, CancellationToken cancellation)
    {
        Environment.CurrentDirectory = folder;
        Console.SetOut(new ConsoleCapture(isError: false, output));
        Console.SetError(new ConsoleCapture(isError: true, error));
        // Offered even where nobody watches: the library must not fall back to printing lines into the outputs.
        Action<string> progress = line =>
        {
            if (!ended)
                options.Progress?.Invoke(line);
        };
        AppContext.SetData(NotebookHooks.Progress, progress);
        AppContext.SetData(NotebookHooks.Cancellation, cancellation);
        AppContext.SetData(NotebookHooks.Run, Guid.NewGuid().ToString("N"));
    }

    public void Dispose()
    {
        ended = true;
        AppContext.SetData(NotebookHooks.Progress, null);
        AppContext.SetData(NotebookHooks.Cancellation, null);
        AppContext.SetData(NotebookHooks.Run, null);
        Console.SetOut(output);
        Console.SetError(error);
        Environment.CurrentDirectory = directory;
    }
}
