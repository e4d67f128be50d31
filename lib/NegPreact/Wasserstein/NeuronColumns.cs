namespace NegPreact;

/// <summary>
/// The scores of all neurons column by column, as they are kept: a model may have half a million neurons.
/// </summary>
internal sealed record NeuronColumns(
    int[] Sizes, long Tokens, int EqualPairs, double?[] WassersteinDistance, double[] WassersteinErrorBound,
    double?[] MappingDifficulty,
    double?[] Skewness, double?[] ExcessKurtosis, double[] NegativeFraction, double[] PositiveFraction, double[] Mean,
    double[] StandardDeviation,
    string?[] MissingReason)
{
    public static NeuronColumns Of(NeuronScores scores) => new(
        [.. scores.Layers.Select(l => l.Count)], scores.Tokens, scores.EqualPairs,
            [.. scores.All.Select(s => s.WassersteinDistance)],
        [.. scores.All.Select(s => s.WassersteinErrorBound)], [.. scores.All.Select(s => s.MappingDifficulty)],
            [.. scores.All.Select(s => s.Skewness)],
        [.. scores.All.Select(s => s.ExcessKurtosis)], [.. scores.All.Select(s => s.NegativeFraction)],
            [.. scores.All.Select(s => s.PositiveFraction)],
        [.. scores.All.Select(s => s.Mean)], [.. scores.All.Select(s => s.StandardDeviation)],
        [.. scores.All.Select(s => s.MissingReason)]);

    public NeuronScores ToScores()
    {
        var row = 0;
        return new NeuronScores(
            [.. Sizes.Select((size, layer) => Enumerable.Range(0, size).Select(neuron => Row(layer, neuron, row++))
            .ToArray())], Tokens, EqualPairs);
    }

    private NeuronScore Row(int layer, int neuron, int row) => new()
    {
        Layer = layer,
        Neuron = neuron,
        WassersteinDistance = WassersteinDistance[row],
        WassersteinErrorBound = WassersteinErrorBound[row],
        MappingDifficulty = MappingDifficulty[row],
        Skewness = Skewness[row],
        ExcessKurtosis = ExcessKurtosis[row],
        NegativeFraction = NegativeFraction[row],
        PositiveFraction = PositiveFraction[row],
        Mean = Mean[row],
        StandardDeviation = StandardDeviation[row],
        MissingReason = MissingReason[row],
    };
}
