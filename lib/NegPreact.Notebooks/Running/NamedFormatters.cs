using System.Reflection;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// Finds the formatters that a type brings along by the names the .NET Interactive kernel looks for: an attribute
/// <c>TypeFormatterSourceAttribute</c> of any namespace, whose <c>FormatterSourceType</c> creates objects with a
/// <c>MimeType</c> and a <c>Format(object, TextWriter)</c>.
/// </summary>
internal static class NamedFormatters
{
    /// <summary>Gives the formatters of a value's type, preferred mime types first; none for null.</summary>
    /// <exception cref="NotebookException">
    /// The type has such an attribute but not the members that go with it.
    /// </exception>
    public static List<(string MimeType, Func<object, TextWriter, bool> Format)> Of(object? value)
    {
        var found = new List<(string MimeType, Func<object, TextWriter, bool> Format)>();
        foreach (var attribute in value?.GetType().GetCustomAttributes(inherit: true) ?? [])
        {
            if (attribute.GetType().Name != "TypeFormatterSourceAttribute")
                continue;
            var source = Create(Member<Type>(attribute, "FormatterSourceType"));
            var preferred = attribute.GetType().GetProperty("PreferredMimeTypes")?.GetValue(attribute) as string[]
                ?? [];
            found.AddRange(Formatters(source).OrderBy(formatter => Rank(preferred, formatter.MimeType)));
        }

        return found;
    }

    private static IEnumerable<(string MimeType, Func<object, TextWriter, bool> Format)> Formatters(object source)
    {
        var create = source.GetType().GetMethod("CreateTypeFormatters", [])
            ?? throw Lacks(source.GetType(), "CreateTypeFormatters()");
        foreach (var formatter in (IEnumerable<object>)create.Invoke(source, null)!)
        {
            var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])
                ?? throw Lacks(formatter.GetType(), "Format(object, TextWriter)");
            // A delegate rather than Invoke: what the formatter throws arrives as thrown.
            yield return (Member<string>(formatter, "MimeType"),
                format.CreateDelegate<Func<object, TextWriter, bool>>(formatter));
        }
    }

    private static object Create(Type source) =>
        source.GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is { } constructor
            ? constructor.Invoke(null)
            : throw Lacks(source, "constructor without parameters");

    private static T Member<T>(object owner, string name)
        where T : class =>
        owner.GetType().GetProperty(name)?.GetValue(owner) as T ?? throw Lacks(owner.GetType(), name);

    private static int Rank(string[] preferred, string mimeType)
    {
        var rank = Array.IndexOf(preferred, mimeType);
        return rank < 0 ? preferred.Length : rank;
    }

    private static NotebookException Lacks(Type type, string member) =>
        new($"{type.FullName} has no public {member}, which a formatter found by name needs.");
}
