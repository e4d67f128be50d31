namespace NegPreact;

/// <summary>The claims that a <see cref="DoseResponseResult"/> judges, in % of perplexity.</summary>
public static class DoseResponseClaims
{
    private const string Section = "paper, section on the intervention";
    private const string Unit = "% of perplexity";
    private const string MoreThanRandom = "negatives-matter-beyond-random";

    /// <summary>The claim that zeroing the negatives raises perplexity.</summary>
    public static Claim NegativesMatter(this DoseResponseResult found, double percent)
    {
        var zero = found.At(Ablation.ZeroNegative, percent);
        return Of(
            found, percent, "negatives-matter",
            $"Zeroing the negative pre-activations of the top {percent} % of each layer raises perplexity.",
            [zero], () => EffectEvidence.Above(zero.Target, SmallestEffect.Loss), Section,
            PaperClaim.WeakensModel, "", $"In the paper: {PaperClaim.WeakensModel.Measured()}.");
    }

    /// <summary>The claim that it raises perplexity more than in random neurons.</summary>
    public static Claim BeyondRandom(this DoseResponseResult found, double percent)
    {
        var zero = found.At(Ablation.ZeroNegative, percent);
        return Of(
            found, percent, MoreThanRandom,
            $"Zeroing the negative pre-activations of the top {percent} % of each layer costs more than doing so in "
            + "as many random neurons.",
            [zero], () => Evidence.Of(zero.Contrast, SmallestEffect.Loss), Section, PaperClaim.WeakensModel,
            DoseResponseFigures.RandomSets(found),
            $"{Numbers.Count(zero.Neurons, "neuron")} in all; {DoseResponseFigures.RandomSets(found)}, each with the "
            + "same number in each layer, drawn from all of it.");
    }

    /// <summary>The question whether the negative side matters more than the positive one.</summary>
    public static Claim NegativeMoreThanPositive(this DoseResponseResult found, double percent)
    {
        var (negative, positive) = (
            found.At(Ablation.ZeroNegative, percent), found.At(Ablation.ZeroPositive, percent));
        return Of(
            found, percent, "negative-more-than-positive",
            $"In the top {percent} % of each layer, zeroing the negative side costs more than zeroing the positive "
            + "side.",
            [negative],
            () => Costing(negative.Target.Less(positive.Target), negative),
            "asked by the paper's reviewers; the paper claims that the negative side matters, not that the positive "
            + "one does not",
            null, "",
            "The positive side also carries what an activation function lets through whole, so this is a hard test.");
    }

    /// <summary>
    /// The question whether it is the sign rather than the size of the negative outputs that counts: whether flipping
    /// costs more than twice what zeroing costs in the same neurons.
    /// </summary>
    public static Claim SignMatters(this DoseResponseResult found, double percent)
    {
        var (zero, flip) = (found.At(Ablation.ZeroNegative, percent), found.At(Ablation.SignFlip, percent));
        return Of(
            found, percent, "sign-matters",
            $"Turning the negative activations of the top {percent} % positive, their size kept, costs more than "
            + "twice what zeroing them costs.",
            [zero, flip], () => Costing(found.SignBeyondSize(percent), flip),
            "paper, appendix on sign and magnitude", null, "",
            "Turning an output of -a into a moves it by 2a, zeroing it by a in the same direction. Were it only how "
            + "far an output is moved, flipping would cost twice as much as long as the loss rises in a straight "
            + "line; the claim is about what it costs beyond that.",
            "A loss that curves upwards costs more than twice as much without any regard to the sign, so that holding "
            + "would not prove it.");
    }

    /// <summary>The id of the claim that it costs more than in random neurons.</summary>
    internal static string BeyondRandomId(double percent) => At(MoreThanRandom, percent);

    /// <summary>Loss of the flip less twice that of zeroing in the same neurons, nats per token.</summary>
    internal static SampleStatistic SignBeyondSize(this DoseResponseResult found, double percent) =>
        found.At(Ablation.SignFlip, percent).Target.Less(found.At(Ablation.ZeroNegative, percent).Target.Times(2));

    /// <summary>A difference of losses in nats per token as a percentage of the perplexity.</summary>
    internal static double PercentOfPerplexity(double nats) => 100 * (Math.Exp(nats) - 1);

    private static string At(string id, double percent) => $"{id}-at-{percent}";

    // The difference of two conditions that holds only where the first costs something by itself.
    private static Evidence Costing(SampleStatistic difference, DoseEffect first) =>
        EffectEvidence.Above(difference, SmallestEffect.Loss) with { Own = first.Contrast.Own };

    private static Claim Of(
        DoseResponseResult found, double percent, string id, string statement, IReadOnlyList<DoseEffect> changed,
        Func<Evidence> evidence, string source, PaperClaim? tests, string draws, params IEnumerable<string> notes)
    {
        id = At(id, percent);
        var claim = changed.All(d => d.ChangesNothing)
            ? Claim.CannotApply(
                id, statement, Unit, source, "The ablation changes nothing at all in this model, neither in these "
                + "neurons nor in random ones: its activation function lets nothing below zero through.")
            : Claim.Of(
                id, statement, evidence().Map(PercentOfPerplexity, SmallestEffect.Perplexity), Unit, source,
                [.. notes, .. StudyNames.Quick(found.Settings.Quick)]);
        return claim.About(tests, found.Source, found.Settings with { Percents = [percent] }, draws);
    }
}
