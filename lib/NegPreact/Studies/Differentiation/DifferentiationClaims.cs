namespace NegPreact;

/// <summary>What notebook 02 claims of a <see cref="DifferentiationResult"/>.</summary>
public static class DifferentiationClaims
{
    private const string Paper = "paper, section on differentiation";
    private const double Points = 100;

    private static readonly SmallestEffect tenth = new(0.1, "a tenth of a neuron's typical distance");
    private static readonly SmallestEffect odds = new(Math.Log(1.1), "odds that are a tenth higher");

    /// <summary>
    /// The claim that the Wasserstein neurons separate close inputs more below zero than random neurons do, beyond what
    /// the neurons' means explain.
    /// </summary>
    public static Claim BelowZero(this DifferentiationResult found) => Judged(
        found, "separation-below-zero",
        "Of the distance between close inputs that a neuron pulls apart, a larger share lies below zero than its mean "
            + "and standard deviation explain, and more so in the Wasserstein neurons than in random neurons of the "
            + "same layers.",
        Evidence.Of(found.ShareExcesses[^1].Contrast, SmallestEffect.Share)
            .Map(share => Points * share, SmallestEffect.Share),
        "percentage points", Paper,
        Raw(found.Shares[^1], e => Numbers.Percent(e.Value), "Shares"));

    /// <summary>The same claim about the size of the separation rather than its share.</summary>
    public static Claim FartherBelowZero(this DifferentiationResult found) => Judged(
        found, "separation-below-zero-amount",
        "The negative parts of far pairs lie further apart than a neuron's mean and standard deviation explain, and "
            + "more so in the Wasserstein neurons than in random neurons, in multiples of each neuron's typical "
            + "distance.",
        Evidence.Of(found.AmountExcesses[^1].Contrast, tenth), "medians", $"{Paper}; the measure is this project's",
        Raw(found.Amounts[^1], e => Numbers.Text(e.Value), "Distances"));

    /// <summary>The claim that the separated tokens are syntactic.</summary>
    public static Claim SyntacticPairs(this DifferentiationResult found)
    {
        var (pairs, random) = (found.Syntactic, found.SyntacticRandom);
        return Judged(
            found, "separated-pairs-syntactic",
            "Among the close pairs that the Wasserstein neurons pull apart, pairs of two syntactic tokens are more "
                + "frequent than among the other close pairs of tokens of the same frequency.",
            Evidence.Of(pairs.LogOdds, odds, interval: "bootstrap over windows of text"), "log-odds", Paper,
            $"Syntactic: {string.Join(", ", found.Settings.Syntactic)}. {Numbers.Count(pairs.Far)} far and "
                + $"{Numbers.Count(pairs.Near)} other close pairs are such pairs, counted once a neuron. Random sets "
                + $"of neurons: log-odds {Numbers.Text(random.LogOdds.Value, "0.00")}, mean of {random.Sets}, "
                + $"{random.AtLeast} of which have log-odds at least as high.");
    }

    private static string Raw(LayerSeparation of, Func<Estimate, string> text, string what) =>
        $"{what} as they are, with what the means explain: Wasserstein neurons {text(of.Target)}, random sets "
        + $"{text(of.Random)}.";

    private static Claim Judged(
        DifferentiationResult found, string id, string statement, Evidence evidence, string unit, string source,
        string note) =>
        Claim.Of(id, statement, evidence, unit, source, [note, .. StudyNames.Quick(found.Settings.Quick)]).About(
            PaperClaim.SeparateBelowZero, found.Source, found.Settings,
            $"{Numbers.Count(found.Settings.RandomSeeds.Count, "random set")} of neurons");
}
