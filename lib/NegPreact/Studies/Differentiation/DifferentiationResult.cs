namespace NegPreact;

/// <summary>What the differentiation experiment found (notebook 02).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Tokens">Tokens from which pairs were drawn.</param>
/// <param name="Pairs">Sampled pairs.</param>
/// <param name="EqualInputs">Pairs left out in some layer since their inputs are equal, layers counted apart.</param>
/// <param name="CloseLimits">
/// For each layer looked at the largest input distance of a close pair, as a multiple of the median over all sampled pairs: how close close is.
/// </param>
/// <param name="Neurons">One row per neuron, Wasserstein neurons and random ones.</param>
/// <param name="Shares">Share of the separation of far pairs below zero, by layer and last over all.</param>
/// <param name="Amounts">Separation of far pairs below zero in multiples of the neuron's typical separation, by layer and last over all.</param>
/// <param name="Excesses">
/// Share of the far pairs minus the share of all pairs of the same neuron, by layer and last over all: what remains when a neuron is
/// negative on most tokens anyway.
/// </param>
/// <param name="Tags">Over-representation of pairs of parts of speech among the Wasserstein neurons' far pairs, strata by neuron and token frequency.</param>
/// <param name="Relations">The same of pairs of dependency labels.</param>
/// <param name="Syntactic">The same for pairs of two syntactic tokens.</param>
/// <param name="SyntacticByLayer">That by layer.</param>
/// <param name="SyntacticControls">That with other strata (none, position, input distance, all of these), and for pairs of at least one syntactic token.</param>
/// <param name="SyntacticRandom">That for the random neurons.</param>
/// <param name="Examples">The top neuron of each layer.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DifferentiationResult(
    DifferentiationSettings Settings, ResultSource Source, int Tokens, int Pairs, int EqualInputs, IReadOnlyList<double> CloseLimits,
    IReadOnlyList<NeuronSeparation> Neurons, IReadOnlyList<LayerSeparation> Shares, IReadOnlyList<LayerSeparation> Amounts,
    IReadOnlyList<LayerSeparation> Excesses, IReadOnlyList<PairOdds> Tags, IReadOnlyList<PairOdds> Relations, PairOdds Syntactic,
    IReadOnlyList<PairOdds> SyntacticByLayer, IReadOnlyList<PairOdds> SyntacticControls, PairOdds SyntacticRandom,
    IReadOnlyList<NeuronPairs> Examples);
