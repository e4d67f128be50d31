using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact.Results;

/// <summary>What <c>record.json</c> says: what was measured, with what, and the hash of each other file.</summary>
/// <param name="Schema">Version of the folder's layout.</param>
/// <param name="Model">The model.</param>
/// <param name="Weights">
/// SHA-256 of all weights whose results it holds: the model's, and those of its state before training where it is kept.
/// </param>
/// <param name="Data">The texts, pairs and questions.</param>
/// <param name="Settings">The settings of the campaign, an object.</param>
/// <param name="Steps">What was done, in order.</param>
/// <param name="Made">When, and by what.</param>
/// <param name="Files">SHA-256 of each other file, by its path below the folder.</param>
public sealed record RecordFacts(
    int Schema, RecordedModel Model, IReadOnlyList<string> Weights, IReadOnlyList<RecordedData> Data,
    JsonElement Settings,
    IReadOnlyList<RecordedStep> Steps, RecordMade Made, IReadOnlyDictionary<string, string> Files)
{
    internal const int CurrentSchema = 1;

    /// <summary>SHA-256 of all the rest of the file in canonical form.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Where the claims come from, for people who look at them elsewhere.</summary>
    [JsonIgnore]
    public string Mark => $"recorded on {Model.Name}, {Made.Date:yyyy-MM-dd}, "
        + $"{(Made.Commit is { Length: >= 9 } commit ? $"commit {commit[..9]}" : $"NegPreact {Made.Version}")}, "
        + $"{Numbers.Count(Made.Cores, "core")}, {Made.Processor}";

    internal RecordFacts Sealed() => this with { Sha256 = Hash() };

    internal bool IsSound => Sha256 == Hash();

    private string Hash() => CanonicalJson.Hash(CanonicalJson.Of(this with { Sha256 = "" }));
}

/// <summary>The model that was measured, by value.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weights">SHA-256 of its weights.</param>
/// <param name="Config">SHA-256 of its config.json, or of the one that stands for it.</param>
/// <param name="Tokenizer">SHA-256 of its tokenizer.</param>
/// <param name="Storage">How its weights are stored.</param>
/// <param name="Arithmetic">Where and in what it was computed.</param>
/// <param name="Assumed">What its file does not say and was assumed, in sentences.</param>
/// <param name="Neurons">How many neurons its MLPs have in all layers together.</param>
public sealed record RecordedModel(
    string Name, string Weights, string Config, string Tokenizer, string Storage, string Arithmetic,
    IReadOnlyList<string> Assumed, int Neurons);

/// <summary>A text, a suite of pairs or a set of questions: its hash and no word of it.</summary>
/// <param name="Use">What it was used for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">SHA-256 of its contents.</param>
public sealed record RecordedData(string Use, string Name, string Sha256);

/// <summary>A step of a campaign.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Claims">How many claims it judged.</param>
/// <param name="Results">How many results it used that no step before it had used.</param>
/// <param name="Seconds">How long these took to measure, seconds.</param>
public sealed record RecordedStep(string Id, int Claims, int Results, double Seconds);

/// <summary>When a record was made, and by what.</summary>
/// <param name="Date">When the last of it was written.</param>
/// <param name="Version">Version of the library.</param>
/// <param name="Commit">The commit of the repository; null where there is none.</param>
/// <param name="Processor">The processor.</param>
/// <param name="Cores">How many of its cores could be used.</param>
public sealed record RecordMade(DateTimeOffset Date, string Version, string? Commit, string Processor, int Cores);
