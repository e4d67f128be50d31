namespace NegPreact;

/// <summary>
/// A figure of one claim on several models. Beside the forms for people it offers the claims as data, so that each
/// model's is in the ledger; the notebook's own card of the same claim on the same model takes precedence there.
/// </summary>
/// <param name="Figure">What is shown.</param>
/// <param name="Claims">The claims, model by model.</param>
[TypeFormatterSource(
    typeof(ClaimFormatterSource), PreferredMimeTypes = ["text/html", "text/plain", ClaimFormatterSource.DataMimeType])]
public sealed record ClaimsFigure(Figure Figure, IReadOnlyList<Claim> Claims) : IRichDisplay
{
    /// <summary>The figure as HTML.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The figure's title, numbers and notes.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => this.Text();

    void IRichDisplay.WriteHtml(TextWriter writer) => ((IRichDisplay)Figure).WriteHtml(writer);

    void IRichDisplay.WriteText(TextWriter writer) => ((IRichDisplay)Figure).WriteText(writer);
}
