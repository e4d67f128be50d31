using Microsoft.Data.Analysis;

namespace NegPreact;

/// <summary>The scores of all neurons of a model on a text, one row a neuron, in the order of layers and neurons.</summary>
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
    /// How many token pairs were left out of the mapping difficulty in all layers together, since their inputs are equal (the same
    /// token at the beginning of two windows) and their ratio does not exist.
    /// </summary>
    public int EqualPairs { get; }

    /// <summary>Whether every distance is exact; otherwise each row carries its error bound.</summary>
    public bool IsExact => All.All(s => s.WassersteinErrorBound == 0);

    /// <summary>The Wasserstein distances by layer in sigma, for choosing neurons.</summary>
    public IReadOnlyList<IReadOnlyList<double?>> Distances => By(s => s.WassersteinDistance);

    /// <summary>Measures every neuron of a model on a text.</summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="corpus">The text, cut in windows as for perplexity.</param>
    /// <param name="settings">How; the defaults where null.</param>
    /// <param name="cancellation">Checked before each layer and pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">The text is shorter than two windows, or an activation is not finite.</exception>
    public static NeuronScores Measure(
        LanguageModel model, Corpus corpus, MeasurementSettings? settings = null, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        settings ??= new MeasurementSettings();
        var windows = corpus.Windows(model.Tokenizer, settings.WindowLength);
        return ActivationPass.Measure(model, windows, settings, cancellation ?? Progress.Cancellation);
    }

    /// <summary>Any score by layer, for choosing neurons.</summary>
    public IReadOnlyList<IReadOnlyList<double?>> By(Func<NeuronScore, double?> score) =>
        [.. Layers.Select(l => (IReadOnlyList<double?>)[.. l.Select(score)])];

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
