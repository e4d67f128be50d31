using NegPreact.Interventions;

namespace NegPreact.Controls;

/// <summary>
/// As many random neurons outside the target as bring the same perplexity, with a search for each seed.
/// </summary>
internal sealed record PerplexityMatchedRandom : Control
{
    public override string Name => "perplexity-matched, random";

    public override string Id => "perplexity-matched-random";

    public override string Neurons => "the same in a random order";

    public override string RulesOut => "the same";

    public override bool IsDrawn => true;

    public override bool IsSearched => true;

    internal override string Are => "drawn at random and, by their number, cost the same perplexity";

    public override ControlSet Draw(ControlSource source, int seed = 1)
    {
        const RandomPool pool = RandomPool.ComplementOfTarget;
        return new PerplexityMatching(
            source, NeuronRanking.Shuffled(source.Target.Neurons, seed, pool),
            NeuronSetProvenance.Drawn(PerplexityMatching.How, seed, pool)).Run(this);
    }
}
