using NegPreact.Controls;
using NegPreact.Experiments;
using NegPreact.Statistics;

namespace NegPreact.Figures;

/// <summary>What notebooks 04 and 08 claim. Verdicts rest on accuracies, as the paper's do; margins are told beside them.</summary>
public static class ContrastClaims
{
    /// <summary>
    /// The claim that zeroing the target's negatives lowers the accuracy on pairs: against the untouched model, or more than a control does.
    /// </summary>
    public static Claim LowersAccuracy(this GrammarContrastResult found, Ability ability, Baseline than, double percent)
    {
        ArgumentNullException.ThrowIfNull(found);
        var dose = found.At(percent);
        var (loss, scores) = (dose.Beyond[(ability, than)], found.Untouched.Scores[ability]);
        var statement = $"Zeroing the negative pre-activations of the top {percent} % of each layer lowers the accuracy on the {scores.Name} pairs" + than switch
        {
            Baseline.Untouched => ".",
            Baseline.PositiveMirror => " more than zeroing the positive ones of the same neurons does.",
            _ => $" more than the same change does in neurons that are {Neurons(than)}.",
        };
        var claim = Claim.Greater(
            $"{ability.Id()}-{(than == Baseline.Untouched ? "loss" : $"beyond-{than.Id()}")}-at-{percent}", statement, ContrastFigures.Hundredfold(loss.Accuracy),
            "percentage points", 0, Source(than), Margin(loss.Margin, scores.Unit));
        var tests = than is Baseline.Untouched or Baseline.RandomSets or Baseline.PerplexityMatched ? PaperClaim.BreaksGrammar : (PaperClaim?)null;
        return claim.About(tests, found.Source, found.Settings with { Percents = [percent] }, Sets(dose, than)) with
        {
            Notes = [.. claim.Notes, .. Matched(dose, than), .. Quick(found)],
        };
    }

    internal static string Sets(ContrastDose dose, Baseline than) => dose.Controls.TryGetValue(than, out var conditions) && than != Baseline.PositiveMirror
        ? Numbers.Count(conditions.Count, than == Baseline.RandomSets ? "random set" : "control set")
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
    internal static IEnumerable<string> Matched(ContrastDose dose, Baseline than) =>
        dose.Controls.TryGetValue(than, out var conditions)
            ? conditions.Select(c => c.Control!.Match).OfType<PerplexityMatch>().Select(m =>
                $"Control: {Numbers.Count(m.Whole.Count, "neuron")} for the target's {dose.Neurons.Count}; perplexity {Numbers.Text(m.Whole.ControlPerplexity, "0.000")} for {Numbers.Text(m.Whole.TargetPerplexity, "0.000")}; matched: {ContrastTables.Words(m.Whole.Outcome)}.")
            : [];

    internal static IEnumerable<string> Quick(GrammarContrastResult found) =>
        found.Settings.Quick ? ["A quick run on few items and sets: undecided more often than a whole one."] : [];

    internal static string Neurons(Baseline than) => than switch
    {
        Baseline.RandomSets => "drawn at random",
        Baseline.LowestDistance => "nearest to a Gaussian",
        Baseline.PerplexityMatched => "nearest to a Gaussian and, by their number, cost the same perplexity",
        Baseline.PerplexityMatchedRandom => "drawn at random and, by their number, cost the same perplexity",
        Baseline.FrequencyMatched => "positive as often",
        _ => "as variable",
    };

    private static string Source(Baseline than) => than switch
    {
        Baseline.Untouched or Baseline.RandomSets => "paper, section on grammar",
        Baseline.PerplexityMatched => "paper, section on the perplexity-matched control",
        _ => "not in the paper; asked by its reviewers",
    };
}
