using System.Collections;

namespace NegPreact.Notebooks.Running;

/// <summary>The forms in which a value is shown: those that its type offers by name, or else plain ones.</summary>
internal static class RichDisplay
{
    private const string Html = "text/html";
    private const string Plain = "text/plain";

    /// <summary>Gives mime type to text: all forms on offer, or those asked for.</summary>
    /// <exception cref="NotebookException">A form that was asked for is not on offer.</exception>
    public static IReadOnlyDictionary<string, string> Format(object? value, params string[] wanted)
    {
        var forms = new Dictionary<string, string>();
        foreach (var (mimeType, format) in NamedFormatters.Of(value))
        {
            if (wanted.Length > 0 && !wanted.Contains(mimeType) || forms.ContainsKey(mimeType))
                continue;
            var text = new StringWriter { NewLine = "\n" };
            if (format(value!, text))
                forms[mimeType] = text.ToString();
        }

        if (value is HtmlFragment fragment)
            forms[Html] = fragment.Html;
        if (value is IEnumerable items and not string && !forms.ContainsKey(Html) && PlainValues.ToTable(items) is { } table)
            forms[Html] = table;
        forms.TryAdd(Plain, PlainValues.ToText(value));
        return wanted.Length == 0 ? forms : wanted.Distinct().ToDictionary(mimeType => mimeType, mimeType => Pick(forms, mimeType, value));
    }

    private static string Pick(Dictionary<string, string> forms, string mimeType, object? value)
    {
        if (forms.TryGetValue(mimeType, out var text))
            return text;
        return mimeType == Html
            ? $"<pre>{System.Net.WebUtility.HtmlEncode(forms[Plain])}</pre>"
            : throw new NotebookException($"A value of type {value?.GetType().Name ?? "null"} cannot be displayed as {mimeType}: it offers {string.Join(", ", forms.Keys)}.");
    }
}
