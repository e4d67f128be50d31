using System.Globalization;

namespace NegPreact.Sweeps;

/// <summary>
/// The table of a sweep's units: tab-separated, one row per unit, empty where a column does not apply.
/// </summary>
internal static class SweepTable
{
    public const string Header =
        "model\trevision\tweights_sha256\tneurons\tpercent_of_layer\tlayers\tablation\tseed\tneuron_count\tneurons_by_layer\tmatch_reached\tmatch_left_nats_per_token\t"
        + "measure\tdata\titems\tloss_nats_per_token\tperplexity\taccuracy_percent\taccuracy_low_percent\taccuracy_high_percent\tmedian_margin\tmargin_unit\tkey";

    public static string Row(SweepUnit unit, SweepManifest manifest, string key, SweepResult result)
    {
        var loss = result.Right is null ? result.Values.Average() : (double?)null;
        var accuracy = result.Right is { } right ? Proportion.Wilson(right.Count(r => r), right.Count) : null;
        object?[] cells =
        [
            unit.Model, unit.Revision, manifest.Models[unit.Checkpoint].Weights, unit.Neurons, unit.Percent,
            unit.Neurons is null ? null : unit.Layers?.ToString() ?? "all", unit.Ablation, unit.Seed,
            result.LayerCounts?.Sum() ?? 0, result.LayerCounts is { } counts ? string.Join('+', counts) : null,
            result.MatchReached, result.MatchLeft,
            unit.Task.Measure, unit.Task.Name, result.Values.Count, loss, loss is { } nats ? Math.Exp(nats) : null,
            100 * accuracy?.Value, 100 * accuracy?.Interval.Low, 100 * accuracy?.Interval.High,
            accuracy is null ? null : Percentiles.Linear([.. result.Values.Order()], 50),
            accuracy is null ? null : result.Unit, key,
        ];
        return string.Join('\t', cells.Select(
            c => c is bool yes ? (yes ? "yes" : "no") : Convert.ToString(c, CultureInfo.InvariantCulture)));
    }
}
