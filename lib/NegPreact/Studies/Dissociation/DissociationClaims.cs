namespace NegPreact;

/// <summary>
/// What notebook 08 claims: that the target and a control of the same cost harm different abilities. Its halves are in
/// tables: the one on grammar is a claim of notebook 04, and neither is a dissociation by itself.
/// </summary>
public static class DissociationClaims
{
    /// <summary>
    /// The double dissociation: the target costs more in grammar, and the control more without it. Both must hold.
    /// </summary>
    public static Claim DissociatesTwice(
        this GrammarContrastResult found, Ability grammar, Control than, double percent) => Of(
        found, grammar, than, percent, "double", d => d.Twice(SmallestEffect.Accuracy),
        than == Control.PerplexityMatched ? PaperClaim.SparesOtherAbilities : null,
        $"Zeroing the target's negatives costs more accuracy on the {NameOf(found, grammar)} pairs, and less on "
        + $"{NameOf(found, Ability.NonGrammar)}, than the same change in neurons that are {than.Are}.",
        "Both halves must hold: the estimate is the smaller of the two differences, its interval from the smaller of "
        + "their lower ends to the smaller of their upper ends. By itself the target must do harm to grammar, and the "
        + "control to the other abilities; the smaller of the two is shown.");

    /// <summary>
    /// The interaction: compared with the control, the target costs more in grammar than without it. It can be above 0
    /// where neither half is sure.
    /// </summary>
    public static Claim Interacts(
        this GrammarContrastResult found, Ability grammar, Control than, double percent) => Of(
        found, grammar, than, percent, "interaction", d => Evidence.Of(d.Interaction, SmallestEffect.Accuracy), null,
        $"Compared with neurons that are {than.Are}, zeroing the target's negatives costs more accuracy on the "
        + $"{NameOf(found, grammar)} pairs than on {NameOf(found, Ability.NonGrammar)}.",
        "The target by itself: what it costs on the pairs.");

    private static Claim Of(
        GrammarContrastResult found, Ability grammar, Control than, double percent, string part,
        Func<Dissociation, Evidence> of, PaperClaim? tests, string statement, string note)
    {
        const string source = "paper, section on the double dissociation";
        var dose = found.At(percent);
        if (!dose.Dissociations.TryGetValue((grammar, than), out var apart))
            throw new NegPreactException(
                ErrorKind.NotMeasured,
                $"{grammar} and {Ability.NonGrammar} were not compared against {than}; "
                + "run the experiment with tasks and with this control.");
        var id = $"dissociation-{grammar.Id()}-{part}-{than.Id}-at-{percent}";
        var margins = of(dose.MarginDissociations[(grammar, than)]);
        var claim = found.CannotApply(dose, grammar) is { } reason
            ? Claim.CannotApply(id, statement, GrammarContrastClaims.Points, source, reason)
            : Claim.Of(
                id, statement, GrammarContrastClaims.InPoints(of(apart)), GrammarContrastClaims.Points, source,
                [
                    $"Top {percent} % of each layer. The margins beside it: "
                    + $"{GrammarContrastClaims.TextOf(margins.Effect, "standard deviations")}, "
                    + $"{Numbers.PEquals(margins.PValue)}.",
                    note, found.Judged(grammar), .. Rise(found, dose, than),
                    .. GrammarContrastClaims.Matched(dose, than),
                    .. StudyNames.Quick(found.Settings.Quick),
                ]);
        return claim.About(
            tests, found.Source, found.Settings with { Percents = [percent] },
            GrammarContrastClaims.Sets(dose, than));
    }

    // The paper's own figure for this half: about 4 % for the target, 11 % for the control.
    private static IEnumerable<string> Rise(GrammarContrastResult found, GrammarContrastDose dose, Comparison than)
    {
        if (found.ErrorRise([dose.Target]) is { } target && found.ErrorRise(dose.Controls[than]) is { } control)
            yield return "Relative rise of the error without grammar: the target "
                + $"{GrammarContrastClaims.TextOf(target, "%")}, the control "
                + $"{GrammarContrastClaims.TextOf(control, "%")}.";
    }

    private static string NameOf(GrammarContrastResult found, Ability ability) =>
        found.Untouched.Scores.TryGetValue(ability, out var scores) ? scores.Name : ability.Id();
}
