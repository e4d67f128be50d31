using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>Negative pre-activations become 0: max(a, 0).</summary>
internal sealed record ZeroNegative() : Ablation(
    id: "ZeroNegative",
    name: "negatives zeroed",
    meaning: "max(a, 0): negative pre-activations become 0, the paper's intervention",
    referenceName: "ablate_negative")
{
    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.PreActivation.Add(a => where(mask, a.clamp_min(Zero), a));
}
