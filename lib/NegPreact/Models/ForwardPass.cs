using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>What a forward pass makes, as its hooks left it.</summary>
/// <param name="Residual">
/// The residual stream <c>[batch, position, hidden]</c> at each depth, as many as the model has layers and one: the
/// first enters the first layer, the last leaves the last.
/// </param>
/// <param name="Logits">The logits <c>[batch, position, vocabulary]</c>.</param>
public sealed record ForwardPass(IReadOnlyList<Tensor> Residual, Tensor Logits);
