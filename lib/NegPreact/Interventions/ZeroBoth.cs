using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Interventions;

/// <summary>All pre-activations become 0.</summary>
internal sealed record ZeroBoth : Ablation
{
    public override string Name => "all zeroed";

    public override string Id => "ZeroBoth";

    public override string Meaning => "0: every pre-activation becomes 0";

    internal override string ReferenceName => "ablate_both";

    internal override IDisposable Hook(MlpSite site, Tensor mask) =>
        site.PreActivation.Add(a => where(mask, zeros_like(a), a));
}
