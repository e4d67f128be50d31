using static TorchSharp.torch;

namespace NegPreact;

/// <summary>A model's activation function by its values.</summary>
/// <param name="PreActivations">Where it was computed, rising.</param>
/// <param name="Values">The activation there.</param>
public sealed record ActivationCurve(IReadOnlyList<double> PreActivations, IReadOnlyList<double> Values)
{
    private const double Lowest = -5;
    private const double Highest = 2;
    private const double Step = 0.25;

    /// <summary>The function that follows the pre-activations of a layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">Layer, counted from 0.</param>
    public static ActivationCurve Of(LanguageModel model, int layer = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double[] at = [.. Enumerable.Range(0, 1 + (int)((Highest - Lowest) / Step)).Select(i => Lowest + (i * Step))];
        var values = model.Network.Mlps[layer].Activate(tensor(Array.ConvertAll(at, a => (float)a), device: CPU));
        return new ActivationCurve(at, [.. values.data<float>().Select(v => (double)v)]);
    }
}
