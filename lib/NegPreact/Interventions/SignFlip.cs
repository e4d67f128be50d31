using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>The activation's negative outputs change sign: |f(a)|. Magnitude kept, sign lost.</summary>
/// <remarks>It is done to the chosen neurons alone; see <see cref="PositiveReLU"/>.</remarks>
internal sealed record SignFlip() : Ablation(
    id: "SignFlip",
    name: "negative outputs turned positive",
    meaning: "f(a) becomes its size: the sign is lost, the size is kept",
    referenceName: "signflip")
{
    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.SwapActivation((_, f) => where(mask, f.abs(), f));
}
