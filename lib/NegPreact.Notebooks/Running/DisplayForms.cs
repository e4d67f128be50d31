using System.Collections;
using NegPreact.Notebooks.Export;

namespace NegPreact.Notebooks.Running;

/// <summary>The forms in which a value is shown: those that its type offers by name, or else plain ones.</summary>
internal static class DisplayForms
{
    private const string Html = "text/html";
    private const string Plain = "text/plain";

    /// <summary>Gives mime type to text: all forms on offer, or those asked for.</summary>
    /// <exception cref="NotebookException">A form that was asked for is not on offer.</exception>
    public static IReadOnlyDictionary<string, string> Of(object? value, params string[] wanted)
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
        var items = value is string ? null : value as IEnumerable;
        if (items is not null && !forms.ContainsKey(Html) && PlainValues.ToTable(items) is { } table)
            forms[Html] = table;
        forms.TryAdd(Plain, PlainValues.ToText(value));
        if (items is not null && !forms.ContainsKey(NotebookClaim.MimeType) && Claims(items) is { } claims)
            forms[NotebookClaim.MimeType] = claims;
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

    // Claims that are shown together are recorded as if each had been shown alone. A sequence may be long or endless: one
    // that does not begin with a claim is not gone through.
    private static string? Claims(IEnumerable items)
    {
        var claims = items.Cast<object?>().Select(ClaimOf).TakeWhile(claim => claim is not null).ToList();
        return claims.Count > 0 ? $"[{string.Join(',', claims)}]" : null;
    }

    private static string? ClaimOf(object? value)
    {
        var format = NamedFormatters.Of(value).FirstOrDefault(f => f.MimeType == NotebookClaim.MimeType).Format;
        var text = new StringWriter();
        return format is not null && format(value!, text) ? text.ToString() : null;
    }
}
