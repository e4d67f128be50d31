namespace NegPreact;

/// <summary>Where the surprise that the ablation causes falls (notebook 05).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Gold">The gold-tagged text beside it; null where there is none.</param>
/// <param name="GoldMissing">Why there is none, in a sentence; null where there is one.</param>
/// <param name="Tokens">Tokens that stand for words and were scored.</param>
/// <param name="Doses">One row per dose.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record PosSurprisalResult(
    PosSurprisalSettings Settings, ResultSource Source, ResultSource? Gold, string? GoldMissing, int Tokens,
    IReadOnlyList<PosSurprisalDose> Doses)
{
    /// <summary>The row of a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public PosSurprisalDose At(double percent) => Doses.FirstOrDefault(d => d.Percent == percent)
        ?? throw new NegPreactException(
            ErrorKind.NotMeasured,
            $"{percent} % was not measured; the doses are {string.Join(", ", Settings.Percents)} %.");
}

/// <summary>Excess surprisal by class of word at one dose.</summary>
/// <param name="Percent">Percentage of each layer.</param>
/// <param name="Neurons">Number of neurons in all layers together.</param>
/// <param name="Matched">The perplexity-matched control, with the match reached.</param>
/// <param name="IsChange">Whether the ablation changes the surprisal of any token at all.</param>
/// <param name="Tags">By part of speech, corrected together.</param>
/// <param name="Relations">By dependency label, corrected together.</param>
/// <param name="Classes">Scaffolding with and without punctuation, closed and open classes as wholes.</param>
/// <param name="Kinds">Each kind of scaffolding minus open classes, corrected together.</param>
/// <param name="Scaffolding">Scaffolding minus open classes.</param>
/// <param name="WithoutPunctuation">The same without punctuation.</param>
/// <param name="Closed">Closed minus open classes.</param>
/// <param name="MatchedRandom">
/// Scaffolding minus open classes for the random sets that are matched on perplexity; null where there are none.
/// </param>
/// <param name="Flipped">Scaffolding minus open classes with some tags replaced, one row per seed.</param>
/// <param name="Gold">Scaffolding minus open classes on a gold-tagged text; null where there is none.</param>
public sealed record PosSurprisalDose(
    double Percent, int Neurons, ControlSet Matched, bool IsChange, IReadOnlyList<ClassExcess> Tags,
    IReadOnlyList<ClassExcess> Relations, IReadOnlyList<ClassExcess> Classes, IReadOnlyList<ClassExcess> Kinds,
    ClassExcess Scaffolding, ClassExcess WithoutPunctuation, ClassExcess Closed, SetContrast? MatchedRandom,
    IReadOnlyList<ClassExcess> Flipped, ClassExcess? Gold);

/// <summary>
/// Excess surprisal of the tokens of one class, or the difference of two classes: surprisal under an ablation minus
/// that of the untouched model, mean over tokens, bits. Intervals: 95 %, Student's t over windows of text and, where
/// random sets are in it, over these.
/// </summary>
/// <param name="Name">The class ("DET"), or the two classes that are compared.</param>
/// <param name="Tokens">How many tokens are of the class, or of both.</param>
/// <param name="BeyondRandom">The Wasserstein neurons' negatives zeroed, against the random sets'.</param>
/// <param name="Random">With those of the random sets zeroed, mean over sets.</param>
/// <param name="BeyondMatched">The Wasserstein neurons' negatives zeroed, against the matched control's.</param>
/// <param name="Matched">With those of the perplexity-matched control zeroed.</param>
/// <param name="AdjustedPValue">
/// Of the test against random sets, corrected for the classes that are tested with it; null for a class by itself.
/// </param>
public sealed record ClassExcess(
    string Name, int Tokens, SetContrast BeyondRandom, Estimate Random, SetContrast BeyondMatched, Estimate Matched,
    double? AdjustedPValue)
{
    /// <summary>With the Wasserstein neurons' negatives zeroed.</summary>
    public Estimate Target => BeyondRandom.Own;
}
