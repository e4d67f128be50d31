namespace NegPreact;

/// <summary>
/// As many neurons of the lowest Wasserstein distance as bring the same perplexity as the target (paper, section on the
/// perplexity-matched control). Where no count does, the nearest one is taken and the <see cref="PerplexityMatch"/>
/// says so.
/// </summary>
internal sealed record PerplexityMatched() : Control(
    id: "perplexity-matched",
    name: "perplexity-matched, lowest distance",
    neurons: "as many as cost the same perplexity, from the lowest distance up",
    rulesOut: "the model is worse at everything",
    are: "nearest to a Gaussian and, by their number, cost the same perplexity")
{
    public override bool IsSearched => true;

    internal override string PaperSection => "the perplexity-matched control";

    public override ControlSet Draw(ControlSource source, int seed = 1) => FromLowest(this, source);

    /// <summary>From the lowest distance up, however the counts are searched for.</summary>
    internal static ControlSet FromLowest(Control control, ControlSource source)
    {
        var distance = source.Scores.WassersteinDistance;
        return new PerplexityMatching(
            source, NeuronRanking.LowestOutside(source.Target.Neurons, distance),
            new NeuronSetProvenance(
                $"{PerplexityMatching.How}, lowest {distance.Name} outside the target first", distance.Name,
                Unscored: distance.Missing)).Run(control);
    }
}
