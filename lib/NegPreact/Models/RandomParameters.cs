using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Fresh parameters for training: norm weights 1, biases 0, matrices normal with a standard deviation of
/// <paramref name="deviation"/>, those that write to the residual stream smaller by sqrt(2 x layers), as in GPT-2.
/// </summary>
internal sealed class RandomParameters(int layers, Generator generator, double deviation = 0.02) : IParameters
{
    private readonly Dictionary<string, Tensor> made = new(StringComparer.Ordinal);

    /// <summary>Every parameter made so far, by its name in the weights file.</summary>
    public IReadOnlyDictionary<string, Tensor> Made => made;

    public Tensor Get(string name, params long[] shape)
    {
        using var scope = NewDisposeScope();
        Tensor value;
        if (name.EndsWith(".bias", StringComparison.Ordinal))
            value = zeros(shape);
        else if (shape.Length == 1)
            value = ones(shape);
        else
            value = randn(shape, generator: generator) * (WritesToResidual(name) ? deviation / Math.Sqrt(2.0 * layers) : deviation);
        var parameter = new TorchSharp.Modules.Parameter(value, requires_grad: true);
        made.Add(name, parameter);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private static bool WritesToResidual(string name) =>
        name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal)
        || name.EndsWith("attention.dense.weight", StringComparison.Ordinal) || name.EndsWith("dense_4h_to_h.weight", StringComparison.Ordinal);
}
