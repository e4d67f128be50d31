namespace NegPreact;

/// <summary>What notebook 06 claims: how the damage is spread over the layers, and how it adds up.</summary>
public static class LayerSweepClaims
{
    private const string Paper = "paper, section on layers";
    private const string Ours = "not in the paper; this project's question";
    private const string Nothing = "The ablation changes nothing at all in this model, as where the activation "
        + "function is 0 for every negative pre-activation.";

    private static readonly SmallestEffect Turn = new(0.01, "a cosine of 0.99 is a turn by 8 degrees");

    /// <summary>All layers together cost more than the costliest layer alone.</summary>
    public static Claim BeyondLargest(this LayerSweepResult found, LayerEffect effect)
    {
        var all = found.OfTarget(effect, found.AllLayers);
        SampleStatistic[] more = [.. found.Groups.Select((_, g) =>
            all.Less(found.OfTarget(effect, LayerRange.Alone(g))))];
        return Of(
            found, effect, "beyond-largest", "Zeroing the target's negatives in all layers at once does more harm "
            + $"({effect.Name()}) than doing so in any one layer.",
            EffectEvidence.AllAbove(more, found.Smallest(effect)) with { Own = all.Estimate() }, Paper,
            "It must hold against each layer: the estimate is the smallest of the differences, its interval from the "
            + "lowest of their lower ends to the lowest of their upper ends, these with Holm's correction.");
    }

    /// <summary>Each further layer costs something.</summary>
    public static Claim GrowsSteadily(this LayerSweepResult found, LayerEffect effect)
    {
        var upTo = found.Groups.Select((_, to) => found.OfTarget(effect, new(0, to))).ToArray();
        SampleStatistic[] steps = [upTo[0], .. upTo.Skip(1).Select((more, i) => more.Less(upTo[i]))];
        return Of(
            found, effect, "grows-steadily", "From the first layer up, each further layer whose target neurons lose "
            + $"their negatives adds to the harm ({effect.Name()}).",
            EffectEvidence.AllAbove(steps, found.Smallest(effect)), Paper,
            "It must hold for each step: the estimate is the smallest of the steps, its interval from the lowest of "
            + "their lower ends to the lowest of their upper ends, these with Holm's correction over the steps: the "
            + "smallest of several seems low by chance.");
    }

    /// <summary>Early layers cost more than late ones.</summary>
    public static Claim EarlyWorst(this LayerSweepResult found, LayerEffect effect)
    {
        var half = found.Groups.Count / 2;
        var (early, late) = (found.OfHalf(effect, late: false), found.OfHalf(effect, late: true));
        return Of(
            found, effect, "early-worst", "One layer at a time, zeroing the target's negatives does more harm "
            + $"({effect.Name()}) in the first half of the layers than in the second.",
            EffectEvidence.Above(early.Less(late), found.Smallest(effect)) with { Own = early.Estimate() }, Paper,
            $"Means over {Numbers.Count(half, found.IsByLayer ? "layer" : "group")} each, every one ablated alone.");
    }

    /// <summary>All layers at once cost more than the sum of the single ones.</summary>
    public static Claim MoreThanAdditive(this LayerSweepResult found, LayerEffect effect)
    {
        var all = found.OfTarget(effect, found.AllLayers);
        var sum = SampleStatistic.MeanOf([.. found.Groups.Select((_, g) =>
            found.OfTarget(effect, LayerRange.Alone(g)))]).Times(found.Groups.Count);
        return Of(
            found, effect, "more-than-additive", "Zeroing the target's negatives in all layers at once does more harm "
            + $"({effect.Name()}) than the single layers' effects added up.",
            EffectEvidence.Above(all.Less(sum), found.Smallest(effect)) with { Own = all.Estimate() }, Ours,
            $"All at once {Numbers.Text(all.Value)}, added up {Numbers.Text(sum.Value)} {found.Unit(effect)}. "
            + "\"Negligible\" says that the effects add up as far as it matters.");
    }

    /// <summary>The residual stream turns further under the target than under random sets.</summary>
    public static Claim TurnsFurther(this LayerSweepResult found)
    {
        var last = found.Depths - 1;
        return Judged(
            found, $"layers-turns-further-at-{found.Settings.Percent}",
            "With all layers ablated, the residual stream that leaves the last layer has a lower cosine with the "
            + "untouched model's under the target than under random sets.",
            Evidence.Of(found.TurnedFurther(found.AllLayers, last), Turn), "as 1 - cosine", Ours,
            Numbers.Count(found.Settings.Seeds.Count, "random set"),
            $"Cosine under the target {Last(Selection.Target)}, under {found.Settings.Seeds.Count} random "
            + $"sets {Last(Control.RandomSets)}. A few features of very large values can rule a cosine.");

        string Last(Selection neurons) => Numbers.Text(found.Cosine(neurons, found.AllLayers, last).Value, "0.00000");
    }

    private static Claim Of(
        LayerSweepResult found, LayerEffect effect, string part, string statement, Evidence evidence, string source,
        string note) => Judged(
        found, $"layers-{part}-{effect.Id()}-at-{found.Settings.Percent}", statement, evidence, found.Unit(effect),
        source, "", note, LayerSweepResult.IsOnPairs(effect) ? found.Mastered[Ability.Blimp] : null);

    private static Claim Judged(
        LayerSweepResult found, string id, string statement, Evidence evidence, string unit, string source,
        string draws, string note, MasteredPairs? on = null)
    {
        var claim = (found.ChangesNothing ? Nothing : on?.Nothing) is { } reason
            ? Claim.CannotApply(id, statement, unit, source, reason)
            : Claim.Of(id, statement, evidence, unit, source,
                [
                    note, on?.Judged(found.Untouched.Margins.Count) ?? "", .. StudyNames.Quick(found.Settings.Quick),
                ]);
        return claim.About(
            source == Paper ? PaperClaim.AddsUpOverDepth : null, found.Source, found.Settings, draws);
    }
}
