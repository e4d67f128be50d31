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
}
