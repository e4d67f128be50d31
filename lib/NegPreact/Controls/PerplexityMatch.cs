namespace NegPreact;

/// <summary>The perplexity match of a control.</summary>
/// <param name="Settings">How it was sought.</param>
/// <param name="DenseLoss">Mean loss of the untouched model, nats per token.</param>
/// <param name="Whole">The match in the whole model.</param>
/// <param name="Layers">
/// For <see cref="CountRule.LayerByLayer"/> each layer's own match, null where the target leaves the layer alone; empty
/// for the other rules.
/// </param>
/// <param name="TargetCounts">The target's neurons of each layer.</param>
/// <param name="LayerCounts">The control's neurons of each layer.</param>
/// <param name="Windows">On how many windows the perplexities were measured.</param>
/// <param name="Passes">How many times the model went over these windows, dense and target included.</param>
public sealed record PerplexityMatch(
    PerplexityMatchSettings Settings, double DenseLoss, LossMatch Whole, IReadOnlyList<LossMatch?> Layers,
    IReadOnlyList<int> TargetCounts,
    IReadOnlyList<int> LayerCounts, int Windows, int Passes) : ControlMatch
{
    /// <summary>
    /// Whether the whole model, and where they were sought one by one every layer, is matched within the tolerance.
    /// </summary>
    public bool Reached => Whole.Reached && Layers.All(layer => layer?.Reached != false);

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Whole}, {string.Join(" + ", LayerCounts)} neurons by layer for {string.Join(" + ", TargetCounts)}"
        + (Layers.Count == 0 ? "" : $", {Layers.Count(l => l?.Reached == true)} of {Layers.Count(l => l is not null)} "
        + "layers matched by themselves")
        + $", {Passes} passes over {Windows} windows";
}

/// <summary>How near a control came to its target's perplexity, in the whole model or in one layer.</summary>
/// <param name="Outcome">How the search ended.</param>
/// <param name="Count">Number of neurons of the nearest control found.</param>
/// <param name="Candidates">Number of neurons there were to take.</param>
/// <param name="TargetLoss">Mean loss with the target ablated, nats per token.</param>
/// <param name="ControlLoss">Mean loss with the control ablated, nats per token.</param>
/// <param name="ToleranceNats">How far they were allowed to differ, nats per token.</param>
/// <param name="Difference">
/// Control loss - target loss, nats per token, with a paired bootstrap interval over windows; null where there is only
/// one window.
/// </param>
/// <param name="Search">
/// Every count that was tried, in the order tried; 0 is the untouched model. Beside layer-by-layer searches only the
/// end.
/// </param>
public sealed record LossMatch(
    MatchOutcome Outcome, int Count, int Candidates, double TargetLoss, double ControlLoss, double ToleranceNats,
    Estimate? Difference,
    IReadOnlyList<CountLoss> Search)
{
    /// <summary>Whether the match lies within the tolerance.</summary>
    public bool Reached => Outcome == MatchOutcome.Reached;

    /// <summary>Perplexity with the target ablated.</summary>
    public double TargetPerplexity => Math.Exp(TargetLoss);

    /// <summary>Perplexity with the control ablated.</summary>
    public double ControlPerplexity => Math.Exp(ControlLoss);

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Count} of {Candidates} candidates bring perplexity {ControlPerplexity:G5} for the target's "
        + $"{TargetPerplexity:G5} ("
        + Outcome switch
        {
            MatchOutcome.Reached => "matched",
            MatchOutcome.PoolTooWeak => "not matched: even all candidates do not come as far",
            MatchOutcome.StepTooCoarse => "not matched: a single neuron steps over the target",
            MatchOutcome.LayersDoNotAdd => "not matched: the layers' matches do not add up",
            _ => throw new InvalidOperationException($"unknown outcome {Outcome}"),
        }
        + $", tolerance {ToleranceNats:G3} nats per token)";
}

/// <summary>How a search for equal perplexity ended.</summary>
public enum MatchOutcome
{
    /// <summary>The perplexities are equal within the tolerance.</summary>
    Reached,

    /// <summary>Even all candidates together do not come as far as the target.</summary>
    PoolTooWeak,

    /// <summary>
    /// One neuron fewer falls short, one more goes beyond: the step between the two is wider than the tolerance.
    /// </summary>
    StepTooCoarse,

    /// <summary>The layers were matched one by one, and all together they miss the target.</summary>
    LayersDoNotAdd,
}

/// <summary>One pass of a search over the text.</summary>
/// <param name="Count">Number of neurons ablated.</param>
/// <param name="MeanLoss">Mean loss, nats per token.</param>
public sealed record CountLoss(int Count, double MeanLoss);
