namespace NegPreact;

/// <summary>What the differentiation experiment found (notebook 02).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Tokens">Tokens from which pairs were drawn.</param>
/// <param name="Pairs">Sampled pairs.</param>
/// <param name="EqualInputs">Pairs left out in some layer since their inputs are equal, layers counted apart.</param>
/// <param name="CloseLimits">
/// For each layer looked at the largest input distance of a close pair, as a multiple of the median over all sampled
/// pairs: how close close is.
/// </param>
/// <param name="Neurons">One row per neuron, Wasserstein neurons and random ones.</param>
/// <param name="Shares">Share of the separation of far pairs below zero, by layer and last over all.</param>
/// <param name="ShareExcesses">
/// That share less what the neuron's mean and standard deviation explain
/// (<see cref="NeuronSeparation.ExpectedShare"/>).
/// </param>
/// <param name="OverAllPairs">That share less the share of all sampled pairs of the same neuron.</param>
/// <param name="Amounts">
/// Separation of far pairs below zero in multiples of the neuron's typical separation, by layer and last over all.
/// </param>
/// <param name="AmountExcesses">That separation less what the neuron's mean and standard deviation explain.</param>
/// <param name="Tags">
/// Over-representation of pairs of parts of speech among the Wasserstein neurons' far pairs, strata by neuron and token
/// frequency.
/// </param>
/// <param name="Relations">The same of pairs of dependency labels.</param>
/// <param name="Syntactic">The same for pairs of two syntactic tokens.</param>
/// <param name="SyntacticByLayer">That by layer.</param>
/// <param name="SyntacticControls">
/// That with other strata (none, position, input distance, all of these), and for pairs of at least one syntactic
/// token.
/// </param>
/// <param name="SyntacticRandom">That for random sets of neurons.</param>
/// <param name="Examples">The top neuron of each layer.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DifferentiationResult(
    DifferentiationSettings Settings, ResultSource Source, int Tokens, int Pairs, int EqualInputs,
    IReadOnlyList<double> CloseLimits, IReadOnlyList<NeuronSeparation> Neurons, IReadOnlyList<LayerSeparation> Shares,
    IReadOnlyList<LayerSeparation> ShareExcesses, IReadOnlyList<LayerSeparation> OverAllPairs,
    IReadOnlyList<LayerSeparation> Amounts, IReadOnlyList<LayerSeparation> AmountExcesses, IReadOnlyList<PairOdds> Tags,
    IReadOnlyList<PairOdds> Relations, PairOdds Syntactic, IReadOnlyList<PairOdds> SyntacticByLayer,
    IReadOnlyList<PairOdds> SyntacticControls, SetOdds SyntacticRandom, IReadOnlyList<SeparatedPairs> Examples);

/// <summary>What one neuron does to close pairs.</summary>
/// <param name="Layer">Layer, counted from 0.</param>
/// <param name="Neuron">Neuron within the layer, counted from 0.</param>
/// <param name="IsTarget">Whether it is one of the Wasserstein neurons; the others are random.</param>
/// <param name="ClosePairs">Close pairs of the layer.</param>
/// <param name="FarPairs">Those of them that the neuron puts far apart.</param>
/// <param name="Share">Mean share of the separation of the far pairs that lies below zero, 0 to 1.</param>
/// <param name="ExpectedShare">
/// The share that pairs as far apart would have in a Gaussian neuron whose close pairs have such midpoints, mean over
/// the far pairs: what the neuron's mean explains.
/// </param>
/// <param name="ShareOfAll">The share over all sampled pairs: what the neuron does to any two tokens.</param>
/// <param name="Amount">
/// Mean over the far pairs of |min(a, 0) - min(b, 0)| as a multiple of the neuron's median |a - b| over all sampled
/// pairs.
/// </param>
/// <param name="ExpectedAmount">The same with the expected share of each pair.</param>
public sealed record NeuronSeparation(
    int Layer, int Neuron, bool IsTarget, int ClosePairs, int FarPairs, double Share, double ExpectedShare,
    double ShareOfAll, double Amount, double ExpectedAmount);

/// <summary>How much likelier a kind of pair is among the far pairs than among the other close pairs.</summary>
/// <param name="Kind">The kind ("ADP-DET", "both syntactic").</param>
/// <param name="Far">Its far pairs, over all neurons looked at.</param>
/// <param name="Near">Its other close pairs.</param>
/// <param name="LogOdds">
/// Natural logarithm of the Mantel-Haenszel odds ratio over strata; above 0 where the kind is over-represented among
/// far pairs.
/// </param>
/// <param name="PValue">Two-sided, from the bootstrap's standard deviation and the normal curve.</param>
/// <param name="AdjustedPValue">The same after Holm's correction over the kinds that were compared together.</param>
public sealed record PairOdds(string Kind, int Far, int Near, Estimate LogOdds, double PValue, double AdjustedPValue);

/// <summary>The log-odds of a kind of pair in random sets of neurons, each compared like the target.</summary>
/// <param name="LogOdds">Mean over sets; 95 %, Student's t over sets.</param>
/// <param name="Sets">How many sets; those without such pairs are left out.</param>
/// <param name="AtLeast">How many of them have log-odds as high as the target's or higher.</param>
public sealed record SetOdds(Estimate LogOdds, int Sets, int AtLeast);
