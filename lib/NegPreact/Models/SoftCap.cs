using TorchSharp;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Keeps numbers within a limit, smoothly: limit x tanh(number / limit).</summary>
internal sealed class SoftCap(double limit)
{
    private readonly Scalar limit = limit;

    public Tensor Of(Tensor x) => x.div(limit).tanh() * limit;
}
