using System.Collections;
using NegPreact.Notebooks.Export;

namespace NegPreact.Notebooks.Running;

/// <summary>The forms in which a value is shown: those that its type offers by name, or else plain ones.</summary>
internal static class DisplayForms
{
    private const string Html = "text/html";
    private const string Plain = "text/plain";
    private const string Claim = NotebookClaim.MimeType;

    /// <summary>Gives mime type to text: all forms on offer, or those asked for.</summary>
    /// <exception cref="NotebookException">
    /// A form that was asked for is not on offer, or what is offered as a claim is none.
    /// </exception>
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
        if (value is IEnumerable items and not string && !forms.ContainsKey(Html))
            AddItems(items, forms);
        forms.TryAdd(Plain, PlainValues.ToText(value));
        if (forms.TryGetValue(Claim, out var claim))
            NotebookClaim.Parse(claim); // one that cannot be read is the fault of the cell that shows it
        if (wanted.Length == 0)
            return forms;
        if (wanted.Contains(Html) && !forms.ContainsKey(Html))
            forms[Html] = $"<pre>{System.Net.WebUtility.HtmlEncode(forms[Plain])}</pre>";
        if (wanted.FirstOrDefault(mimeType => !forms.ContainsKey(mimeType)) is { } missing)
        {
            var offered = formatters.Select(formatter => formatter.MimeType).Union(forms.Keys);
            throw new NotebookException(
                $"A value of type {value?.GetType().Name ?? "null"} cannot be displayed as {missing}: "
                + $"it offers {string.Join(", ", offered)}.");
        }

        return wanted.Distinct().ToDictionary(mimeType => mimeType, mimeType => forms[mimeType]);
    }

    // Claims that are shown together are shown and recorded as if each had been shown alone. A sequence may be long or
    // endless: one that does not begin with a claim is not gone through.
    private static void AddItems(IEnumerable items, Dictionary<string, string> forms)
    {
        var all = items.Cast<object?>().TakeWhile((item, i) => i > 0 || IsClaim(item)).ToList();
        if (all.Count > 0)
        {
            forms[Html] = string.Concat(all.Select(item => Of(item, Html)[Html]));
            forms[Claim] = $"[{string.Join(',', all.Where(IsClaim).Select(item => Of(item, Claim)[Claim]))}]";
        }
        else if (PlainValues.ToTable(items) is { } table)
        {
            forms[Html] = table;
        }
    }

    private static bool IsClaim(object? value) =>
        NamedFormatters.Of(value).Any(formatter => formatter.MimeType == Claim);
}
