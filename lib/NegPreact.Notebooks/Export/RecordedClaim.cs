using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact.Notebooks.Export;

/// <summary>A claim as <c>claims.json</c> keeps it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Verdict">Its verdict, such as <c>Holds</c>.</param>
/// <param name="Text">What is claimed, in one sentence.</param>
/// <param name="Notebook">The notebook that showed it, by its name.</param>
/// <param name="Cell">The cell, counted from 1 over cells of both kinds.</param>
/// <param name="Seconds">
/// How long the notebook takes from its beginning to the end of that cell where it reads no kept result.
/// </param>
/// <param name="Page">The page and place that show it; null when the page has been written anew since.</param>
/// <param name="Options">
/// What the notebook's run was asked for (<c>--model</c> and so on): another run with them is the same.
/// </param>
/// <param name="Settings">With what settings it was measured, an object; null where the cell did not say.</param>
/// <param name="Facts">All that the cell said of the claim: a JSON object, see <see cref="NotebookClaim"/>.</param>
public sealed record RecordedClaim(
    string Id, string Verdict, string Text, string Notebook, int Cell, double Seconds, string? Page,
    [property: JsonRequired] IReadOnlyDictionary<string, string> Options, JsonElement? Settings,
    [property: JsonRequired] JsonElement Facts)
{
    /// <summary>
    /// On which model, when and by what it was recorded, in words; null where a run of the notebooks showed it.
    /// </summary>
    public string? Recorded { get; init; }

    /// <summary>What the cell said of it.</summary>
    [JsonIgnore]
    public NotebookClaim Claim { get; } = NotebookClaim.Of(Facts);
}
