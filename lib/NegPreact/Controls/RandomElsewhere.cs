namespace NegPreact;

/// <summary>
/// As many random neurons of each layer as the target has, none of them the target's. What they share with it is
/// nothing at all, but a rank among them tests no hypothesis, since the target cannot be one of them.
/// </summary>
internal sealed record RandomElsewhere() : Control(
    id: "random-elsewhere",
    name: "random sets outside the target",
    neurons: "as many of each layer, drawn from the others, one set per seed",
    rulesOut: "any neurons would do, the target's own left out",
    are: "drawn at random outside the target")
{
    public override bool IsDrawn => true;

    internal override string SetName => "random set";

    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        source.SetOf(this, NeuronSet.Random(source.Target.Neurons, seed, RandomPool.ComplementOfTarget));
}
