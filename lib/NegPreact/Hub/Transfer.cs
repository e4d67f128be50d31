namespace NegPreact.Hub;

/// <summary>The progress of several files as one line, in megabytes.</summary>
internal sealed class Transfer(string what, long totalBytes) : IDisposable
{
    private const int Megabyte = 1_000_000;
    private readonly Progress progress = Progress.Start($"{what} (MB)", Megabytes(totalBytes));
    private long finished;

    /// <summary>Takes how many bytes of one file have arrived.</summary>
    public Action<long> Of(string name) => bytes => progress.Report(Megabytes(finished + bytes), name);

    public void Finish(long bytes) => progress.Report(Megabytes(finished += bytes));

    public void Dispose() => progress.Dispose();

    private static long Megabytes(long bytes) => (bytes + Megabyte - 1) / Megabyte;
}
