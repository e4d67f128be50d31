using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NegPreact.Gpu;

/// <summary>
/// What the steps found: one JSON object per line in a file, so that a step that is stopped loses nothing, and one
/// table at the end.
/// </summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>A figure.</summary>
    /// <param name="Step">The step that found it.</param>
    /// <param name="What">What was measured.</param>
    /// <param name="Value">The figure.</param>
    /// <param name="Unit">Its unit.</param>
    /// <param name="Limit">The largest value that passes; null where the figure is only told.</param>
    public sealed record Row(string Step, string What, double Value, string Unit, double? Limit = null)
    {
        /// <summary>Whether the value passes; NaN never does.</summary>
        public bool Passes => Limit is not { } limit || Value <= limit;
    }

    /// <summary>Adds a row to the file and prints it.</summary>
    /// <returns>Whether it passes.</returns>
    public static bool Add(Options options, string step, string what, double value, string unit, double? limit = null)
    {
        var row = new Row(step, what, value, unit, limit);
        File.AppendAllText(options.Out, JsonSerializer.Serialize(row, Json) + "\n");
        Console.WriteLine(Line(row));
        return row.Passes;
    }

    /// <summary>Prints all rows of a file as a Markdown table; 1 where one of them does not pass.</summary>
    public static int Print(string file)
    {
        if (!File.Exists(file))
            throw new NegPreactException(ErrorKind.DataMissing, $"There is no {file}; run the steps first.");
        Row[] rows = [.. File.ReadLines(file).Where(l => l.Length > 0).Select(
            l => JsonSerializer.Deserialize<Row>(l, Json)!)];
        var text = new StringBuilder("| Step | What | Figure | Unit | Passes up to |\n|---|---|---:|---|---:|\n");
        foreach (var row in rows)
            text.AppendLine(Line(row));
        Console.WriteLine(text);
        var failed = rows.Count(r => !r.Passes);
        Console.WriteLine(failed == 0 ? $"{rows.Length} figures, none beyond its limit."
            : $"{rows.Length} figures, {failed} beyond their limits.");
        return failed == 0 && rows.Length > 0 ? 0 : 1;
    }

    private static string Line(Row row) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Step} | {row.What} | {Number(row.Value)} | {row.Unit} | "
        + $"{(row.Limit is { } l ? Number(l) + (row.Passes ? "" : " FAILS") : "")} |");

    private static string Number(double value) => value == 0 || Math.Abs(value) is >= 0.01 and < 1e9
        ? value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture)
        : value.ToString("0.0e+00", CultureInfo.InvariantCulture);
}
