namespace NegPreact;

/// <summary>What notebook 02 claims of a <see cref="DifferentiationResult"/>.</summary>
public static class DifferentiationClaims
{
    private const string Paper = "paper, section on differentiation";

    /// <summary>
    /// The claim that the Wasserstein neurons separate close inputs more below zero than random neurons do.
    /// </summary>
    public static Claim BelowZero(this DifferentiationResult found)
    {
        var share = found.Shares[^1];
        return Judged(
            found, "separation-below-zero",
            "Of the distance between close inputs that a neuron pulls apart, a larger share lies below zero in the "
                + "Wasserstein neurons than in random neurons of the same layers.",
            share.Difference, "as a difference of shares", Paper,
            $"Wasserstein neurons {Numbers.Percent(share.Target.Value)}, random neurons "
                + $"{Numbers.Percent(share.Random.Value)}. Bootstrap over windows of text and over neurons.");
    }

    /// <summary>The same claim about the size of the separation rather than its share.</summary>
    public static Claim FartherBelowZero(this DifferentiationResult found)
    {
        var amount = found.Amounts[^1];
        return Judged(
            found, "separation-below-zero-amount",
            "The negative parts of far pairs lie further apart in the Wasserstein neurons than in random neurons, in "
                + "multiples of each neuron's typical distance.",
            amount.Difference, "medians", $"{Paper}; the measure is this project's",
            $"Wasserstein neurons {Numbers.Text(amount.Target.Value)}, random neurons "
                + $"{Numbers.Text(amount.Random.Value)}.");
    }

    /// <summary>The claim that the separated tokens are syntactic.</summary>
    public static Claim SyntacticPairs(this DifferentiationResult found)
    {
        var odds = found.Syntactic;
        return Judged(
            found, "separated-pairs-syntactic",
            "Among the close pairs that the Wasserstein neurons pull apart, pairs of two syntactic tokens are more "
                + "frequent than among the other close pairs of tokens of the same frequency.",
            odds.LogOdds, "log-odds", Paper,
            $"Syntactic: {string.Join(", ", found.Settings.Syntactic)}. {Numbers.Count(odds.Far)} far and "
                + $"{Numbers.Count(odds.Near)} other close pairs are such pairs, counted once a neuron. Random "
                + $"neurons: log-odds {Numbers.Text(found.SyntacticRandom.LogOdds.Value, "0.00")}.");
    }

    private static Claim Judged(
        DifferentiationResult found, string id, string statement, Estimate estimate, string unit, string source,
        string note) =>
        Claim.Greater(id, statement, estimate, unit, 0, source, note).About(
            PaperClaim.SeparateBelowZero, found.Source, found.Settings,
            $"{Numbers.Count(found.Settings.RandomSeeds.Count, "random set")} of neurons");
}
