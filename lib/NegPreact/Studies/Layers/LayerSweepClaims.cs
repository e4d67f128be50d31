namespace NegPreact;

/// <summary>What notebook 06 claims: how the damage is spread over the layers, and how it adds up.</summary>
public static class LayerSweepClaims
{
    private const string Paper = "paper, section on layers";
    private const string Ours = "not in the paper; this project's question";

    /// <summary>All layers together cost more than the costliest layer alone.</summary>
    public static Claim BeyondLargest(this LayerSweepResult found, LayerEffect effect) => Of(
        found, effect, "beyond-largest", "Zeroing the target's negatives in all layers at once does more harm "
        + $"({effect.Name()}) than doing so in any one layer.",
        Estimate.Smallest([.. found.Groups.Select((_, g) =>
            found.Difference(effect, Selection.Target, found.AllLayers, LayerRange.Alone(g)))]), Paper,
        "It must hold against each layer: the estimate is the smallest of the differences, its interval from the "
        + "smallest of their lower ends to the smallest of their upper ends.");

    /// <summary>Each further layer costs something.</summary>
    public static Claim GrowsSteadily(this LayerSweepResult found, LayerEffect effect)
    {
        var steps = Enumerable.Range(1, found.Groups.Count - 1)
            .Select(to => found.Difference(effect, Selection.Target, new LayerRange(0, to), new LayerRange(0, to - 1)))
            .Prepend(found.Effect(effect, Selection.Target, LayerRange.Alone(0)));
        return Of(
            found, effect, "grows-steadily", "From the first layer up, each further layer whose target neurons lose "
            + $"their negatives adds to the harm ({effect.Name()}).",
            Estimate.Smallest([.. steps]), Paper,
            "It must hold for each step: the estimate is the smallest of the steps, its interval from the smallest of "
            + "their lower ends to the smallest of their upper ends. A single step that surely adds nothing "
            + "refutes it.");
    }

    /// <summary>Early layers cost more than late ones.</summary>
    public static Claim EarlyWorst(this LayerSweepResult found, LayerEffect effect)
    {
        var half = found.Groups.Count / 2;
        return Of(
            found, effect, "early-worst", "One layer at a time, zeroing the target's negatives does more harm "
            + $"({effect.Name()}) in the first half of the layers than in the second.",
            found.EarlyLessLate(effect, Selection.Target), Paper,
            $"Means over {Numbers.Count(half, found.IsByLayer ? "layer" : "group")} each, every one ablated alone.");
    }

    /// <summary>All layers at once cost more than the sum of the single ones.</summary>
    public static Claim MoreThanAdditive(this LayerSweepResult found, LayerEffect effect)
    {
        var adds = found.Additivity(effect, Selection.Target);
        return Of(
            found, effect, "more-than-additive", "Zeroing the target's negatives in all layers at once does more harm "
            + $"({effect.Name()}) than the single layers' effects added up.",
            adds.Excess, Ours,
            $"All at once {Numbers.Text(adds.Joint.Shown(effect).Value)}, added up "
            + $"{Numbers.Text(adds.Sum.Shown(effect).Value)} {found.Unit(effect)}. \"Undecided\" is also what exact "
            + "additivity would give: no interval shows that a difference is 0, only how far from it it can be.");
    }

    /// <summary>The residual stream turns further under the target than under random sets.</summary>
    public static Claim TurnsFurther(this LayerSweepResult found)
    {
        var last = found.Depths - 1;
        var claim = Claim.Greater(
            $"layers-turns-further-at-{found.Settings.Percent}",
            "With all layers ablated, the residual stream that leaves the last layer has a lower cosine with the "
            + "untouched model's under the target than under random sets.",
            found.TurnedFurther(found.AllLayers, last), "", 0, Ours,
            $"Cosine under the target {Last(Selection.Target)}, under {found.Sets[Control.RandomSets].Count} random "
            + $"sets {Last(Control.RandomSets)}. A few features of very large values can rule a cosine.");
        return Noted(found, claim.About(
            null, found.Source, found.Settings, Numbers.Count(found.Settings.Seeds.Count, "random set")));

        string Last(Selection neurons) => Numbers.Text(found.Cosine(neurons, found.AllLayers, last).Value, "0.00000");
    }

    private static Claim Of(
        LayerSweepResult found, LayerEffect effect, string part, string statement, Estimate estimate, string source,
        string note) => Noted(found, Claim.Greater(
            $"layers-{part}-{effect.Id()}-at-{found.Settings.Percent}", statement, estimate.Shown(effect),
            found.Unit(effect), 0, source, note)
        .About(source == Paper ? PaperClaim.AddsUpOverDepth : null, found.Source, found.Settings));

    private static Claim Noted(LayerSweepResult found, Claim claim) =>
        claim with { Notes = [.. claim.Notes, .. StudyNames.Quick(found.Settings.Quick)] };
}
