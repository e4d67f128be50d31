namespace NegPreact;

/// <summary>
/// What notebooks 04 and 08 claim. Verdicts rest on accuracies, as the paper's do; margins are told beside them.
/// </summary>
public static class GrammarContrastClaims
{
    /// <summary>
    /// The claim that zeroing the target's negatives lowers the accuracy on pairs: against the untouched model, or more
    /// than a control does.
    /// </summary>
    public static Claim LowersAccuracy(
        this GrammarContrastResult found, Ability ability, Comparison than, double percent)
    {
        var dose = found.At(percent);
        var (loss, scores) = (dose.Beyond[(ability, than)], found.Untouched.Scores[ability]);
        var statement = $"Zeroing the negative pre-activations of the top {percent} % of each layer lowers the "
            + $"accuracy on the {scores.Name} pairs{than.MoreThan}.";
        var claim = Claim.Greater(
            $"{ability.Id()}-{(than == Comparison.Untouched ? "loss" : $"beyond-{than.Id}")}-at-{percent}", statement,
            loss.Accuracy.Percent(),
            "percentage points", 0, Source(than), Margin(loss.Margin, scores.Unit));
        var tests = than.PaperSection is null ? (PaperClaim?)null : PaperClaim.BreaksGrammar;
        return claim.About(tests, found.Source, found.Settings with { Percents = [percent] }, Sets(dose, than)) with
        {
            Notes = [.. claim.Notes, .. Matched(dose, than), .. StudyNames.Quick(found.Settings.Quick)],
        };
    }

    internal static string Sets(GrammarContrastDose dose, Comparison than) =>
        than.SetName is { } name && dose.Controls.TryGetValue(than, out var conditions)
            ? Numbers.Count(conditions.Count, name)
            : "";

    internal static string Margin(Estimate margin, string unit)
    {
        var judged = Claim.Greater("margin", "The same of the mean margin.", margin, unit, 0, "this project", "");
        return $"The same of the mean margin: {judged.EstimateText}; " + judged.Verdict switch
        {
            Verdict.Holds => "by this measure the claim holds.",
            Verdict.DoesNotHold => "by this measure the claim does not hold.",
            _ => "by this measure it is undecided.",
        };
    }

    // A control that was to be matched says whether it is, since the verdict means little where it is not.
    internal static IEnumerable<string> Matched(GrammarContrastDose dose, Comparison than) =>
        dose.Controls.TryGetValue(than, out var conditions)
            ? conditions.Select(c => c.Control!.Match).OfType<PerplexityMatch>().Select(m =>
                $"Control: {Numbers.Count(m.Whole.Count, "neuron")} for the target's {dose.Neurons.Count}; perplexity "
                + $"{Numbers.Text(m.Whole.ControlPerplexity, "0.000")} for "
                + $"{Numbers.Text(m.Whole.TargetPerplexity, "0.000")}; matched: "
                + $"{GrammarContrastTables.Words(m.Whole.Outcome)}.")
            : [];

    private static string Source(Comparison than) =>
        than.PaperSection is { } section ? $"paper, section on {section}" : "not in the paper; asked by its reviewers";
}
