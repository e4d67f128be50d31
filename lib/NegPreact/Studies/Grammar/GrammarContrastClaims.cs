namespace NegPreact;

/// <summary>
/// What notebook 04 claims. The primary measure is accuracy, as the paper's is; the mean margin is told beside it.
/// </summary>
public static class GrammarContrastClaims
{
    internal const string Points = "percentage points";

    // Refuted is a claim of "less than a point" only where more than about a point is lost.
    private static readonly SmallestEffect NearAPoint =
        new(0.1, "a tenth of the point of accuracy that would count as a loss");

    private static readonly Comparison[] Asked =
    [
        Comparison.Untouched, Control.RandomSets, Control.PerplexityMatched, Control.PerplexityMatchedRandom,
        Comparison.PositiveMirror,
    ];

    /// <summary>
    /// The claim that zeroing the target's negatives lowers the accuracy on pairs: against the untouched model, or more
    /// than a control does.
    /// </summary>
    public static Claim LowersAccuracy(
        this GrammarContrastResult found, Ability ability, Comparison than, double percent)
    {
        var dose = found.At(percent);
        var (drop, scores) = (dose.Beyond[(ability, than)], found.Untouched.Scores[ability]);
        var id = $"{ability.Id()}-{(than == Comparison.Untouched ? "loss" : $"beyond-{than.Id}")}-at-{percent}";
        var statement = $"Zeroing the negative pre-activations of the top {percent} % of each layer lowers the "
            + $"accuracy on the {scores.Name} pairs{than.MoreThan}.";
        var margin = $"The mean margin beside it: {TextOf(drop.Margin, scores.Unit)}, "
            + $"{Numbers.PEquals(MarginTest(drop))}.";
        var claim = found.CannotApply(dose, ability) is { } reason
            ? Claim.CannotApply(id, statement, Points, Source(than), reason)
            : Claim.Of(
                id, statement, EvidenceOf(drop), Points, Source(than),
                [margin, found.Judged(ability), .. Matched(dose, than), .. StudyNames.Quick(found.Settings.Quick)]);
        var tests = than.PaperSection is null ? (PaperClaim?)null : PaperClaim.BreaksGrammar;
        return claim.About(tests, found.Source, found.Settings with { Percents = [percent] }, Sets(dose, than));
    }

    /// <summary>
    /// The claim that the same change in other neurons leaves grammar largely intact: that it costs less than the
    /// smallest loss that matters.
    /// </summary>
    public static Claim LeavesIntact(
        this GrammarContrastResult found, Ability ability, Control control, double percent)
    {
        var dose = found.At(percent);
        var (own, scores) = (dose.Own[(ability, control)].Accuracy.Percent(), found.Untouched.Scores[ability]);
        var most = SmallestEffect.Accuracy.Value;
        var id = $"{ability.Id()}-intact-under-{control.Id}-at-{percent}";
        var statement = $"Zeroing the negative pre-activations of neurons that are {control.Are}, for the top "
            + $"{percent} % of each layer, costs less than {Numbers.Text(most)} percentage point of accuracy on the "
            + $"{scores.Name} pairs.";
        var claim = found.CannotApply(dose, ability) is { } reason
            ? Claim.CannotApply(id, statement, Points, Source(control), reason)
            : Claim.Of(
                id, statement,
                Evidence.Of(
                    own.Negative().Map(gain => most + gain), NearAPoint,
                    interval: "Student's t over pairs within their paradigms"
                        + (dose.Controls[control].Count > 1 ? " and over sets" : "")),
                Points, Source(control),
                [
                    $"The estimate is how far the loss lies below {Numbers.Text(most)} point; the loss itself is "
                    + $"{TextOf(own, Points)}.", found.Judged(ability), .. Matched(dose, control),
                    .. StudyNames.Quick(found.Settings.Quick),
                ]);
        var tests = control.PaperSection is null ? (PaperClaim?)null : PaperClaim.BreaksGrammar;
        return claim.About(tests, found.Source, found.Settings with { Percents = [percent] }, Sets(dose, control));
    }

