using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Interventions;

/// <summary>The activation's negative outputs change sign: |f(a)|. Magnitude kept, sign lost.</summary>
/// <remarks>It is done to the chosen neurons alone; see <see cref="PositiveReLU"/>.</remarks>
internal sealed record SignFlip : Ablation
{
    public override string Name => "negative outputs turned positive";

    public override string Id => "SignFlip";

    public override string Meaning => "f(a) becomes its size: the sign is lost, the size is kept";

    internal override string ReferenceName => "signflip";

    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.SwapActivation((_, f) => where(mask, f.abs(), f));
}
