using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>Positive pre-activations become 0: min(a, 0). The mirror of the paper's intervention.</summary>
internal sealed record ZeroPositive() : Ablation(
    id: "ZeroPositive",
    name: "positives zeroed",
    meaning: "min(a, 0): positive pre-activations become 0, the mirror of the paper's intervention",
    referenceName: "ablate_positive")
{
    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.PreActivation.Add(a => where(mask, a.clamp_max(Zero), a));
}
