
namespace NegPreact;

/// <summary>Tests one model repeatedly, under one ablation after another; sentences are encoded once.</summary>
/// <param name="cache">The model.</param>
/// <param name="pairs">The pairs of each ability of grammar that is tested.</param>
/// <param name="tasks">Tasks without grammar; none where they are not wanted.</param>
/// <param name="conventionOf">How the pairs of an ability are scored.</param>
internal sealed class BatteryScorer(
    MeasuringCache cache, IReadOnlyDictionary<Ability, PairSuite> pairs, IReadOnlyList<TaskSet> tasks,
    Func<Ability, ScoringConvention> conventionOf)
{
    private readonly Dictionary<Ability, int[][]> encoded = pairs.ToDictionary(
        p => p.Key, p => PairScores.Encode(cache.Model, p.Value, conventionOf(p.Key)));

    /// <summary>The abilities that are tested.</summary>
    public IReadOnlyList<Ability> Abilities { get; } =
        [.. pairs.Keys.Order(), .. tasks.Count > 0 ? [Ability.NonGrammar] : Array.Empty<Ability>()];

    public Dictionary<Ability, ItemScores> Score(Intervention? intervention = null) =>
        Abilities.ToDictionary(ability => ability, ability => ability == Ability.NonGrammar
            ? ItemScores.Of([.. tasks.Select(t => cache.Tasks(t, null, intervention))])
            : ItemScores.Of(cache.Pairs(pairs[ability], conventionOf(ability), encoded[ability], intervention)));
}
