using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A linear map, weight <c>[out, in]</c>; the tensors belong to the model.</summary>
internal readonly record struct Linear(Tensor Weight, Tensor? Bias)
{
    public static Linear Read(IParameters from, string name, long outputs, long inputs, bool bias) =>
        new(from.Get(name + ".weight", outputs, inputs), bias ? from.Get(name + ".bias", outputs) : null);

    public Tensor Of(Tensor x) => nn.functional.linear(x, Weight, Bias);
}
