using NegPreact.Ablations;
using NegPreact.MinimalPairs;
using NegPreact.Results;

namespace NegPreact.Experiments;

/// <summary>Tests one model repeatedly, under one ablation after another; sentences are encoded once.</summary>
internal sealed class BatteryScorer(Measurer measurer, Battery battery, ScoringConvention blimpConvention, ScoringConvention tseConvention)
{
    private readonly int[][] blimp = PairScores.Encode(measurer.Model, battery.Blimp, blimpConvention);
    private readonly int[][] tse = PairScores.Encode(measurer.Model, battery.Tse, tseConvention);

    /// <summary>The abilities that the battery tests.</summary>
    public IReadOnlyList<Ability> Abilities { get; } =
        battery.Tasks.Count > 0 ? [Ability.Blimp, Ability.Tse, Ability.NonGrammar] : [Ability.Blimp, Ability.Tse];

    public Dictionary<Ability, ItemScores> Score(NeuronSet? neurons = null, Ablation ablation = Ablation.ZeroNegative) =>
        Abilities.ToDictionary(ability => ability, ability => ability switch
        {
            Ability.Blimp => ItemScores.Of(measurer.Pairs(battery.Blimp, blimpConvention, blimp, neurons, ablation)),
            Ability.Tse => ItemScores.Of(measurer.Pairs(battery.Tse, tseConvention, tse, neurons, ablation)),
            _ => ItemScores.Of([.. battery.Tasks.Select(t => measurer.Tasks(t, null, neurons, ablation))]),
        });
}
