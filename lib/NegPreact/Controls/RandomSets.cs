namespace NegPreact;

/// <summary>
/// As many random neurons of each layer as the target has, drawn from the whole layer. If the target were no better
/// than random it would be one more such set, which is what a rank among them tests.
/// </summary>
internal sealed record RandomSets() : Control(
    id: "random",
    name: "random sets",
    neurons: "as many of each layer, drawn from all of it, one set per seed",
    rulesOut: "any neurons would do",
    are: "drawn at random")
{
    public override bool IsDrawn => true;

    internal override string PaperSection => "grammar";

    internal override string SetName => "random set";

    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        source.SetOf(this, NeuronSet.Random(source.Target.Neurons, seed));
}
