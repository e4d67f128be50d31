using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;

namespace NegPreact.Notebooks.Running;

/// <summary>Shows values that bring no formatters: text for all, and a table for rows with properties.</summary>
internal static class PlainValues
{
    private const int ItemLimit = 20; // as many as the kernel shows of a sequence
    private const int DepthLimit = 3;

    public static string ToText(object? value, int depth = 0) => value switch
    {
        null => "<null>",
        string text => text,
        IEnumerable items when depth < DepthLimit => ItemsToText(items, depth),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// Gives an HTML table with a column for each property, or null where the items are no such rows.
    /// </summary>
    public static string? ToTable(IEnumerable items)
    {
        var (rows, more) = First(items);
        var type = rows.FirstOrDefault()?.GetType();
        if (type is null || rows.Any(row => row?.GetType() != type) || !IsRow(type))
            return null;
        var columns = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0).ToList();
        if (columns.Count == 0)
            return null;

        var html = new StringBuilder("<table><thead><tr>");
        foreach (var column in columns)
            html.Append("<th>").Append(WebUtility.HtmlEncode(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var column in columns)
                html.Append("<td>").Append(WebUtility.HtmlEncode(ToText(column.GetValue(row), 1))).Append("</td>");
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").Append(more ? "<p>… and more</p>" : "").ToString();
    }

    private static string ItemsToText(IEnumerable items, int depth)
    {
        var (shown, more) = First(items);
        var parts = shown.Select(item => ToText(item, depth + 1)).Concat(more ? ["…"] : []);
        return $"[{string.Join(", ", parts)}]";
    }

    private static (List<object?> Shown, bool More) First(IEnumerable items)
    {
        // One more than is shown, since a sequence may be endless and its length unknown.
        var first = items.Cast<object?>().Take(ItemLimit + 1).ToList();
        return (first.Take(ItemLimit).ToList(), first.Count > ItemLimit);
    }

    // Types made to hold named values; the properties of others may be many, costly or throw.
    private static bool IsRow(Type type) =>
        type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal)
        // a record, class or struct
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
}
