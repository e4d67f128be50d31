using NegPreact.Interventions;

namespace NegPreact.Controls;

/// <summary>
/// The target itself with its positive pre-activations zeroed: what is special about the negative side?
/// </summary>
internal sealed record PositiveMirror : Comparison
{
    public override string Name => "mirror: positives zeroed";

    public override string Id => "mirror";

    public override string Neurons => "the target, positives zeroed";

    public override string RulesOut => "either side would do";

    internal override string MoreThan => " more than zeroing the positive ones of the same neurons does";

    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        new(this, source.Target with { Ablation = Ablation.ZeroPositive });
}
