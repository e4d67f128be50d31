namespace NegPreact;

/// <summary>Two scorings of the same pairs, for instance without and with an ablation, compared pair by pair.</summary>
/// <param name="Overall">All pairs taken together.</param>
/// <param name="ByPhenomenon">Each phenomenon, in the suite's order.</param>
public sealed record PairComparison(AccuracyChange Overall, IReadOnlyList<AccuracyChange> ByPhenomenon)
{
    /// <summary>Compares.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <exception cref="NegPreactException">
    /// The pairs or the conventions differ, or a phenomenon has a single pair.
    /// </exception>
    public static PairComparison Of(
        PairScores before, PairScores after, int seed, int resamples = PairedBootstrap.DefaultResamples)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Suite.Sha256 != after.Suite.Sha256)
            throw new NegPreactException(
                ErrorKind.Statistics, $"The two scorings are of different pairs ('{before.Suite.Name}' and "
                + $"'{after.Suite.Name}'); score the same suite twice.");
        if (before.Convention != after.Convention)
            throw new NegPreactException(
                ErrorKind.Statistics, $"The two scorings follow different conventions ('{before.Convention.Name}' and "
                + $"'{after.Convention.Name}'); score both under one.");
        var phenomena = before.Groups(pair => pair.Phenomenon).Select(g => Change(g.Name, g.Pairs)).ToArray();
        var adjusted = Holm.Adjust([.. phenomena.Select(p => p.Test.PValue)]);
        return new PairComparison(
            Change(before.Suite.Name, [.. Enumerable.Range(0, before.Right.Count)]),
            [.. phenomena.Select((p, i) => p with { AdjustedPValue = adjusted[i] })]);

        AccuracyChange Change(string name, int[] pairs)
        {
            bool[] was = [.. pairs.Select(i => before.Right[i])], now = [.. pairs.Select(i => after.Right[i])];
            var test = McNemar.Exact(was, now);
            var change = OutcomeBootstrap.ShareDifferences([now], was, seed, resamples)[0];
            return new AccuracyChange(name, pairs.Length, change, test, test.PValue);
        }
    }
}
