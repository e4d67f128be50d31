using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>All pre-activations become 0.</summary>
internal sealed record ZeroBoth() : Ablation(
    id: "ZeroBoth",
    name: "all zeroed",
    meaning: "0: every pre-activation becomes 0",
    referenceName: "ablate_both")
{
    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.PreActivation.Add(a => where(mask, zeros_like(a), a));
}
