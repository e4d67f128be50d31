namespace NegPreact;

/// <summary>The model without any ablation.</summary>
internal sealed record Untouched() : Comparison(
    id: "untouched",
    name: "untouched model",
    neurons: "none",
    rulesOut: "it does nothing",
    moreThan: "")
{
    internal override string PaperSection => "grammar";

    public override ControlSet Draw(ControlSource source, int seed = 1) => new(this, Intervention.None);
}
