namespace NegPreact;

/// <summary>
/// The target itself with its positive pre-activations zeroed: what is special about the negative side?
/// </summary>
internal sealed record PositiveMirror() : Comparison(
    id: "mirror",
    name: "mirror: positives zeroed",
    neurons: "the target, positives zeroed",
    rulesOut: "either side would do",
    moreThan: " more than zeroing the positive ones of the same neurons does")
{
    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        new(this, source.Target with { Ablation = Ablation.ZeroPositive });
}
