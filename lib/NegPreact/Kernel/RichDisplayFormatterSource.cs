namespace NegPreact;

/// <summary>
/// Formatters in the shape that kernels look for by name; see <see cref="TypeFormatterSourceAttribute"/>.
/// </summary>
internal sealed class RichDisplayFormatterSource
{
    public static readonly string[] MimeTypes = ["text/html", "text/plain"];

    /// <summary>
    /// Gives what is shown of a value that cannot show itself, null where nothing is; whoever knows figures and tables
    /// sets it.
    /// </summary>
    public static Func<object, IRichDisplay?> Overview { get; set; } = _ => null;

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new Formatter(MimeTypes[0], (shown, writer) => shown.WriteHtml(writer)),
        new Formatter(MimeTypes[1], (shown, writer) => shown.WriteText(writer)),
    ];

    private sealed class Formatter(string mimeType, Action<IRichDisplay, TextWriter> write)
    {
        public string MimeType => mimeType;

        public bool Format(object value, TextWriter writer)
        {
            if ((value as IRichDisplay ?? Overview(value)) is not { } shown)
                return false;
            write(shown, writer);
            return true;
        }
    }
}
