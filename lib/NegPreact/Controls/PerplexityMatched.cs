using NegPreact.Interventions;

namespace NegPreact.Controls;

/// <summary>
/// As many neurons of the lowest Wasserstein distance as bring the same perplexity as the target (paper, section on the
/// perplexity-matched control). Where no count does, the nearest one is taken and the <see cref="PerplexityMatch"/>
/// says so.
/// </summary>
internal sealed record PerplexityMatched : Control
{
    public override string Name => "perplexity-matched, lowest distance";

    public override string Id => "perplexity-matched";

    public override string Neurons => "as many as cost the same perplexity, from the lowest distance up";

    public override string RulesOut => "the model is worse at everything";

    public override bool IsSearched => true;

    internal override string Are => "nearest to a Gaussian and, by their number, cost the same perplexity";

    internal override string PaperSection => "the perplexity-matched control";

    public override ControlSet Draw(ControlSource source, int seed = 1) => new PerplexityMatching(
        source, NeuronRanking.LowestOutside(source.Target.Neurons, source.Scores.Distances),
        new NeuronSetProvenance(
            $"{PerplexityMatching.How}, lowest {ControlSource.Score} outside the target first", ControlSource.Score,
            Unscored: source.Unscored)).Run(this);
}
