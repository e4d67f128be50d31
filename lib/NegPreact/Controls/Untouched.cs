using NegPreact.Interventions;

namespace NegPreact.Controls;

/// <summary>The model without any ablation.</summary>
internal sealed record Untouched : Comparison
{
    public override string Name => "untouched model";

    public override string Id => "untouched";

    public override string Neurons => "none";

    public override string RulesOut => "it does nothing";

    internal override string MoreThan => "";

    internal override string PaperSection => "grammar";

    public override ControlSet Draw(ControlSource source, int seed = 1) => new(this, Intervention.None);
}
