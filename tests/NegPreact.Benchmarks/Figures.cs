namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures [NAME…] [--json FILE]</c>: the measurements that report a figure or a few, each under the name by which
/// it is asked for. A new one is a line in <see cref="All"/>.
/// </summary>
internal static class Figures
{
    private static readonly Dictionary<string, Func<IEnumerable<BenchmarkFigure>>> All = new()
    {
        ["distances"] = DistanceMeasurement.Figures,
        ["load"] = LoadMeasurement.Figures,
        ["forward"] = PassMeasurement.Figures,
        ["neighbour"] = NeighbourMeasurement.Figures,
        ["pairs"] = PairMeasurement.Figures,
        ["reuse"] = ReuseMeasurement.Figures,
        ["scoring"] = ScoringMeasurement.Figures,
        ["start"] = StartMeasurement.Figures,
        ["statistics"] = StatisticsMeasurement.Figures,
    };

    /// <summary>Measures what was named, or everything, and prints a table.</summary>
    public static int Run(string[] names, string? json)
    {
        if (names.FirstOrDefault(n => !All.ContainsKey(n)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no measurement {unknown}; name one of {string.Join(", ", All.Keys)}.");
            return 1;
        }

        var figures = All.Where(m => names.Length == 0 || names.Contains(m.Key)).SelectMany(m => m.Value()).ToList();
        Console.Write(FigureTable.Of(figures));
        if (json is not null)
            FigureFile.Add(json, figures);
        return 0;
    }
}
