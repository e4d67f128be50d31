namespace NegPreact;

/// <summary>What notebook 05 claims of a <see cref="PosSurprisalResult"/>.</summary>
public static class PosSurprisalClaims
{
    private const string WithPunctuation = "scaffolding-surprisal";
    private const string Without = "scaffolding-surprisal-without-punctuation";

    /// <summary>The claim that scaffolding becomes more surprising than open classes.</summary>
    public static Claim ScaffoldingMore(this PosSurprisalResult found, double percent) =>
        Own(found, percent, WithPunctuation, found.At(percent).Scaffolding, found.Settings.Scaffolding);

    /// <summary>The claim that this is so beyond random neurons.</summary>
    public static Claim ScaffoldingBeyondRandom(this PosSurprisalResult found, double percent) =>
        BeyondRandom(found, percent, WithPunctuation, found.At(percent).Scaffolding, found.Settings.Scaffolding);

    /// <summary>The claim that this is so beyond neurons that cost the same perplexity.</summary>
    public static Claim ScaffoldingBeyondMatched(this PosSurprisalResult found, double percent) => Judged(
        found, percent, $"{WithPunctuation}-beyond-matched",
        $"At {percent} % the difference of scaffolding and open classes is larger for the Wasserstein neurons than "
            + "for low-distance neurons that cost the same perplexity.",
        Evidence.Of(found.At(percent).Scaffolding.BeyondMatched, SmallestEffect.Surprisal), "one matched set",
        $"The match: {found.At(percent).Matched.Match}.");

    /// <summary>The question whether this is so beyond random neurons that cost the same perplexity.</summary>
    /// <exception cref="NegPreactException">No such sets were measured.</exception>
    public static Claim ScaffoldingBeyondMatchedRandom(this PosSurprisalResult found, double percent) => Judged(
        found, percent, $"{WithPunctuation}-beyond-perplexity-matched-random",
        $"At {percent} % the difference of scaffolding and open classes is larger for the Wasserstein neurons than "
            + "for random neurons that cost the same perplexity.",
        Evidence.Of(
            found.At(percent).MatchedRandom ?? throw new NegPreactException(
                ErrorKind.NotMeasured, "No random sets were matched on perplexity; give seeds for them (MatchSeeds)."),
            SmallestEffect.Surprisal),
        Numbers.Count(found.Settings.MatchSeeds.Count, "matched set"), "Each set has its own search.");

    /// <summary>The claim that scaffolding made of words becomes more surprising than open classes.</summary>
    public static Claim ScaffoldingWithoutPunctuationMore(this PosSurprisalResult found, double percent) =>
        Own(found, percent, Without, found.At(percent).WithoutPunctuation, found.Settings.WithoutPunctuation);

    /// <summary>The claim that this is so beyond random neurons.</summary>
    public static Claim ScaffoldingWithoutPunctuationBeyondRandom(
        this PosSurprisalResult found, double percent) => BeyondRandom(
        found, percent, Without, found.At(percent).WithoutPunctuation, found.Settings.WithoutPunctuation);

    internal static Evidence OwnEvidence(ClassExcess of) =>
        Evidence.Of(of.Target, SmallestEffect.Surprisal, interval: "Student's t over windows of text");

    private static Claim Own(
        PosSurprisalResult found, double percent, string id, ClassExcess of, IReadOnlyList<Upos> first) => Judged(
        found, percent, id,
        $"Zeroing the negatives of the top {percent} % of each layer adds more surprisal to scaffolding tokens "
            + $"({string.Join(", ", first)}) than to those of open classes.",
        OwnEvidence(of), "", $"Open classes: {string.Join(", ", found.Settings.Open)}.");

    private static Claim BeyondRandom(
        PosSurprisalResult found, double percent, string id, ClassExcess of, IReadOnlyList<Upos> first) => Judged(
        found, percent, $"{id}-beyond-random",
        $"At {percent} % the difference of scaffolding ({string.Join(", ", first)}) and open classes is larger for "
            + "the Wasserstein neurons than for as many random neurons.",
        Evidence.Of(of.BeyondRandom, SmallestEffect.Surprisal),
        Numbers.Count(found.Settings.Seeds.Count, "random set"), "The sets have as many neurons in each layer.");

    private static Claim Judged(
        PosSurprisalResult found, double percent, string id, string statement, Evidence evidence, string draws,
        string note)
    {
        const string unit = "bits per token";
        const string source = "paper, section on parts of speech";
        var named = $"{id}-at-{percent}";
        var claim = found.At(percent).IsChange
            ? Claim.Of(
                named, statement, evidence, unit, source, [note, .. StudyNames.Quick(found.Settings.Quick)])
            : Claim.CannotApply(
                named, statement, unit, source, "Zeroing the negatives changes the surprisal of no token here.");
        return claim.About(
            PaperClaim.FallsOnScaffolding, found.Source, found.Settings with { Percents = [percent] }, draws);
    }
}