    /// <summary>
    /// All that is claimed and asked of grammar at a dose, pairs of many phenomena first: against every comparison that
    /// was made, then what the paper's controls leave intact.
    /// </summary>
    public static ClaimList Claims(this GrammarContrastResult found, double percent)
    {
        Comparison[] than = [.. Asked.Where(c => c == Comparison.Untouched || found.Settings.Comparisons.Contains(c))];
        return new([.. new[] { Ability.Blimp, Ability.Tse }.SelectMany(ability => than
            .Select(c => found.LowersAccuracy(ability, c, percent))
            .Concat(than.OfType<Control>().Where(c => c.PaperSection is not null)
                .Select(c => found.LeavesIntact(ability, c, percent))))]);
    }

    /// <summary>What a loss of accuracy is judged by, in percentage points.</summary>
    internal static Evidence EvidenceOf(ScoreDrop drop) => drop.Contrast is { } contrast
        ? InPoints(Evidence.Of(contrast, SmallestEffect.Accuracy))
        : Evidence.Of(drop.Accuracy.Percent(), SmallestEffect.Accuracy)
            .By(drop.PValue!.Value, AccuracyContrast.ExactTest);

    /// <summary>Evidence on shares, in percentage points.</summary>
    internal static Evidence InPoints(Evidence shares) => shares.Map(share => 100 * share, SmallestEffect.Accuracy);

    /// <summary>The p-value of a loss of margin.</summary>
    internal static double MarginTest(ScoreDrop drop) =>
        drop.MarginContrast?.PValue ?? Evidence.Of(drop.Margin, SmallestEffect.StandardDeviations).PValue;

    internal static string TextOf(Estimate e, string unit) =>
        Numbers.Text(e.Value, e.Interval.Low, e.Interval.High, unit, e.Interval.Level);

    /// <summary>Why a claim on pairs cannot be made at a dose, or null.</summary>
    internal static string? CannotApply(this GrammarContrastResult found, GrammarContrastDose dose, Ability ability) =>
        dose.ChangesNothing(found.Untouched)
            ? "Zeroing the target's negative pre-activations changes nothing at all in this model."
            : found.Mastered.GetValueOrDefault(ability)?.Nothing;

    /// <summary>On which paradigms a claim is judged.</summary>
    internal static string Judged(this GrammarContrastResult found, Ability ability) =>
        found.Mastered[ability].Judged(found.Untouched.Scores[ability].Right.Count);

    internal static string Sets(GrammarContrastDose dose, Comparison than) =>
        than.SetName is { } name && dose.Controls.TryGetValue(than, out var conditions)
            ? Numbers.Count(conditions.Count, name)
            : "";

    // A control that was to be matched says whether it is, since the verdict means little where it is not.
    internal static IEnumerable<string> Matched(GrammarContrastDose dose, Comparison than)
    {
        LossMatch[] matches = dose.Controls.TryGetValue(than, out var conditions)
            ? [.. conditions.Select(c => c.Control!.Match).OfType<PerplexityMatch>().Select(m => m.Whole)]
            : [];
        if (matches.Length == 0)
            yield break;
        yield return $"{(matches.Length == 1 ? "Control" : $"{matches.Length} controls")}: "
            + $"{Range(m => m.Count, "0")} neurons for the target's {dose.Neurons.Count}; perplexity "
            + $"{Range(m => m.ControlPerplexity, "0.000")} for {Range(m => m.TargetPerplexity, "0.000")}; matched: "
            + (matches.Length == 1
                ? $"{GrammarContrastTables.Words(matches[0].Outcome)}."
                : $"{matches.Count(m => m.Reached)} of {matches.Length}.");

        string Range(Func<LossMatch, double> of, string format)
        {
            var (low, high) = (Numbers.Text(matches.Min(of), format), Numbers.Text(matches.Max(of), format));
            return low == high ? low : $"{low} to {high}";
        }
    }

    private static string Source(Comparison than) =>
        than.PaperSection is { } section ? $"paper, section on {section}" : "not in the paper; asked by its reviewers";
}
