using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>
/// The scores of all neurons column by column, layer after layer, as they are measured and stored: a model may have
/// half a million neurons.
/// </summary>
internal sealed record NeuronColumns(
    int[] Sizes, long Tokens, int EqualPairs, double?[] WassersteinDistance, double[] WassersteinErrorBound,
    double?[] MappingDifficulty, double?[] Skewness, double?[] ExcessKurtosis, double[] NegativeFraction,
    double[] PositiveFraction, double[] Mean, double[] StandardDeviation, string?[] MissingReason) : IJsonOnDeserialized
{
    /// <summary>What was stored may have been changed since.</summary>
    /// <exception cref="JsonException">A column has another length than the layers have neurons.</exception>
    void IJsonOnDeserialized.OnDeserialized()
    {
        var rows = Sizes.Sum(size => (long)size);
        Array[] columns =
            [WassersteinDistance, WassersteinErrorBound, MappingDifficulty, Skewness, ExcessKurtosis, NegativeFraction,
            PositiveFraction, Mean, StandardDeviation, MissingReason];
        if (Array.Exists(Sizes, size => size < 0) || Array.Exists(columns, column => column.Length != rows))
            throw new JsonException("a column has another length than the layers have neurons");
    }

    /// <summary>Columns that are still to be filled, for layers of the given sizes.</summary>
    public static NeuronColumns Of(IReadOnlyList<int> sizes, long tokens)
    {
        var rows = sizes.Sum();
        return new(
            [.. sizes], tokens, 0, new double?[rows], new double[rows], new double?[rows], new double?[rows],
            new double?[rows], new double[rows], new double[rows], new double[rows], new double[rows],
            new string?[rows]);
    }

    /// <summary>The row of a layer's first neuron.</summary>
    public int FirstRow(int layer) => Sizes.Take(layer).Sum();

    /// <summary>Fills the row of a neuron; its mapping difficulty is null where it was not measured.</summary>
    public void Set(int row, NeuronMoments moments, ScoreValue distance, ScoreValue? difficulty)
    {
        WassersteinDistance[row] = distance.Value;
        WassersteinErrorBound[row] = distance.ErrorBound;
        MappingDifficulty[row] = difficulty?.Value;
        Skewness[row] = moments.Skewness;
        ExcessKurtosis[row] = moments.ExcessKurtosis;
        NegativeFraction[row] = moments.NegativeFraction;
        PositiveFraction[row] = moments.PositiveFraction;
        Mean[row] = moments.Mean;
        StandardDeviation[row] = moments.StandardDeviation;
        MissingReason[row] = (distance.MissingReason, difficulty?.MissingReason) switch
        {
            ({ } one, { } other) => $"{one}; {other}",
            var (one, other) => one ?? other,
        };
    }

    /// <summary>The row of a neuron.</summary>
    public NeuronScore Row(int row)
    {
        var (layer, neuron) = (0, row);
        while (neuron >= Sizes[layer])
            neuron -= Sizes[layer++];
        return new(
            layer, neuron, WassersteinDistance[row], WassersteinErrorBound[row], MappingDifficulty[row],
            Skewness[row], ExcessKurtosis[row], NegativeFraction[row], PositiveFraction[row], Mean[row],
            StandardDeviation[row], MissingReason[row]);
    }
}
