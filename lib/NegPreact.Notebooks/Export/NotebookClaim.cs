using System.Text.Json;
using System.Text.Json.Serialization;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// A claim that a cell showed, as far as pages and lists need to know it. It comes as data, beside the forms for
/// people: a value that is displayed offers the form <see cref="MimeType"/>, a JSON object with at least an <c>id</c>
/// and a <c>verdict</c>, or an array of such objects.
/// </summary>
public sealed record NotebookClaim
{
    /// <summary>The form's name.</summary>
    public const string MimeType = "application/vnd.negpreact.claim+json";

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>Its name.</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Its verdict, such as <c>Holds</c>.</summary>
    [JsonRequired]
    public string Verdict { get; init; } = "";

    /// <summary>What is claimed, in one sentence.</summary>
    public string Statement { get; init; } = "";

    /// <summary>What was found, in words: the estimate with its interval.</summary>
    public string Found { get; init; } = "";

    /// <summary>A heading for claims that belong together; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>What the paper found; empty where it did not look.</summary>
    public string Paper { get; init; } = "";

    /// <summary>"primary" for the one that decides among those of a group; empty where nothing was said.</summary>
    public string Role { get; init; } = "";

    /// <summary>How many random draws stand behind it, in words; empty where there is no draw.</summary>
    public string Seeds { get; init; } = "";

    /// <summary>The model's name; empty where none was said.</summary>
    public string Model { get; init; } = "";

    /// <summary>SHA-256 of the model's weights; empty where none was said.</summary>
    public string WeightsSha256 { get; init; } = "";

    /// <summary>How the model's quantised weights are stored; empty if none is quantised.</summary>
    public string QuantisedAs { get; init; } = "";

    /// <summary>
    /// Whether it was shown in a comparison of models, as one of several: another claim of this name on the same model,
    /// shown by itself in the same notebook, takes precedence.
    /// </summary>
    public bool Compared { get; init; }

    /// <summary>With what settings it was measured, an object; null where they were not said.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>How many seconds what was read from a store in place of being measured once took.</summary>
    public double SecondsSaved { get; init; }

    /// <summary>All that the cell said of it.</summary>
    [JsonIgnore]
    public JsonElement Json { get; private init; }

    /// <summary>The verdict as people read it: <c>DoesNotHold</c> reads "does not hold".</summary>
    [JsonIgnore]
    public string VerdictText =>
        string.Concat(Verdict.Select((c, i) => char.IsUpper(c) && i > 0 ? $" {c}" : $"{c}")).ToLowerInvariant();

    /// <summary>Reads a claim.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="JsonException">It is not one of a claim.</exception>
    public static NotebookClaim Of(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.Deserialize<NotebookClaim>(Options)! with { Json = json }
        : throw new JsonException($"a claim is an object, not {json.ValueKind}");

    /// <summary>Reads what a value offers as <see cref="MimeType"/>.</summary>
    /// <param name="text">JSON: one claim, or an array of them.</param>
    /// <exception cref="NotebookException">It is something else.</exception>
    public static IReadOnlyList<NotebookClaim> Parse(string text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(Of)] : [Of(json)];
        }
        catch (JsonException e)
        {
            throw new NotebookException(
                $"What a value offers as {MimeType} is no claim ({e.Message}); "
                + "give an object with an id and a verdict, or an array of such objects.", e)
            {
                HelpLink = ClaimsFile.ErrorPage,
            };
        }
    }

    /// <summary>Finds the claims among a run's outputs, also those that a cell showed before it failed.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The claims in the order shown, each with the number of its cell; none is no error.</returns>
    public static IReadOnlyList<(int Cell, NotebookClaim Claim)> In(NotebookRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return [.. run.Cells.SelectMany(cell => cell.Outputs.OfType<DisplayOutput>()
            .Where(output => output.Data.ContainsKey(MimeType))
            .SelectMany(output => Parse(output.Data[MimeType]))
            .Select(claim => (cell.Number, claim)))];
    }
}
