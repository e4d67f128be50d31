using NegPreact.Ablations;
using NegPreact.Results;
using NegPreact.Wasserstein;

namespace NegPreact.Controls;

/// <summary>
/// What a target's effect is compared with: some neurons, what is done to them, and how well they match the target in what they are
/// meant to share with it.
/// </summary>
/// <remarks>The random, lowest-distance and perplexity-matched controls are the paper's; the others are what its reviewers asked for.</remarks>
/// <param name="Kind">What it shares with the target.</param>
/// <param name="Neurons">Which neurons.</param>
/// <param name="Ablation">What is done to them.</param>
/// <param name="Match">The match reached; null where nothing but the count is shared, which is met exactly.</param>
/// <example>
/// <code>
/// var control = Control.PerplexityMatched(model, Corpus.BuiltIn, target, scores);
/// using (control.Apply(model))
///     Console.WriteLine(Perplexity.Of(model, Corpus.BuiltIn));
/// </code>
/// </example>
public sealed record Control(
    ControlKind Kind, NeuronSet Neurons, Ablation Ablation = Ablation.ZeroNegative, ControlMatch? Match = null)
{
    /// <summary>As many random neurons of each layer as the target has.</summary>
    /// <param name="target">What is controlled for.</param>
    /// <param name="seed">Seed of the draw; use several.</param>
    /// <param name="pool">What to draw from.</param>
    /// <exception cref="NegPreactException">A layer has fewer neurons to draw from than the target took.</exception>
    public static Control Random(NeuronSet target, int seed, RandomPool pool = RandomPool.ComplementOfTarget) =>
        new(ControlKind.Random, NeuronSet.Random(target, seed, pool));

    /// <summary>As many neurons of each layer as the target has: those outside it with the lowest Wasserstein distances.</summary>
    /// <param name="target">What is controlled for.</param>
    /// <param name="scores">The distances.</param>
    /// <exception cref="NegPreactException">A layer has too few neurons with a distance, or the scores belong to another model.</exception>
    public static Control LowestDistance(NeuronSet target, NeuronScores scores)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(scores);
        var candidates = NeuronRanking.LowestOutside(target, scores.Distances);
        for (var layer = 0; layer < candidates.Length; layer++)
            if (candidates[layer].Length < target.LayerCounts[layer])
                throw new NegPreactException(
                    ErrorKind.Control, $"Layer {layer} has {candidates[layer].Length} scored neurons outside the target's {target.LayerCounts[layer]}, too few for a control; take a smaller target.");
        var provenance = new NeuronSetProvenance(
            SelectionMethod.Bottom, PerplexityMatching.Score, Unscored: scores.All.Count(s => s.WassersteinDistance is null));
        return new Control(
            ControlKind.LowestDistance,
            NeuronSet.Chosen(candidates.Select((layer, l) => layer.Take(target.LayerCounts[l])), target, provenance));
    }

    /// <summary>
    /// As many neurons as bring the same perplexity as the target, by default those of the lowest Wasserstein distance (paper,
    /// section on the perplexity-matched control). Where no count does, the nearest one is returned and the match says so.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text on which the perplexities are matched.</param>
    /// <param name="target">What is controlled for.</param>
    /// <param name="scores">The Wasserstein distances; used where they give the order.</param>
    /// <param name="settings">How; the defaults where null.</param>
    /// <param name="cancellation">Looked at before each forward pass; the notebook's own where none is given.</param>
    /// <param name="store">Where results are kept; the notebook's where null.</param>
    /// <returns>A control whose <see cref="Match"/> is a <see cref="PerplexityMatch"/>.</returns>
    /// <exception cref="NegPreactException">The text is too short, or target or scores belong to another model.</exception>
    public static Control PerplexityMatched(
        LanguageModel model, Corpus corpus, NeuronSet target, NeuronScores scores, PerplexityMatchSettings? settings = null,
        CancellationToken? cancellation = null, ResultStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(scores);
        return PerplexityMatched(new Measurer(model, store, cancellation), corpus, target, scores, settings ?? new PerplexityMatchSettings());
    }

    internal static Control PerplexityMatched(
        Measurer measurer, Corpus corpus, NeuronSet target, NeuronScores scores, PerplexityMatchSettings settings) => new PerplexityMatching(
        measurer, corpus.Windows(measurer.Model.Tokenizer, settings.WindowLength), target, scores.Distances, settings).Run();

    /// <summary>For each neuron of the target another one of its layer that is positive on nearly the same share of tokens.</summary>
    /// <param name="target">What is controlled for.</param>
    /// <param name="scores">The shares.</param>
    /// <returns>A control whose <see cref="Match"/> is a <see cref="ScoreMatch"/>.</returns>
    /// <exception cref="NegPreactException">A layer has fewer neurons outside the target than in it, or the scores belong to another model.</exception>
    public static Control FrequencyMatched(NeuronSet target, NeuronScores scores) =>
        ScoreMatching.Match(ControlKind.FrequencyMatched, target, scores, "activation frequency", s => s.PositiveFraction);

    /// <summary>
    /// For each neuron of the target another one of its layer whose pre-activation has nearly the same variance. Variances differ by
    /// orders of magnitude, so near means a ratio near 1: the natural logarithm of the variance is matched.
    /// </summary>
    /// <param name="target">What is controlled for.</param>
    /// <param name="scores">The variances; a constant neuron is no candidate.</param>
    /// <returns>A control whose <see cref="Match"/> is a <see cref="ScoreMatch"/>.</returns>
    /// <exception cref="NegPreactException">
    /// A layer has fewer neurons that vary outside the target than in it, a neuron of the target is constant, or the scores belong to
    /// another model.
    /// </exception>
    public static Control VarianceMatched(NeuronSet target, NeuronScores scores) =>
        ScoreMatching.Match(ControlKind.VarianceMatched, target, scores, "log variance", s => s.StandardDeviation > 0 ? 2 * Math.Log(s.StandardDeviation) : null);

    /// <summary>The target itself with its positive pre-activations zeroed: what is special about the negative side?</summary>
    /// <param name="target">What is controlled for.</param>
    public static Control PositiveMirror(NeuronSet target) => new(ControlKind.PositiveMirror, target, Ablation.ZeroPositive);

    /// <summary>Puts the control in force until the result is disposed.</summary>
    /// <param name="model">The model that the target was chosen on.</param>
    /// <exception cref="NegPreactException">The neurons belong to a model of another shape.</exception>
    public IDisposable Apply(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Ablate(Neurons, Ablation);
    }

    /// <summary>One line for people: kind, neurons, match.</summary>
    public override string ToString() => $"{Kind}: {Neurons}" + (Match is null ? "" : $"; {Match}");
}
