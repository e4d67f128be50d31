using NegPreact.Statistics;

namespace NegPreact.Ablations;

/// <summary>Chooses the neurons of one layer by their scores.</summary>
internal static class NeuronRanking
{
    /// <summary>The neurons chosen, in no particular order.</summary>
    public static IEnumerable<int> Choose(IReadOnlyList<double?> scores, double percent, SelectionRule rule, bool highest)
    {
        int[] scored = [.. Enumerable.Range(0, scores.Count).Where(i => scores[i] is not null)];
        if (scored.Length == 0)
            return [];
        if (rule == SelectionRule.ExactCount)
        {
            var ordered = highest ? scored.OrderByDescending(i => scores[i]) : scored.OrderBy(i => scores[i]);
            return ordered.Take(ExactCount(percent, scores.Count));
        }
        var threshold = Percentiles.Linear([.. scored.Select(i => scores[i]!.Value).Order()], highest ? 100 - percent : percent);
        return scored.Where(i => highest ? scores[i] > threshold : scores[i] < threshold);
    }

    /// <summary>The count that a percentage of a layer means by <see cref="SelectionRule.ExactCount"/>.</summary>
    public static int ExactCount(double percent, int neurons) => percent == 0
        ? 0
        : Math.Max(1, (int)Math.Round(percent * neurons / 100, MidpointRounding.AwayFromZero));
}
