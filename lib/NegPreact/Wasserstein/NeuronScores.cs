using Microsoft.Data.Analysis;

namespace NegPreact;

/// <summary>
/// The scores of all neurons of a model on a text, one row a neuron, in the order of layers and neurons.
/// </summary>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class NeuronScores
{
    internal NeuronScores(IReadOnlyList<NeuronScore[]> layers, long tokens, int equalPairs)
    {
        (Layers, Tokens, EqualPairs) = (layers, tokens, equalPairs);
        All = [.. layers.SelectMany(l => l)];
    }

    /// <summary>All rows.</summary>
    public IReadOnlyList<NeuronScore> All { get; }

    /// <summary>The rows of each layer.</summary>
    public IReadOnlyList<IReadOnlyList<NeuronScore>> Layers { get; }

    /// <summary>How many tokens the scores are measured on.</summary>
    public long Tokens { get; }

    /// <summary>
    /// How many token pairs were left out of the mapping difficulty in all layers together, since their inputs are
    /// equal (the same token at the beginning of two windows) and their ratio does not exist.
    /// </summary>
    public int EqualPairs { get; }

    /// <summary>Whether every distance is exact; otherwise each row carries its error bound.</summary>
    public bool IsExact => All.All(s => s.WassersteinErrorBound == 0);

    /// <summary>W1 to the Gaussian, in sigma.</summary>
    public NamedScore WassersteinDistance => WassersteinDistances(
        [.. Layers.Select(l => l.Select(s => s.WassersteinDistance).ToArray())]);

    /// <summary>Mapping difficulty, no unit.</summary>
    public NamedScore MappingDifficulty => By("mapping difficulty", s => s.MappingDifficulty);

    /// <summary>Population skewness, no unit.</summary>
    public NamedScore Skewness => By("skewness", s => s.Skewness);

    /// <summary>Population excess kurtosis, no unit.</summary>
    public NamedScore ExcessKurtosis => By("excess kurtosis", s => s.ExcessKurtosis);

    /// <summary>Share of pre-activations below 0, from 0 to 1.</summary>
    public NamedScore NegativeFraction => By("negative fraction", s => s.NegativeFraction);

    /// <summary>Share of pre-activations above 0, from 0 to 1.</summary>
    public NamedScore PositiveFraction => By("positive fraction", s => s.PositiveFraction);

    /// <summary>Mean pre-activation.</summary>
    public NamedScore Mean => By("mean", s => s.Mean);

    /// <summary>Population standard deviation of the pre-activation.</summary>
    public NamedScore StandardDeviation => By("standard deviation", s => s.StandardDeviation);

    /// <summary>What neurons are chosen by where no score is named: the Wasserstein distance.</summary>
    /// <param name="scores">The scores.</param>
    public static implicit operator NamedScore(NeuronScores scores) => scores.ToNamedScore();

    /// <summary>Measures every neuron of a model on a text.</summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="corpus">The text, cut in windows as for perplexity.</param>
    /// <param name="settings">How; the defaults where null.</param>
    /// <param name="cancellation">Checked before each layer and pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, or an activation is not finite.
    /// </exception>
    public static NeuronScores Measure(
        LanguageModel model, Corpus corpus, NeuronScoreSettings? settings = null,
        CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        settings ??= new NeuronScoreSettings();
        var windows = corpus.Windows(model.Tokenizer, settings.WindowLength);
        return ActivationPass.Measure(model, windows, settings, cancellation ?? Progress.Cancellation);
    }

    /// <summary>The Wasserstein distance, which stands for the scores where none is named.</summary>
    public NamedScore ToNamedScore() => WassersteinDistance;

    /// <summary>A score of one's own, for choosing neurons.</summary>
    /// <param name="name">Its name, for what is told of the choice.</param>
    /// <param name="score">Its value for a neuron; null where there is none.</param>
    /// <param name="unit">Its unit; empty where there is none.</param>
    public NamedScore By(string name, Func<NeuronScore, double?> score, string unit = "") =>
        new(name, [.. Layers.Select(l => l.Select(score).ToArray())], unit);

    internal static NamedScore WassersteinDistances(IReadOnlyList<IReadOnlyList<double?>> layers) =>
        new("Wasserstein distance", layers, "sigma");

    /// <summary>The rows as a table that can be filtered and joined; column names carry the unit.</summary>
    public DataFrame ToDataFrame() => new(
        new Int32DataFrameColumn("layer", All.Select(s => s.Layer)),
        new Int32DataFrameColumn("neuron", All.Select(s => s.Neuron)),
        new DoubleDataFrameColumn("wasserstein_distance_sigma", All.Select(s => s.WassersteinDistance)),
        new DoubleDataFrameColumn("error_bound_sigma", All.Select(s => s.WassersteinErrorBound)),
        new DoubleDataFrameColumn("mapping_difficulty", All.Select(s => s.MappingDifficulty)),
        new DoubleDataFrameColumn("skewness", All.Select(s => s.Skewness)),
        new DoubleDataFrameColumn("excess_kurtosis", All.Select(s => s.ExcessKurtosis)),
        new DoubleDataFrameColumn("negative_fraction", All.Select(s => s.NegativeFraction)),
        new DoubleDataFrameColumn("positive_fraction", All.Select(s => s.PositiveFraction)),
        new DoubleDataFrameColumn("mean", All.Select(s => s.Mean)),
        new DoubleDataFrameColumn("standard_deviation", All.Select(s => s.StandardDeviation)),
        new StringDataFrameColumn("missing_because", All.Select(s => s.MissingReason ?? "")));
}
