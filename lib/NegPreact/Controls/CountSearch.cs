namespace NegPreact;

/// <summary>
/// Seeks the number of neurons whose ablation brings a given loss. Loss need not rise steadily with the count, so
/// nothing but a change of side is trusted: a bracket is found by growing the count, then narrowed, and the nearest of
/// all counts tried is kept.
/// </summary>
internal static class CountSearch
{
    /// <summary>The way and the end of a search.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Nearest">The nearest count tried, the smaller one among equals.</param>
    /// <param name="Tried">All counts in the order tried; the first is 0.</param>
    public sealed record Found(MatchOutcome Outcome, CountLoss Nearest, IReadOnlyList<CountLoss> Tried);

    /// <summary>Runs the search; it takes at most about twice the binary logarithm of the pool.</summary>
    /// <param name="pool">The largest count.</param>
    /// <param name="start">The count tried first.</param>
    /// <param name="dense">The loss at count 0.</param>
    /// <param name="target">The loss that is sought.</param>
    /// <param name="tolerance">How far from it is near enough.</param>
    /// <param name="lossOf">Measures a count.</param>
    public static Found Run(
        int pool, int start, double dense, double target, double tolerance, Func<int, double> lossOf)
    {
        var tried = new List<CountLoss> { new(0, dense) };
        CountLoss low = tried[0], high = low;
        if (IsNear(low))
            return End(MatchOutcome.Reached);
        for (var count = Math.Min(Math.Max(start, 1), pool); ; count = Next(low, count))
        {
            if (low.Count == pool)
                return End(MatchOutcome.PoolTooWeak);
            high = Try(count);
            if (IsNear(high))
                return End(MatchOutcome.Reached);
            if (high.MeanLoss > target != dense > target)
                break;
            low = high;
        }

        for (var step = 0; high.Count - low.Count > 1; step++)
        {
            // The straight line between the ends is the better guess, halving the safer one: in turns they are quick
            // and sure.
            var share = step % 2 == 1 ? 0.5 : (target - low.MeanLoss) / (high.MeanLoss - low.MeanLoss);
            var middle = Try(Math.Clamp(
                low.Count + (int)Math.Round(share * (high.Count - low.Count)), low.Count + 1, high.Count - 1));
            if (IsNear(middle))
                return End(MatchOutcome.Reached);
            if (middle.MeanLoss > target == low.MeanLoss > target)
                low = middle;
            else
                high = middle;
        }

        return End(MatchOutcome.StepTooCoarse);

        bool IsNear(CountLoss at) => Math.Abs(at.MeanLoss - target) <= tolerance;

        CountLoss Try(int count)
        {
            var loss = lossOf(count);
            if (!double.IsFinite(loss))
                throw new NegPreactException(
                    ErrorKind.NonFinite, $"With {count} neurons ablated the mean loss is {loss}, which cannot be "
                    + "matched; check the model's weights.");
            tried.Add(new CountLoss(count, loss));
            return tried[^1];
        }

        // Two to eight times as many, by how much of the way the last count brought.
        int Next(CountLoss last, int count)
        {
            var share = (last.MeanLoss - dense) / (target - dense);
            var factor = share > 0.125 ? Math.Clamp(1 / share, 2, 8) : 8;
            return (int)Math.Min(pool, Math.Ceiling(factor * count));
        }

        Found End(MatchOutcome outcome) =>
            new(outcome, tried.OrderBy(t => Math.Abs(t.MeanLoss - target)).ThenBy(t => t.Count).First(), tried);
    }
}
