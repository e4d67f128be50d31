namespace NegPreact;

/// <summary>
/// The perplexity match layer by layer: in each layer as many neurons of the lowest distance as bring the perplexity
/// that the target's neurons of this layer bring alone.
/// </summary>
internal sealed record PerplexityMatchedByLayer() : Control(
    id: "perplexity-matched-by-layer",
    name: "perplexity-matched layer by layer",
    neurons: "in each layer as many as cost what the target's cost there, from the lowest distance up",
    rulesOut: "the damage lies in other layers",
    are: "nearest to a Gaussian and cost the same perplexity in each layer")
{
    public override bool IsSearched => true;

    public override ControlSet Draw(ControlSource source, int seed = 1) => NegPreact.PerplexityMatched.FromLowest(
        this, source with { Match = source.Match with { Counts = CountRule.LayerByLayer } });
}
