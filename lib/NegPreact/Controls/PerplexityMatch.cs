namespace NegPreact;

/// <summary>The perplexity match of a control.</summary>
/// <param name="Settings">How it was sought.</param>
/// <param name="DenseLoss">Mean loss of the untouched model, nats per token.</param>
/// <param name="Whole">The match in the whole model.</param>
/// <param name="Layers">
/// For <see cref="CountRule.LayerByLayer"/> each layer's own match, null where the target leaves the layer alone; empty for the other rules.
/// </param>
/// <param name="TargetCounts">The target's neurons of each layer.</param>
/// <param name="LayerCounts">The control's neurons of each layer.</param>
/// <param name="Windows">On how many windows the perplexities were measured.</param>
/// <param name="Passes">How many times the model went over these windows, dense and target included.</param>
public sealed record PerplexityMatch(
    PerplexityMatchSettings Settings, double DenseLoss, LossMatch Whole, IReadOnlyList<LossMatch?> Layers, IReadOnlyList<int> TargetCounts,
    IReadOnlyList<int> LayerCounts, int Windows, int Passes) : ControlMatch
{
    /// <summary>Whether the whole model, and where they were sought one by one every layer, is matched within the tolerance.</summary>
    public bool Reached => Whole.Reached && Layers.All(layer => layer?.Reached != false);

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Whole}, {string.Join(" + ", LayerCounts)} neurons by layer for {string.Join(" + ", TargetCounts)}"
        + (Layers.Count == 0 ? "" : $", {Layers.Count(l => l?.Reached == true)} of {Layers.Count(l => l is not null)} layers matched by themselves")
        + $", {Passes} passes over {Windows} windows";
}
