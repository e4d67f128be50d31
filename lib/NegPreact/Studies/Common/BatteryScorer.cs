
namespace NegPreact;

/// <summary>Tests one model repeatedly, under one ablation after another; sentences are encoded once.</summary>
internal sealed class BatteryScorer(
    MeasuringCache cache, Battery battery, ScoringConvention blimpConvention, ScoringConvention tseConvention)
{
    private readonly int[][] blimp = PairScores.Encode(cache.Model, battery.Blimp, blimpConvention);
    private readonly int[][] tse = PairScores.Encode(cache.Model, battery.Tse, tseConvention);

    /// <summary>The abilities that the battery tests.</summary>
    public IReadOnlyList<Ability> Abilities { get; } =
        battery.Tasks.Count > 0 ? [Ability.Blimp, Ability.Tse, Ability.NonGrammar] : [Ability.Blimp, Ability.Tse];

    public Dictionary<Ability, ItemScores> Score(Intervention? intervention = null) =>
        Abilities.ToDictionary(ability => ability, ability => ability switch
        {
            Ability.Blimp => ItemScores.Of(cache.Pairs(battery.Blimp, blimpConvention, blimp, intervention)),
            Ability.Tse => ItemScores.Of(cache.Pairs(battery.Tse, tseConvention, tse, intervention)),
            _ => ItemScores.Of([.. battery.Tasks.Select(t => cache.Tasks(t, null, intervention))]),
        });
}
