using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A linear map; the tensors belong to the model.</summary>
/// <param name="Weight">The matrix <c>[out, in]</c>, or <c>[in, out]</c> where it is transposed.</param>
/// <param name="Bias">What is added, <c>[out]</c>.</param>
/// <param name="Transposed">Whether the matrix is stored the other way round, as GPT-2's are.</param>
internal readonly record struct Linear(Tensor Weight, Tensor? Bias = null, bool Transposed = false)
{
    public int Outputs => checked((int)Weight.shape[Transposed ? 1 : 0]);

    public static Linear Read(IParameters from, string name, long outputs, long inputs, bool bias) =>
        new(from.Get(name + ".weight", outputs, inputs), bias ? from.Get(name + ".bias", outputs) : null);

    public static Linear ReadTransposed(IParameters from, string name, long outputs, long inputs) =>
        new(from.Get(name + ".weight", inputs, outputs), from.Get(name + ".bias", outputs), Transposed: true);

    public Tensor Of(Tensor x) => nn.functional.linear(x, Transposed ? Weight.t() : Weight, Bias);
}
