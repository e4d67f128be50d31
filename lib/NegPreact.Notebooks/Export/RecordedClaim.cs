using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace NegPreact.Notebooks.Export;

/// <summary>A claim as <c>claims.json</c> keeps it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Verdict">Its verdict, such as <c>Holds</c>.</param>
/// <param name="Text">What the page says of it, on one line.</param>
/// <param name="Notebook">The notebook that showed it, by its name.</param>
/// <param name="Cell">The cell, counted from 1 over cells of both kinds.</param>
/// <param name="Seconds">How long the notebook takes from its beginning to the end of that cell where it reads no kept result.</param>
/// <param name="Page">The page and place that show it; null when the page has been written anew since.</param>
/// <param name="Settings">With what settings the notebook ran.</param>
/// <param name="Facts">What the cell said of the claim for programs: a JSON object; null where it said nothing.</param>
public sealed partial record RecordedClaim(
    string Id, string Verdict, string Text, string Notebook, int Cell, double Seconds, string? Page, IReadOnlyDictionary<string, string> Settings,
    JsonElement? Facts)
{
    /// <summary>The verdict as people read it: <c>DoesNotHold</c> reads "does not hold".</summary>
    [JsonIgnore]
    public string VerdictText => WordStart().Replace(Verdict, " $0").TrimStart().ToLowerInvariant();

    /// <summary>A fact by its name; empty where it is not there or no word.</summary>
    public string Fact(string name) =>
        Facts is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
