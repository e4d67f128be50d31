namespace NegPreact.Ablations;

/// <summary>How the neurons of a set were chosen, so that they can be chosen again. What does not apply is null.</summary>
/// <param name="Method">The way of choosing.</param>
/// <param name="Score">The score they were ranked or matched by.</param>
/// <param name="Percent">The percentage of each layer that was asked for; null where a set has as many as its target.</param>
/// <param name="Rule">How the percentage became a count.</param>
/// <param name="Unscored">Number of neurons without a score, which were never candidates.</param>
/// <param name="Seed">The seed of a random draw.</param>
/// <param name="Pool">What a random draw was made from.</param>
/// <param name="Layers">The layers that have neurons left after the set was restricted to some; null: it was not.</param>
public sealed record NeuronSetProvenance(
    SelectionMethod Method, string? Score = null, double? Percent = null, SelectionRule? Rule = null, int? Unscored = null,
    int? Seed = null, RandomPool? Pool = null, IReadOnlyList<int>? Layers = null)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => Chosen + (Layers switch
    {
        null => "",
        [] => "; no layer of them",
        [var layer] => $"; layer {layer} only",
        _ => $"; layers {string.Join(", ", Layers)} only",
    });

    private string Chosen => Method switch
    {
        SelectionMethod.Top => Ranked("highest"),
        SelectionMethod.Bottom => Ranked("lowest"),
        SelectionMethod.Random => $"random neurons of each layer, {Drawn}",
        SelectionMethod.PerplexityMatched =>
            $"as many as bring the target's perplexity, {(Seed is null ? $"lowest {Score} outside the target first" : Drawn)}",
        SelectionMethod.ScoreMatched => $"those outside the target with the nearest {Score}, one for each of its neurons",
        _ => "listed by the caller",
    };

    private string Drawn => $"seed {Seed}, drawn from {(Pool == RandomPool.AllNeurons ? "all neurons" : "those outside the target")}";

    private string Ranked(string end) => (Percent is null
            ? $"{end} {Score} of each layer outside the target, as many as the target has"
            : $"{Percent} % of each layer with the {end} {Score}, "
                + (Rule == SelectionRule.PercentileStrict ? "strictly beyond the percentile" : "exact count"))
        + (Unscored > 0 ? $"; {Unscored} neurons without a score left out" : "");
}
