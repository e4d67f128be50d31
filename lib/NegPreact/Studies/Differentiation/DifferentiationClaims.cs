namespace NegPreact;

/// <summary>What notebook 02 claims of a <see cref="DifferentiationResult"/>.</summary>
public static class DifferentiationClaims
{
    /// <summary>The claim that the Wasserstein neurons separate close inputs more below zero than random neurons do.</summary>
    public static Claim BelowZero(this DifferentiationResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Claim.Greater(
            "separation-below-zero", "Of the distance between close inputs that a neuron pulls apart, a larger share lies below zero in the Wasserstein neurons than in random neurons of the same layers.",
            found.Shares[^1].Difference, "as a difference of shares", 0, "paper, section on differentiation",
            $"Wasserstein neurons {Numbers.Percent(found.Shares[^1].Target.Value)}, random neurons {Numbers.Percent(found.Shares[^1].Random.Value)}. Bootstrap over windows of text and over neurons.")
            .About(PaperClaim.SeparateBelowZero, found.Source, found.Settings, Seeds(found));
    }

    /// <summary>The same claim about the size of the separation rather than its share.</summary>
    public static Claim FartherBelowZero(this DifferentiationResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Claim.Greater(
            "separation-below-zero-amount", "The negative parts of far pairs lie further apart in the Wasserstein neurons than in random neurons, in multiples of each neuron's typical distance.",
            found.Amounts[^1].Difference, "medians", 0, "paper, section on differentiation; the measure is this project's",
            $"Wasserstein neurons {Numbers.Text(found.Amounts[^1].Target.Value)}, random neurons {Numbers.Text(found.Amounts[^1].Random.Value)}.")
            .About(PaperClaim.SeparateBelowZero, found.Source, found.Settings, Seeds(found));
    }

    /// <summary>The claim that the separated tokens are syntactic.</summary>
    public static Claim SyntacticPairs(this DifferentiationResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Claim.Greater(
            "separated-pairs-syntactic", "Among the close pairs that the Wasserstein neurons pull apart, pairs of two syntactic tokens are more frequent than among the other close pairs of tokens of the same frequency.",
            found.Syntactic.LogOdds, "log-odds", 0, "paper, section on differentiation",
            $"Syntactic: {string.Join(", ", found.Settings.Syntactic)}. {Numbers.Count(found.Syntactic.Far)} far and {Numbers.Count(found.Syntactic.Near)} other close pairs are such pairs, counted once a neuron. Random neurons: log-odds {Numbers.Text(found.SyntacticRandom.LogOdds.Value, "0.00")}.")
            .About(PaperClaim.SeparateBelowZero, found.Source, found.Settings, Seeds(found));
    }

    private static string Seeds(DifferentiationResult found) => $"{Numbers.Count(found.Settings.RandomSeeds.Count, "random set")} of neurons";
}
