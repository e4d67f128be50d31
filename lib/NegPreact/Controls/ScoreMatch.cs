namespace NegPreact;

/// <summary>How alike target and control are in the score that they were paired on.</summary>
/// <param name="Score">Name of the score.</param>
/// <param name="Pairs">Every pair, by layer and by the target's neuron.</param>
/// <param name="StandardizedDifference">
/// Mean score of the control less that of the target, in units of the root mean square of the two groups' standard
/// deviations (n - 1): the usual measure of balance, good below 0.1. Null where neither group varies.
/// </param>
/// <param name="Unmatched">
/// The same between all neurons outside the target and the target: what pairing had to remove.
/// </param>
public sealed record ScoreMatch(
    string Score, IReadOnlyList<MatchedPair> Pairs, double? StandardizedDifference, double? Unmatched) : ControlMatch
{
    /// <summary>The largest difference within a pair, in the unit of the score.</summary>
    public double LargestDifference { get; } = Pairs.Count == 0 ? 0
        : Pairs.Max(p => Math.Abs(p.ControlScore - p.TargetScore));

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Pairs.Count} pairs on {Score}, standardised mean difference {Text(StandardizedDifference)} "
        + $"({Text(Unmatched)} unmatched), "
        + $"largest difference in a pair {LargestDifference:G3}";

    private static string Text(double? value) => value?.ToString("F3") ?? "undefined";
}

/// <summary>A neuron of the target and the one that stands for it in the control.</summary>
/// <param name="Layer">Their layer, counted from 0.</param>
/// <param name="Target">The target's neuron, counted from 0 within the layer.</param>
/// <param name="Control">The control's.</param>
/// <param name="TargetScore">The score they are matched on, of the target's neuron.</param>
/// <param name="ControlScore">The same of the control's.</param>
public sealed record MatchedPair(int Layer, int Target, int Control, double TargetScore, double ControlScore);
