namespace NegPreact;

/// <summary>
/// The formatters of a claim, and of several in one list or figure: those of everything that is shown, and one that
/// gives data.
/// </summary>
internal sealed class ClaimFormatterSource
{
    /// <summary>The form for programs: <see cref="ClaimFacts"/> as JSON, of several an array of them.</summary>
    public const string DataMimeType = "application/vnd.negpreact.claim+json";

    public IEnumerable<object> CreateTypeFormatters() =>
        [.. new RichDisplayFormatterSource().CreateTypeFormatters(), new DataFormatter()];

    private sealed class DataFormatter
    {
        public string MimeType => DataMimeType;

        public bool Format(object value, TextWriter writer)
        {
            switch (value)
            {
                case Claim claim:
                    writer.Write(ClaimFacts.Of(claim).ToJson());
                    return true;
                case ClaimList list:
                    writer.Write($"[{string.Join(',', list.Claims.Select(c => ClaimFacts.Of(c).ToJson()))}]");
                    return true;
                case ClaimsFigure figure:
                    var facts = figure.Claims.Select(c => (ClaimFacts.Of(c) with { Compared = true }).ToJson());
                    writer.Write($"[{string.Join(',', facts)}]");
                    return true;
                default:
                    return false;
            }
        }
    }
}
