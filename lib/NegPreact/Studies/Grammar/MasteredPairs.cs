namespace NegPreact;

/// <summary>
/// The pairs of the paradigms that the untouched model masters: where it guesses, an ablation has nothing to break. A
/// paradigm is judged by other pairs than those that are scored afterwards, so that no loss is found because lucky
/// pairs chose the paradigm.
/// </summary>
/// <param name="Scored">
/// The pairs to score: those of mastered paradigms, or of all where none is mastered, for figures alone.
/// </param>
/// <param name="Paradigms">Every paradigm of the suite.</param>
public sealed record MasteredPairs(PairSuite Scored, IReadOnlyList<ParadigmMastery> Paradigms)
{
    private const double Chance = 0.5;

    /// <summary>How many are mastered.</summary>
    public int Count => Paradigms.Count(p => p.IsMastered);

    /// <summary>In how many paradigms out of how many, in words.</summary>
    internal string Share => $"{Count} of {Numbers.Count(Paradigms.Count, "paradigm")}";

    /// <summary>Why no claim can be made of grammar; null where a paradigm is mastered.</summary>
    internal string? Nothing => Count == 0
        ? $"The untouched model masters {Share}, so that there is no grammar to lose."
        : null;

    /// <summary>On which paradigms a claim is judged.</summary>
    /// <param name="pairs">By how many pairs.</param>
    internal string Judged(int pairs) =>
        $"Judged on {Share}, which the untouched model masters, by {Numbers.Count(pairs, "pair")}.";

    /// <summary>Which of a battery's paradigms are mastered, suite by suite, of those that are drawn from.</summary>
    internal static Dictionary<Ability, MasteredPairs> Of(MeasuringCache cache, Battery battery, PairDraw draw) =>
        new[] { (Ability.Blimp, draw.Blimp), (Ability.Tse, draw.Tse) }.Where(d => d.Item2 > 0).ToDictionary(
            d => d.Item1, d => Of(cache, d.Item1, battery, draw));

    /// <summary>The pairs to score.</summary>
    internal static IReadOnlyDictionary<Ability, PairSuite> ToScore(
        IReadOnlyDictionary<Ability, MasteredPairs> mastered) => mastered.ToDictionary(m => m.Key, m => m.Value.Scored);

    /// <summary>The two parts of a suite: pairs to score, and pairs to judge the paradigms by.</summary>
    internal static (PairSuite Scored, PairSuite Qualifying) Apart(Ability ability, Battery battery, PairDraw draw)
    {
        var (suite, pairs) = ability == Ability.Tse ? (battery.Tse, draw.Tse) : (battery.Blimp, draw.Blimp);
        return Battery.Apart(suite, pairs, draw.Mastery.Pairs, draw.Seed);
    }

    private static MasteredPairs Of(MeasuringCache cache, Ability ability, Battery battery, PairDraw draw)
    {
        var (scored, qualifying) = Apart(ability, battery, draw);
        var convention = draw.ConventionOf(ability);
        var found = qualifying.Pairs.Zip(cache.Pairs(qualifying, convention).Right)
            .ToLookup(p => p.First.Paradigm, p => p.Second);
        var paradigms = scored.Pairs.DistinctBy(p => p.Paradigm).Select(p => Judge(p, [.. found[p.Paradigm]])).ToList();
        var mastered = paradigms.Where(p => p.IsMastered).Select(p => p.Paradigm).ToHashSet();
        return new MasteredPairs(
            mastered.Count == 0
                ? scored
                : PairSuite.Of(scored.Name, scored.Pairs.Where(p => mastered.Contains(p.Paradigm))),
            paradigms);

        ParadigmMastery Judge(MinimalPair pair, bool[] right)
        {
            var count = right.Count(r => r);
            var p = Proportion.AtLeast(count, right.Length, Chance);
            return new(pair.Paradigm, pair.Phenomenon, right.Length, count, p, p <= draw.Mastery.At);
        }
    }
}

/// <summary>Whether the untouched model masters a paradigm.</summary>
/// <param name="Paradigm">The paradigm.</param>
/// <param name="Phenomenon">What it belongs to.</param>
/// <param name="Pairs">By how many pairs it is judged, none of which is scored afterwards.</param>
/// <param name="Right">How many of them are right.</param>
/// <param name="PValue">Of guessing, one-sided: the binomial probability of as many and more.</param>
/// <param name="IsMastered">Whether the accuracy is above chance.</param>
public sealed record ParadigmMastery(
    string Paradigm, string Phenomenon, int Pairs, int Right, double PValue, bool IsMastered);
