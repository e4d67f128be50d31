using NegPreact.MinimalPairs;
using NegPreact.Tasks;

namespace NegPreact.Experiments;

/// <summary>Tests one model again and again, under whatever ablation is in force; sentences are encoded once.</summary>
internal sealed class BatteryScorer(
    LanguageModel model, Battery battery, ScoringConvention blimpConvention, ScoringConvention tseConvention, CancellationToken cancellation)
{
    private readonly int[][] blimp = PairScores.Encode(model, battery.Blimp, blimpConvention);
    private readonly int[][] tse = PairScores.Encode(model, battery.Tse, tseConvention);

    /// <summary>The abilities that the battery tests.</summary>
    public IReadOnlyList<Ability> Abilities { get; } =
        battery.Tasks.Count > 0 ? [Ability.Blimp, Ability.Tse, Ability.NonGrammar] : [Ability.Blimp, Ability.Tse];

    public Dictionary<Ability, ItemScores> Score() => Abilities.ToDictionary(ability => ability, ability => ability switch
    {
        Ability.Blimp => Pairs(battery.Blimp, blimpConvention, blimp),
        Ability.Tse => Pairs(battery.Tse, tseConvention, tse),
        _ => ItemScores.Of([.. battery.Tasks.Select(t => TaskScore.Of(model, t, cancellation: cancellation))]),
    });

    private ItemScores Pairs(PairSuite suite, ScoringConvention convention, int[][] sentences) =>
        ItemScores.Of(PairScores.Measure(model, suite, convention, sentences, cancellation));
}
