namespace NegPreact;

/// <summary>One row a neuron: its distance to a Gaussian and the scores that rival it.</summary>
public sealed record NeuronScore
{
    /// <summary>Layer, counted from 0.</summary>
    public required int Layer { get; init; }

    /// <summary>Neuron within the layer, counted from 0.</summary>
    public required int Neuron { get; init; }

    /// <summary>W1 to the Gaussian in sigma; null where missing.</summary>
    public double? WassersteinDistance { get; init; }

    /// <summary>
    /// How far <see cref="WassersteinDistance"/> may lie from the exact one, in sigma; 0 unless it was streamed.
    /// </summary>
    public double WassersteinErrorBound { get; init; }

    /// <summary>Mapping difficulty, no unit; null where missing or not measured.</summary>
    public double? MappingDifficulty { get; init; }

    /// <summary>Population skewness, no unit; null for a constant neuron.</summary>
    public double? Skewness { get; init; }

    /// <summary>Population excess kurtosis, no unit; null for a constant neuron.</summary>
    public double? ExcessKurtosis { get; init; }

    /// <summary>Share of pre-activations below 0, from 0 to 1.</summary>
    public double NegativeFraction { get; init; }

    /// <summary>Share of pre-activations above 0, from 0 to 1: the activation frequency.</summary>
    public double PositiveFraction { get; init; }

    /// <summary>Mean pre-activation.</summary>
    public double Mean { get; init; }

    /// <summary>Population standard deviation of the pre-activation.</summary>
    public double StandardDeviation { get; init; }

    /// <summary>Why a score is missing; null where none is.</summary>
    public string? MissingReason { get; init; }

    /// <summary>Puts a neuron's measurements in one row.</summary>
    /// <param name="layer">Layer, counted from 0.</param>
    /// <param name="neuron">Neuron within the layer, counted from 0.</param>
    /// <param name="moments">Its moments.</param>
    /// <param name="wassersteinDistance">Its distance to a Gaussian.</param>
    /// <param name="mappingDifficulty">Its mapping difficulty, where measured.</param>
    public static NeuronScore From(
        int layer, int neuron, NeuronMoments moments, ScoreValue wassersteinDistance,
        ScoreValue? mappingDifficulty = null)
    {
        string?[] reasons = [wassersteinDistance.MissingReason, mappingDifficulty?.MissingReason];
        return new NeuronScore
        {
            Layer = layer,
            Neuron = neuron,
            WassersteinDistance = wassersteinDistance.Value,
            WassersteinErrorBound = wassersteinDistance.ErrorBound,
            MappingDifficulty = mappingDifficulty?.Value,
            Skewness = moments.Skewness,
            ExcessKurtosis = moments.ExcessKurtosis,
            NegativeFraction = moments.NegativeFraction,
            PositiveFraction = moments.PositiveFraction,
            Mean = moments.Mean,
            StandardDeviation = moments.StandardDeviation,
            MissingReason = reasons.Any(r => r is not null) ? string.Join("; ", reasons.Where(r => r is not null))
                : null,
        };
    }

    /// <summary>
    /// The exact rows of a layer, neurons in parallel. For more tokens than fit in memory see
    /// <see cref="WassersteinSketch"/>.
    /// </summary>
    /// <param name="layer">Layer, counted from 0.</param>
    /// <param name="preactivations">Row-major [tokens, <paramref name="neurons"/>].</param>
    /// <param name="neurons">The layer's intermediate size.</param>
    /// <param name="reference">What to compare with; the exact Gaussian where none is given.</param>
    /// <param name="mappingDifficulty">Each neuron's mapping difficulty, where measured.</param>
    /// <exception cref="NegPreactException">
    /// A table that is not whole, a value that is not finite, or not one mapping difficulty a neuron.
    /// </exception>
    public static NeuronScore[] OfLayer(
        int layer, ReadOnlyMemory<float> preactivations, int neurons, GaussianReference? reference = null,
        IReadOnlyList<ScoreValue>? mappingDifficulty = null)
    {
        var tokens = FiniteValues.CheckTable(preactivations.Span, neurons, $"The pre-activations of layer {layer}");
        CheckOneEach(mappingDifficulty, neurons);
        reference ??= GaussianReference.ExactGaussian;
        var scores = new NeuronScore[neurons];
        Parallel.For(0, (neurons + Columns.Block - 1) / Columns.Block, block =>
        {
            var first = block * Columns.Block;
            var count = Math.Min(Columns.Block, neurons - first);
            var runs = new double[count * tokens];
            Columns.Gather(preactivations.Span, neurons, first, count, runs);
            for (var c = 0; c < count; c++)
            {
                var values = runs.AsSpan(c * tokens, tokens);
                var moments = CentralMoments.Of(values);
                var distance = NegPreact.WassersteinDistance.OfOwned(values, moments, reference);
                scores[first + c] = From(
                    layer, first + c, moments.ToNeuronMoments(), distance, mappingDifficulty?[first + c]);
            }
        });
        return scores;
    }

    internal static void CheckOneEach(IReadOnlyList<ScoreValue>? mappingDifficulty, int neurons)
    {
        if (mappingDifficulty is not null && mappingDifficulty.Count != neurons)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{mappingDifficulty.Count} mapping difficulties were given for {neurons} "
                + "neurons; give one per neuron of the same layer.");
    }
}
