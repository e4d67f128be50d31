using NegPreact.MinimalPairs;
using NegPreact.Surprisal;
using NegPreact.Tasks;

namespace NegPreact.Experiments;

/// <summary>Tests one model again and again, under whatever ablation is in force; sentences are encoded once.</summary>
internal sealed class BatteryScorer(
    LanguageModel model, Battery battery, ScoringConvention blimpConvention, ScoringConvention tseConvention, CancellationToken cancellation)
{
    private readonly int[][] blimp = Encoded(model, battery.Blimp, blimpConvention);
    private readonly int[][] tse = Encoded(model, battery.Tse, tseConvention);

    /// <summary>The abilities that the battery tests.</summary>
    public IReadOnlyList<Ability> Abilities { get; } =
        battery.Tasks.Count > 0 ? [Ability.Blimp, Ability.Tse, Ability.NonGrammar] : [Ability.Blimp, Ability.Tse];

    public Dictionary<Ability, ItemScores> Score() => Abilities.ToDictionary(ability => ability, ability => ability switch
    {
        Ability.Blimp => Pairs(battery.Blimp, blimpConvention, blimp),
        Ability.Tse => Pairs(battery.Tse, tseConvention, tse),
        _ => ItemScores.Of([.. battery.Tasks.Select(t => TaskScore.Of(model, t, cancellation: cancellation))]),
    });

    private ItemScores Pairs(PairSuite suite, ScoringConvention convention, int[][] sentences)
    {
        var scores = SharedPrefixes.LogProbabilities(model, sentences, cancellation: cancellation).Select(convention.Of).ToArray();
        return ItemScores.Of(new PairScores(
            suite, convention, [.. scores.Where((_, i) => i % 2 == 0)], [.. scores.Where((_, i) => i % 2 == 1)]));
    }

    private static int[][] Encoded(LanguageModel model, PairSuite suite, ScoringConvention convention) =>
        [.. suite.Pairs.SelectMany(pair => new[] { pair.Good, pair.Bad }).Select(sentence => convention.Encode(model.Tokenizer, sentence))];
}
