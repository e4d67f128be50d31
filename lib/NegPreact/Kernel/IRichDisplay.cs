namespace NegPreact;

/// <summary>What a notebook shows as HTML, and a terminal as text.</summary>
internal interface IRichDisplay
{
    void WriteHtml(TextWriter writer);

    void WriteText(TextWriter writer);
}

/// <summary>The two forms as strings.</summary>
internal static class RichDisplayExtensions
{
    public static string Html(this IRichDisplay shown) => Written(shown.WriteHtml);

    public static string Text(this IRichDisplay shown) => Written(shown.WriteText);

    private static string Written(Action<TextWriter> write)
    {
        var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        return writer.ToString();
    }
}
