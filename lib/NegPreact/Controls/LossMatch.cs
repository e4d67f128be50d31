namespace NegPreact;

/// <summary>How near a control came to its target's perplexity, in the whole model or in one layer.</summary>
/// <param name="Outcome">How the search ended.</param>
/// <param name="Count">Number of neurons of the nearest control found.</param>
/// <param name="Candidates">Number of neurons there were to take.</param>
/// <param name="TargetLoss">Mean loss with the target ablated, nats per token.</param>
/// <param name="ControlLoss">Mean loss with the control ablated, nats per token.</param>
/// <param name="ToleranceNats">How far they were allowed to differ, nats per token.</param>
/// <param name="Difference">
/// Control loss - target loss, nats per token, with a paired bootstrap interval over windows; null where there is only one window.
/// </param>
/// <param name="Search">Every count that was tried, in the order tried; 0 is the untouched model. Beside layer-by-layer searches only the end.</param>
public sealed record LossMatch(
    MatchOutcome Outcome, int Count, int Candidates, double TargetLoss, double ControlLoss, double ToleranceNats, Estimate? Difference,
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
        $"{Count} of {Candidates} candidates bring perplexity {ControlPerplexity:G5} for the target's {TargetPerplexity:G5} ("
        + Outcome switch
        {
            MatchOutcome.Reached => "matched",
            MatchOutcome.PoolTooWeak => "not matched: even all candidates do not come as far",
            MatchOutcome.StepTooCoarse => "not matched: a single neuron steps over the target",
            _ => "not matched: the layers' matches do not add up",
        }
        + $", tolerance {ToleranceNats:G3} nats per token)";
}
