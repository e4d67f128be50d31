namespace NegPreact;

/// <summary>The formatters of a claim: those of everything that is shown, and one that gives it as data.</summary>
internal sealed class ClaimFormatterSource
{
    /// <summary>The form for programs: <see cref="ClaimFacts"/> as JSON.</summary>
    public const string DataMimeType = "application/vnd.negpreact.claim+json";

    public IEnumerable<object> CreateTypeFormatters() =>
        [.. new RichDisplayFormatterSource().CreateTypeFormatters(), new DataFormatter()];

    private sealed class DataFormatter
    {
        public string MimeType => DataMimeType;

        public bool Format(object value, TextWriter writer)
        {
            if (value is not Claim claim)
                return false;
            writer.Write(ClaimFacts.Of(claim).ToJson());
            return true;
        }
    }
}
