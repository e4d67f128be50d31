namespace NegPreact;

/// <summary>
/// How the neurons of a set were chosen, so that they can be chosen again. What does not apply is null.
/// </summary>
/// <param name="How">The way of choosing, in words, score and numbers included: whoever chooses says it.</param>
/// <param name="Score">The score they were ranked or matched by.</param>
/// <param name="Percent">
/// The percentage of each layer that was asked for; null where a set has as many as its target.
/// </param>
/// <param name="Rule">How the percentage became a count.</param>
/// <param name="Unscored">Number of neurons without a score, which were never candidates.</param>
/// <param name="Seed">The seed of a random draw.</param>
/// <param name="Pool">What a random draw was made from.</param>
/// <param name="Layers">
/// The layers that have neurons left after the set was restricted to some; null: it was not.
/// </param>
public sealed record NeuronSetProvenance(
    string How, string? Score = null, double? Percent = null, SelectionRule? Rule = null, int? Unscored = null,
    int? Seed = null, RandomPool? Pool = null, IReadOnlyList<int>? Layers = null)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => How
        + (Unscored > 0 ? $"; {Unscored} neurons without a score left out" : "")
        + Layers switch
        {
            null => "",
            [] => "; no layer of them",
            [var layer] => $"; layer {layer} only",
            _ => $"; layers {string.Join(", ", Layers)} only",
        };

    /// <summary>Of the highest or the lowest scores of each layer.</summary>
    /// <param name="end">Which end: "highest" or "lowest".</param>
    /// <param name="score">What was ranked by.</param>
    /// <param name="percent">Percentage of each layer.</param>
    /// <param name="rule">What the percentage means.</param>
    /// <param name="unscored">Number of neurons without a score.</param>
    internal static NeuronSetProvenance Ranked(
        string end, string score, double percent, SelectionRule rule, int unscored) => new(
        $"{percent} % of each layer with the {end} {score}, "
        + rule switch
        {
            SelectionRule.ExactCount => "exact count",
            SelectionRule.ExactCountHalfToEven => "exact count, halves to even",
            SelectionRule.PercentileStrict => "strictly beyond the percentile",
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "unknown rule"),
        },
        score, percent, rule, unscored);

    /// <summary>Of a seeded draw.</summary>
    /// <param name="what">What was drawn, in words.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="pool">What it was drawn from.</param>
    internal static NeuronSetProvenance Drawn(string what, int seed, RandomPool pool) => new(
        $"{what}, seed {seed}, drawn from "
        + pool switch
        {
            RandomPool.AllNeurons => "all neurons",
            RandomPool.ComplementOfTarget => "those outside the target",
            _ => throw new ArgumentOutOfRangeException(nameof(pool), pool, "unknown pool"),
        },
        Seed: seed, Pool: pool);
}
