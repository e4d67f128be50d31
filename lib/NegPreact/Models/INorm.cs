using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A norm over the last dimension; its tensors belong to the model.</summary>
internal interface INorm
{
    /// <summary>The same shape, normalised.</summary>
    Tensor Of(Tensor x);
}
