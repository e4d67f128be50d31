namespace NegPreact;

/// <summary>
/// As many random neurons outside the target as bring the same perplexity, with a search for each seed.
/// </summary>
internal sealed record PerplexityMatchedRandom() : Control(
    id: "perplexity-matched-random",
    name: "perplexity-matched, random",
    neurons: "the same in a random order",
    rulesOut: "the same",
    are: "drawn at random and, by their number, cost the same perplexity")
{
    public override bool IsDrawn => true;

    public override bool IsSearched => true;

    public override ControlSet Draw(ControlSource source, int seed = 1)
    {
        const RandomPool pool = RandomPool.ComplementOfTarget;
        return new PerplexityMatching(
            source, NeuronRanking.Shuffled(source.Target.Neurons, seed, pool),
            NeuronSetProvenance.Drawn(PerplexityMatching.How, seed, pool)).Run(this);
    }
}
