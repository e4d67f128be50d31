using System.Collections;
using Microsoft.Data.Analysis;

namespace NegPreact;

/// <summary>
/// The scores of all neurons of a model on a text, in the order of layers and neurons: one column per score, from which
/// rows are made as they are asked for.
/// </summary>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed class NeuronScores
{
    internal NeuronScores(NeuronColumns columns)
    {
        Columns = columns;
        All = new Rows(columns, 0, columns.Sizes.Sum());
        Layers = [.. columns.Sizes.Select((size, layer) => new Rows(columns, columns.FirstRow(layer), size))];
    }

    /// <summary>All rows.</summary>
    public IReadOnlyList<NeuronScore> All { get; }

    /// <summary>The rows of each layer.</summary>
    public IReadOnlyList<IReadOnlyList<NeuronScore>> Layers { get; }

    /// <summary>How many tokens the scores are measured on.</summary>
    public long Tokens => Columns.Tokens;

    /// <summary>
    /// How many token pairs were left out of the mapping difficulty in all layers together, since their inputs are
    /// equal (the same token at the beginning of two windows) and their ratio does not exist.
    /// </summary>
    public int EqualPairs => Columns.EqualPairs;

    /// <summary>Whether every distance is exact; otherwise each row carries its error bound.</summary>
    public bool IsExact => Columns.WassersteinErrorBound.All(bound => bound == 0);

    /// <summary>W1 to the Gaussian, in sigma.</summary>
    public NamedScore WassersteinDistance => WassersteinDistances(
        ByLayer(row => Columns.WassersteinDistance[row]));

    /// <summary>Mapping difficulty, no unit.</summary>
    public NamedScore MappingDifficulty => new("mapping difficulty", ByLayer(row => Columns.MappingDifficulty[row]));

    /// <summary>Population skewness, no unit.</summary>
    public NamedScore Skewness => new("skewness", ByLayer(row => Columns.Skewness[row]));

    /// <summary>Population excess kurtosis, no unit.</summary>
    public NamedScore ExcessKurtosis => new("excess kurtosis", ByLayer(row => Columns.ExcessKurtosis[row]));

    /// <summary>Share of pre-activations below 0, from 0 to 1.</summary>
    public NamedScore NegativeFraction => new("negative fraction", ByLayer(row => Columns.NegativeFraction[row]));

    /// <summary>Share of pre-activations above 0, from 0 to 1.</summary>
    public NamedScore PositiveFraction => new("positive fraction", ByLayer(row => Columns.PositiveFraction[row]));

    /// <summary>Mean pre-activation.</summary>
    public NamedScore Mean => new("mean", ByLayer(row => Columns.Mean[row]));

    /// <summary>Population standard deviation of the pre-activation.</summary>
    public NamedScore StandardDeviation => new("standard deviation", ByLayer(row => Columns.StandardDeviation[row]));

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

    /// <summary>
    /// The exact scores of a single layer, neurons in parallel. For more tokens than fit in memory see
    /// <see cref="WassersteinSketch"/>.
    /// </summary>
    /// <param name="preactivations">Row-major [tokens, <paramref name="neurons"/>].</param>
    /// <param name="neurons">The layer's intermediate size.</param>
    /// <param name="reference">What to compare with; the exact Gaussian where none is given.</param>
    /// <param name="mappingDifficulty">Each neuron's mapping difficulty, where measured.</param>
    /// <exception cref="NegPreactException">
    /// A table that is not whole, a value that is not finite, or not one mapping difficulty per neuron.
    /// </exception>
    public static NeuronScores OfLayer(
        ReadOnlyMemory<float> preactivations, int neurons, GaussianReference? reference = null,
        IReadOnlyList<ScoreValue>? mappingDifficulty = null)
    {
        var tokens = FiniteValues.CheckTable(preactivations.Span, neurons, "The pre-activations");
        reference ??= GaussianReference.ExactGaussian;
        return OfOneLayer(neurons, tokens, mappingDifficulty, columns =>
            HostPass.Exact(columns, 0, preactivations, reference, mappingDifficulty));
    }

    /// <summary>The Wasserstein distance, which stands for the scores where none is named.</summary>
    public NamedScore ToNamedScore() => WassersteinDistance;

    /// <summary>A score of one's own, for choosing neurons.</summary>
    /// <param name="name">Its name, for what is told of the choice.</param>
    /// <param name="score">Its value for a neuron; null where there is none.</param>
    /// <param name="unit">Its unit; empty where there is none.</param>
    public NamedScore By(string name, Func<NeuronScore, double?> score, string unit = "") =>
        new(name, ByLayer(row => score(Columns.Row(row))), unit);

    /// <summary>The rows as a table that can be filtered and joined; column names carry the unit.</summary>
    public DataFrame ToDataFrame() => new(
        new Int32DataFrameColumn("layer", Columns.Sizes.SelectMany((size, layer) => Enumerable.Repeat(layer, size))),
        new Int32DataFrameColumn("neuron", Columns.Sizes.SelectMany(size => Enumerable.Range(0, size))),
        new DoubleDataFrameColumn("wasserstein_distance_sigma", Columns.WassersteinDistance),
        new DoubleDataFrameColumn("error_bound_sigma", Columns.WassersteinErrorBound),
        new DoubleDataFrameColumn("mapping_difficulty", Columns.MappingDifficulty),
        new DoubleDataFrameColumn("skewness", Columns.Skewness),
        new DoubleDataFrameColumn("excess_kurtosis", Columns.ExcessKurtosis),
        new DoubleDataFrameColumn("negative_fraction", Columns.NegativeFraction),
        new DoubleDataFrameColumn("positive_fraction", Columns.PositiveFraction),
        new DoubleDataFrameColumn("mean", Columns.Mean),
        new DoubleDataFrameColumn("standard_deviation", Columns.StandardDeviation),
        new StringDataFrameColumn("missing_because", Columns.MissingReason.Select(reason => reason ?? "")));

    /// <summary>The columns, as they are stored.</summary>
    internal NeuronColumns Columns { get; }

    internal static NamedScore WassersteinDistances(IReadOnlyList<IReadOnlyList<double?>> layers) =>
        new("Wasserstein distance", layers, "sigma");

    internal static NeuronScores OfOneLayer(
        int neurons, long tokens, IReadOnlyList<ScoreValue>? mappingDifficulty, Action<NeuronColumns> fill)
    {
        if (mappingDifficulty is not null && mappingDifficulty.Count != neurons)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{mappingDifficulty.Count} mapping difficulties were given for {neurons} "
                + "neurons; give one per neuron of the same layer.");
        var columns = NeuronColumns.Of([neurons], tokens);
        fill(columns);
        return new NeuronScores(columns);
    }

    private double?[][] ByLayer(Func<int, double?> at) =>
        [.. Columns.Sizes.Select((n, layer) => Enumerable.Range(Columns.FirstRow(layer), n).Select(at).ToArray())];

    private sealed class Rows(NeuronColumns columns, int first, int count) : IReadOnlyList<NeuronScore>
    {
        public int Count => count;

        public NeuronScore this[int index] => index >= 0 && index < count
            ? columns.Row(first + index) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<NeuronScore> GetEnumerator() =>
            Enumerable.Range(first, count).Select(columns.Row).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
