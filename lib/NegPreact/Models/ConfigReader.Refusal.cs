using System.Text.Json;

namespace NegPreact.Models;

internal sealed partial class ConfigReader
{
    private const int LongestValue = 60; // characters, in a message

    /// <summary>
    /// Refuses every field that nobody asked for, that is not known to be inert or neutral and was not accepted, all
    /// of them at once.
    /// </summary>
    public void RefuseUnknown()
    {
        var unknown = Check(ConfigFields.Of(ModelType)).ToList();
        var inner = AllParts().ToList();
        List<string> inside = [.. inner.SelectMany(
            p => p.Part.Check(ConfigFields.Rotary).Select(f => $"{p.Part.Named(f)} inside '{p.Name}'"))];
        List<string> wrong = [.. unsupported, .. inner.SelectMany(
            p => p.Part.unsupported.Select(f => $"{f} inside '{p.Name}'"))];
        if (unknown.Count + inside.Count == 0)
        {
            if (wrong.Count > 0)
                throw new NegPreactException(
                    ErrorKind.Architecture, $"{Path} sets {Listed(wrong)}, which changes the computation and is not "
                    + "supported here; use another model.");
            return;
        }

        var also = wrong.Count > 0 ? $"sets {Listed(wrong)}, which is not supported here, and " : "";
        List<string> all = [.. unknown.Select(Named), .. inside];
        var (fields, them) = all.Count == 1 ? ("the field", "it") : ("the fields", "them");
        var advice = wrong.Count + inside.Count > 0
            ? "use another model."
            : $"if the forward pass does not need {them}, delete {them} in a copy of the folder, or accept {them} by "
                + $"name ({string.Join(' ', unknown.Select(f => $"--accept-unknown {f}"))}).";
        throw new NegPreactException(
            ErrorKind.ConfigField, $"{Path} {also}has {fields} {Listed(all)}, which this library does not know and so "
            + $"cannot honour; {advice}");
    }

    // The names of unknown fields; those that are known and not neutral go to the unsupported ones.
    private IEnumerable<string> Check(ConfigFields known)
    {
        foreach (var field in root.EnumerateObject())
        {
            if (asked.Contains(field.Name) || known.IsInert(field.Name)
                || field.Value.ValueKind == JsonValueKind.Null)
                continue;
            if (known.Neutral(field.Name) is not { } only)
            {
                if (!accepted.Contains(field.Name))
                    yield return field.Name;
            }
            else if (!JsonElement.DeepEquals(field.Value, only))
            {
                unsupported.Add(Unsupported(
                    field.Name, field.Value, only.ValueKind == JsonValueKind.Null ? "null" : only.ToString()));
            }
        }
    }

    private IEnumerable<(string Name, ConfigReader Part)> AllParts() => parts.SelectMany(
        p => p.Value.AllParts().Prepend((p.Key, p.Value)));

    private string Named(string field) => $"'{field}' ({Short(root.GetProperty(field))})";

    private static string Unsupported(string name, JsonElement value, string only) =>
        $"'{name}' to {Short(value)} (only {only} is)";

    private static string Short(JsonElement value) =>
        value.ToString() is { Length: > LongestValue } text ? text[..LongestValue] + "…" : value.ToString();

    private static string Listed(List<string> items) =>
        items.Count == 1 ? items[0] : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
}
