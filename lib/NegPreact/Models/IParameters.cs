using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Where a model's parameters come from: a folder of weights, or an initialiser before training.</summary>
internal interface IParameters
{
    /// <summary>What the products with them are computed in.</summary>
    ComputeType Compute => ComputeType.Float32;

    /// <summary>The parameter of that name and shape. Each is asked for once; it then belongs to the model.</summary>
    /// <exception cref="NegPreactException">It is missing or has another shape.</exception>
    Tensor Get(string name, params long[] shape);

    /// <summary>The matrix of that name, under the same conditions; it may be packed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="outputs">How many rows it has.</param>
    /// <param name="inputs">How many columns.</param>
    /// <param name="transposed">Whether weights in Hugging Face's layout hold it as <c>[in, out]</c>.</param>
    /// <exception cref="NegPreactException">It is missing or has another shape.</exception>
    Matrix GetMatrix(string name, long outputs, long inputs, bool transposed = false) =>
        new(transposed ? Get(name, inputs, outputs) : Get(name, outputs, inputs), transposed);
}
