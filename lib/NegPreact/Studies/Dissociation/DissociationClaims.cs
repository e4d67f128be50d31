namespace NegPreact;

/// <summary>What notebook 08 claims: that the target and a control of the same cost harm different abilities.</summary>
public static class DissociationClaims
{
    /// <summary>One half: the target harms grammar more than the control does.</summary>
    public static Claim HarmsGrammarMore(
        this GrammarContrastResult found, Ability grammar, Control than, double percent) => Of(
        found, grammar, than, percent, $"{grammar.Id()}-grammar", d => d.First,
        $"Zeroing the target's negatives costs more accuracy on the {NameOf(found, grammar)} pairs than the same "
        + $"change in neurons that are {than.Are}.");

    /// <summary>The other half: the control harms other abilities more than the target does.</summary>
    public static Claim HarmsOtherAbilitiesLess(this GrammarContrastResult found, Control than, double percent) => Of(
        found, Ability.Blimp, than, percent, "other", d => d.Second.Negative(),
        $"Zeroing the target's negatives costs less accuracy on {NameOf(found, Ability.NonGrammar)} than the same "
        + $"change in neurons that are {than.Are}.");

    /// <summary>
    /// The interaction: compared with the control, the target costs more in grammar than without it. It can be above 0
    /// where neither half is sure, or where nothing but a gain of the one is.
    /// </summary>
    public static Claim Interacts(
        this GrammarContrastResult found, Ability grammar, Control than, double percent) => Of(
        found, grammar, than, percent, $"{grammar.Id()}-interaction", d => d.Interaction,
        $"Compared with neurons that are {than.Are}, zeroing the target's negatives costs more accuracy on the "
        + $"{NameOf(found, grammar)} pairs than on {NameOf(found, Ability.NonGrammar)}.");

    /// <summary>
    /// The double dissociation: both halves at once. It is judged by the smaller of the two differences.
    /// </summary>
    public static Claim DissociatesTwice(
        this GrammarContrastResult found, Ability grammar, Control than, double percent) => Of(
        found, grammar, than, percent, $"{grammar.Id()}-double", d => Estimate.Smallest(d.First, d.Second.Negative()),
        $"Zeroing the target's negatives costs more accuracy on the {NameOf(found, grammar)} pairs, and less on "
        + $"{NameOf(found, Ability.NonGrammar)}, than the same change in neurons that are {than.Are}.",
        "Both halves must hold: the estimate is the smaller of the two differences, its interval from the smaller of "
        + "their lower ends to the smaller of their upper ends.");

    private static Claim Of(
        GrammarContrastResult found, Ability grammar, Control than, double percent, string part,
        Func<Dissociation, Estimate> of, string statement, params string[] notes)
    {
        var dose = found.At(percent);
        if (!dose.Dissociations.TryGetValue((grammar, than), out var apart))
            throw new NegPreactException(
                ErrorKind.NotMeasured,
                $"{grammar} and {Ability.NonGrammar} were not compared against {than}; "
                + "run the experiment with tasks and with this control.");
        var claim = Claim.Greater(
            $"dissociation-{part}-{than.Id}-at-{percent}", statement, of(apart).Percent(),
            "percentage points", 0,
            "paper, section on the double dissociation",
            $"Top {percent} % of each layer. {GrammarContrastClaims.Margin(of(dose.MarginDissociations[(grammar, than)]), "standard deviations")}");
        var tests = than == Control.PerplexityMatched ? PaperClaim.SparesOtherAbilities : (PaperClaim?)null;
        return claim.About(tests, found.Source, found.Settings with { Percents = [percent] },
            GrammarContrastClaims.Sets(dose, than)) with
        {
            Notes =
            [
                .. claim.Notes, .. notes, .. GrammarContrastClaims.Matched(dose, than),
                .. StudyNames.Quick(found.Settings.Quick),
            ],
        };
    }

    private static string NameOf(GrammarContrastResult found, Ability ability) =>
        found.Untouched.Scores.TryGetValue(ability, out var scores) ? scores.Name : ability.Id();
}
