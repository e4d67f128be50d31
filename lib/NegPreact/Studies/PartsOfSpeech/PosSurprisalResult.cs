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
    PosSurprisalSettings Settings, ResultSource Source, ResultSource? Gold, string? GoldMissing, int Tokens, IReadOnlyList<PosSurprisalDose> Doses)
{
    /// <summary>The row of a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public PosSurprisalDose At(double percent) => Doses.FirstOrDefault(d => d.Percent == percent)
        ?? throw new NegPreactException(ErrorKind.NotMeasured, $"{percent} % was not measured; the doses are {string.Join(", ", Settings.Percents)} %.");
}
