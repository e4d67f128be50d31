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

    /// <summary>Which of a battery's paradigms are mastered, suite by suite.</summary>
    internal static Dictionary<Ability, MasteredPairs> Of(
        MeasuringCache cache, Battery battery, GrammarContrastSettings settings) => new()
        {
            [Ability.Blimp] = Of(cache, Apart(Ability.Blimp, battery, settings), settings.BlimpConvention, settings),
            [Ability.Tse] = Of(cache, Apart(Ability.Tse, battery, settings), settings.TseConvention, settings),
        };

    /// <summary>The battery with the pairs to score and a part of the questions.</summary>
    internal static Battery ToScore(
        Dictionary<Ability, MasteredPairs> mastered, Battery battery, GrammarContrastSettings settings) => new(
        mastered[Ability.Blimp].Scored, mastered[Ability.Tse].Scored,
        [.. battery.Tasks.Select(t => t.Sample(settings.QuestionsPerTask, settings.Seed))]);

    /// <summary>The two parts of a suite: pairs to score, and pairs to judge the paradigms by.</summary>
    internal static (PairSuite Scored, PairSuite Qualifying) Apart(
        Ability ability, Battery battery, GrammarContrastSettings settings)
    {
        var (suite, pairs) = ability == Ability.Tse
            ? (battery.Tse, settings.TsePairsPerParadigm)
            : (battery.Blimp, settings.PairsPerParadigm);
        return Battery.Apart(suite, pairs, settings.QualifyingPairs, settings.Seed);
    }

    private static MasteredPairs Of(
        MeasuringCache cache, (PairSuite Scored, PairSuite Qualifying) parts, ScoringConvention convention,
        GrammarContrastSettings settings)
    {
        var (scored, qualifying) = parts;
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
            return new(pair.Paradigm, pair.Phenomenon, right.Length, count, p, p <= settings.MasteredAt);
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
