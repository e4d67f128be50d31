namespace NegPreact;

/// <summary>Chooses the neurons of one layer by their scores.</summary>
internal static class NeuronRanking
{
    /// <summary>The neurons chosen, in no particular order.</summary>
    public static IEnumerable<int> Choose(
        IReadOnlyList<double?> scores, double percent, SelectionRule rule, bool highest)
    {
        int[] scored = [.. Enumerable.Range(0, scores.Count).Where(i => scores[i] is not null)];
        if (scored.Length == 0)
            return [];
        if (Count(percent, scores.Count, rule) is { } count)
        {
            var ordered = highest ? scored.OrderByDescending(i => scores[i]) : scored.OrderBy(i => scores[i]);
            return ordered.Take(count);
        }
        var threshold = Percentiles.Linear(
            [.. scored.Select(i => scores[i]!.Value).Order()], highest ? 100 - percent : percent);
        return scored.Where(i => highest ? scores[i] > threshold : scores[i] < threshold);
    }

    /// <summary>
    /// The neurons of each layer that a control may hold, in the order of a seeded draw. The whole layer is shuffled,
    /// so that no layer's count moves another layer's draw.
    /// </summary>
    public static int[][] Shuffled(NeuronSet target, int seed, RandomPool pool)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, target.IntermediateSizes.Count).Select(layer =>
        {
            int[] candidates = [.. pool == RandomPool.AllNeurons ? Enumerable.Range(0, target.IntermediateSizes[layer])
                : Outside(target, layer)];
            return Array.ConvertAll(random.Distinct(candidates.Length, candidates.Length), i => candidates[i]);
        })];
    }

    /// <summary>
    /// The neurons of each layer outside the target that have a score, lowest first, the lower index first among
    /// equals.
    /// </summary>
    public static int[][] LowestOutside(NeuronSet target, IReadOnlyList<IReadOnlyList<double?>> scores)
    {
        if (!scores.Select(layer => layer.Count).SequenceEqual(target.IntermediateSizes))
            throw new NegPreactException(
                ErrorKind.NeuronSet, "The scores are of layers of "
                + $"{string.Join(", ", scores.Select(layer => layer.Count))} neurons, the target of layers of "
                + $"{string.Join(", ", target.IntermediateSizes)}; measure the scores on the model that the target was "
                + "chosen on.");
        return [.. scores.Select(
            (layer, l) => Outside(target, l).Where(i => layer[i] is not null).OrderBy(i => layer[i]).ToArray())];
    }

    private static IEnumerable<int> Outside(NeuronSet target, int layer) =>
        Enumerable.Range(0, target.IntermediateSizes[layer]).Except(target[layer]);

    /// <summary>
    /// The count that a percentage of a layer means; null where it depends on the scores. The paper's code multiplies
    /// by a fraction, which decides what is a half: 35 % of 90 neurons are not quite 31.5 of them.
    /// </summary>
    private static int? Count(double percent, int neurons, SelectionRule rule) => rule switch
    {
        SelectionRule.ExactCount => AtLeastOne(
            percent, Math.Round(percent * neurons / 100, MidpointRounding.AwayFromZero)),
        SelectionRule.ExactCountHalfToEven => AtLeastOne(
            percent, Math.Round(percent / 100 * neurons, MidpointRounding.ToEven)),
        SelectionRule.PercentileStrict => null,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "unknown rule"),
    };

    private static int AtLeastOne(double percent, double count) => percent == 0 ? 0 : Math.Max(1, (int)count);
}
