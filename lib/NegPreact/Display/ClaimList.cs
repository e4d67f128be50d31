namespace NegPreact;

/// <summary>Several claims on one model, a card for each; recorded as if each had been shown alone.</summary>
/// <param name="Claims">The claims, in reading order.</param>
[TypeFormatterSource(
    typeof(ClaimFormatterSource), PreferredMimeTypes = ["text/html", "text/plain", ClaimFormatterSource.DataMimeType])]
public sealed record ClaimList(IReadOnlyList<Claim> Claims) : IRichDisplay
{
    /// <summary>The cards as HTML.</summary>
    public string ToHtml() => this.Html();

    /// <summary>A line for each claim.</summary>
    /// <returns>Several lines.</returns>
    public override string ToString() => this.Text();

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        foreach (var claim in Claims)
            ((IRichDisplay)claim).WriteHtml(writer);
    }

    void IRichDisplay.WriteText(TextWriter writer) => writer.Write(string.Join('\n', Claims));
}
