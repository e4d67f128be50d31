using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Layer normalisation without weight and bias.</summary>
internal sealed record PlainLayerNorm(long Size, double Epsilon) : INorm
{
    public Tensor Of(Tensor x) => nn.functional.layer_norm(x, [Size], null, null, Epsilon);
}
