using System.Globalization;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>document FILE</c>: writes docs/performance.md from a file of figures and from the recorded ones.
/// </summary>
internal static class PerformanceDocument
{
    public static int Write(string path)
    {
        var measured = FigureFile.Read(path);
        var recorded = FigureFile.Read(
            Path.Combine(Repository.Root, "tests", "NegPreact.Benchmarks", "recorded.json"));
        File.WriteAllText(
            Path.Combine(Repository.Root, "docs", "performance.md"),
            $"""
            # Performance

            Written by `dotnet run -c Release --project tests/NegPreact.Benchmarks -- document FILE` from the JSON that
            [the benchmarks](../tests/NegPreact.Benchmarks/README.md) write. A ratio is ours divided by the peer's: of
            a speed, more is better; of a time, less is.

            ## Measured

            {Of(measured.Machine)} Peers were measured in the same run.

            {FigureTable.Of(measured.Figures)}
            ## Recorded

            These were measured earlier, on another day, and not in the run above: the peers cannot be started
            everywhere. {Of(recorded.Machine)}

            {FigureTable.Of(recorded.Figures)}
            """.ReplaceLineEndings("\n"));
        return 0;
    }

    private static string Of(BenchmarkMachine m) => string.Create(
        CultureInfo.InvariantCulture,
        $"{m.Processor}, {m.Cores} cores, {string.Join(", ", m.Features)};\n{m.Runtime}.");
}
