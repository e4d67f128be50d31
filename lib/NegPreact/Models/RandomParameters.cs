using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Fresh parameters for training: norm weights 1, biases 0, matrices normal with a standard deviation of
/// <paramref name="deviation"/>, those that write to the residual stream smaller by sqrt(2 x layers), as in GPT-2.
/// They are drawn on the CPU, so that a seed gives the same ones on every device.
/// </summary>
internal sealed class RandomParameters(
    int layers, Generator generator, double deviation = 0.02, Device? device = null,
    ComputeType compute = ComputeType.Float32) : IParameters
{
    private readonly Dictionary<string, Tensor> made = new(StringComparer.Ordinal);

    /// <summary>Every parameter made so far, by its name in the weights file.</summary>
    public IReadOnlyDictionary<string, Tensor> Made => made;

    public ComputeType Compute => compute;

    public Tensor Get(string name, params long[] shape)
    {
        using var scope = NewDisposeScope();
        Tensor value;
        if (name.EndsWith(".bias", StringComparison.Ordinal))
            value = zeros(shape, device: CPU);
        else if (shape.Length == 1)
            value = ones(shape, device: CPU);
        else
            value = randn(shape, device: CPU, generator: generator) * (
                WritesToResidual(name) ? deviation / Math.Sqrt(2.0 * layers) : deviation);
        var parameter = new TorchSharp.Modules.Parameter(
            device is null ? value : value.to(device), requires_grad: true);
        made.Add(name, parameter);
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    private static bool WritesToResidual(string name) =>
        name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith(
        "down_proj.weight", StringComparison.Ordinal)
        || name.EndsWith("attention.dense.weight", StringComparison.Ordinal) || name.EndsWith(
        "dense_4h_to_h.weight", StringComparison.Ordinal);
}
