using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Layer normalisation with weight and bias; the tensors belong to the model.</summary>
internal readonly record struct LayerNorm(Tensor Weight, Tensor Bias, double Epsilon) : INorm
{
    public static LayerNorm Read(IParameters from, string name, long size, double epsilon) =>
        new(from.Get(name + ".weight", size), from.Get(name + ".bias", size), epsilon);

    public Tensor Of(Tensor x) => nn.functional.layer_norm(x, [Weight.shape[0]], Weight, Bias, Epsilon);
}
