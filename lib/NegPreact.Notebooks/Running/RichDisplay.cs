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
        var formatters = NamedFormatters.Of(value);
        foreach (var (mimeType, format) in formatters)
        {
            // One not asked for is not even tried: a chart's page-wide script may come with its first rendering.
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
        if (wanted.Length == 0)
            return forms;
        if (wanted.Contains(Html) && !forms.ContainsKey(Html))
            forms[Html] = $"<pre>{System.Net.WebUtility.HtmlEncode(forms[Plain])}</pre>";
        if (wanted.FirstOrDefault(mimeType => !forms.ContainsKey(mimeType)) is { } missing)
        {
            var offered = formatters.Select(formatter => formatter.MimeType).Union(forms.Keys);
            throw new NotebookException($"A value of type {value?.GetType().Name ?? "null"} cannot be displayed as {missing}: it offers {string.Join(", ", offered)}.");
        }

        return wanted.Distinct().ToDictionary(mimeType => mimeType, mimeType => forms[mimeType]);
    }
}
