using System.Globalization;
using System.Text;

namespace NegPreact.Benchmarks;

/// <summary>Figures as a Markdown table.</summary>
internal static class FigureTable
{
    public static string Of(IEnumerable<BenchmarkFigure> figures)
    {
        var text = new StringBuilder("| What | Unit | Ours | Peer | Ours / peer | The peer |\n")
            .Append("|---|---|---:|---:|---:|---|\n");
        foreach (var f in figures)
            text.Append(CultureInfo.InvariantCulture, $"| {f.Name} | {f.Unit} | {Text(f.Ours)} | {Text(f.Peer)} ")
                .Append(CultureInfo.InvariantCulture, $"| {Text(f.Ratio)} | {f.PeerName} |\n");
        return text.ToString();
    }

    // Three digits that count, and never an exponent.
    private static string Text(double? value) => value switch
    {
        null => "",
        { } v when Math.Abs(v) >= 100 => v.ToString("N0", CultureInfo.InvariantCulture),
        { } v when Math.Abs(v) >= 10 => v.ToString("F1", CultureInfo.InvariantCulture),
        { } v when Math.Abs(v) >= 1 => v.ToString("F2", CultureInfo.InvariantCulture),
        { } v => v.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
