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
/// <param name="Tags">By part of speech.</param>
/// <param name="Relations">By dependency label.</param>
/// <param name="Classes">Scaffolding, closed and open classes as wholes.</param>
/// <param name="Scaffolding">Scaffolding minus open classes.</param>
/// <param name="Closed">Closed minus open classes.</param>
/// <param name="Flipped">Scaffolding minus open classes with some tags replaced, one row per seed.</param>
/// <param name="Gold">Scaffolding minus open classes on a gold-tagged text; null where there is none.</param>
public sealed record PosSurprisalDose(
    double Percent, int Neurons, ControlSet Matched, IReadOnlyList<ClassExcess> Tags,
    IReadOnlyList<ClassExcess> Relations, IReadOnlyList<ClassExcess> Classes, ClassExcess Scaffolding,
    ClassExcess Closed, IReadOnlyList<ClassExcess> Flipped, ClassExcess? Gold);

/// <summary>
/// Excess surprisal of the tokens of one class, or the difference of two classes: surprisal under an ablation minus
/// that of the untouched model, mean over tokens, bits. Intervals: 95 %, bootstrap over windows of text and, for the
/// random sets, over these.
/// </summary>
/// <param name="Name">The class ("DET"), or the two classes that are compared.</param>
/// <param name="Tokens">How many tokens are of the class, or of both.</param>
/// <param name="Target">With the Wasserstein neurons' negatives zeroed.</param>
/// <param name="Random">With those of the random sets zeroed, mean over sets.</param>
/// <param name="Matched">With those of the perplexity-matched control zeroed.</param>
/// <param name="BeyondRandom">Target minus random.</param>
/// <param name="BeyondMatched">Target minus matched.</param>
public sealed record ClassExcess(
    string Name, int Tokens, Estimate Target, Estimate Random, Estimate Matched, Estimate BeyondRandom,
    Estimate BeyondMatched);
