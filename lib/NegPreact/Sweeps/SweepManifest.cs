using System.Text.Json;
using System.Text.Json.Serialization;
using NegPreact.Results;

namespace NegPreact.Sweeps;

/// <summary>
/// A plan with the hashes of everything it names: two sweeps with equal manifests give equal results. It lies beside
/// the results as <c>manifest.json</c>, so that nothing is mixed.
/// </summary>
/// <param name="Format">Version of the folder's layout.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Models">Every model by the name that units have for it.</param>
/// <param name="Text">SHA-256 of the text.</param>
/// <param name="Data">SHA-256 of each task's data; null for perplexity.</param>
/// <param name="Methods">Version of each method that is used.</param>
public sealed record SweepManifest(
    int Format, SweepPlan Plan, IReadOnlyDictionary<string, SweepModel> Models, string Text,
    IReadOnlyList<string?> Data,
    IReadOnlyDictionary<string, int> Methods)
{
    internal const int CurrentFormat = 1;

    /// <summary>How many layers each model has; null where the plan names no layers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? Layers { get; init; }

    /// <summary>Seed of the draw of items, that of the notebooks: so they find each other's measurements.</summary>
    internal const int DrawSeed = 1;

    private static readonly ResultKind[] kinds =
        [ResultKinds.SweepUnit, ResultKinds.NeuronScores, ResultKinds.WindowLosses, ResultKinds.Pairs,
        ResultKinds.Tasks];

    internal static SweepManifest Of(
        SweepPlan plan, IReadOnlyDictionary<string, SweepModel> models, string text, IReadOnlyList<string?> data) =>
        new(CurrentFormat, plan, models, text, data, kinds.ToDictionary(k => k.Name, k => k.Method));

    /// <summary>The manifest of a folder; null where it has none.</summary>
    /// <exception cref="NegPreactException">It is damaged, or of another format.</exception>
    internal static SweepManifest? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = ForeignJson.Parse(bytes);
            if (document.RootElement.TryGetProperty("format", out var format) && format.TryGetInt32(out var number)
                && number != CurrentFormat)
                throw new NegPreactException(
                    ErrorKind.SweepFolder,
                    $"{path}: has format {number}, but this program writes {CurrentFormat}; use another folder, or the "
                        + "version of the program that wrote it.");
            return JsonSerializer.Deserialize<SweepManifest>(bytes, CanonicalJson.Options)?.Checked(path)
                ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.SweepFolder, $"{path}: is damaged ({e.Message.Split(" Path: ")[0].TrimEnd('.')}); use "
                + "another folder, or delete this one.", e);
        }
    }

    private SweepManifest Checked(string path) =>
        Data.Count == Plan.Checked(path).Tasks.Count
        && Plan.Untouched().All(u => Models.TryGetValue(u.Checkpoint, out var model) && model is not null
            && (Plan.Layers.Count == 0 || Layers?.GetValueOrDefault(u.Checkpoint) > 0))
            ? this
            : throw new JsonException("it has not as many hashes and layers as its plan has models and tasks");

    internal byte[] ToBytes() => CanonicalJson.Of(this);

    /// <summary>What differs from another manifest, in a few words; null where nothing does.</summary>
    internal string? Difference(SweepManifest other) =>
        !Same(Plan, other.Plan) ? "plan"
        : !Same(Models, other.Models) ? "weights, config.json or tokenizer of "
            + (Models.Keys.FirstOrDefault(m => !other.Models.TryGetValue(m, out var theirs) || theirs != Models[m])
                ?? "a model")
        : !Same(Text, other.Text) || !Same(Data, other.Data) ? "text or items"
        : !Same(Methods, other.Methods) ? "version of a method"
        : null;

    /// <summary>Every unit of the plan in these models.</summary>
    internal IReadOnlyList<SweepUnit> Units() => Plan.Units(Layers is null ? null : model => Layers[model]);

    /// <summary>All that a unit's result depends on; its hash is the unit's key.</summary>
    internal object Specification(SweepUnit unit) =>
        unit.Layers is { } layers ? new { InAllLayers = InAll(unit), layers } : InAll(unit);

    internal NeuronScoreSettings Measurement => new() { WindowLength = Plan.WindowLength };

    /// <summary>How a unit's control is matched; where only some layers are ablated, within these.</summary>
    internal PerplexityMatchSettings MatchOf(SweepUnit unit) => new()
    {
        WindowLength = Plan.WindowLength,
        Counts = unit.Layers is null ? CountRule.EqualFraction : CountRule.ProportionalToTarget,
    };

    private object InAll(SweepUnit unit) => new
    {
        unit.Model,
        unit.Revision,
        Is = Models[unit.Checkpoint],
        unit.Neurons,
        unit.Percent,
        unit.Ablation,
        unit.Seed,
        unit.Task,
        Data = Data[Plan.Tasks.Index().First(t => t.Item == unit.Task).Index],
        Draw = DrawSeed,
        Text,
        Scores = Measurement,
        Match = unit.Neurons is { IsSearched: true } ? SearchOf(unit) : null,
        Methods,
    };

    // Spelled as in the keys of results that were kept before a control said by itself in what order it takes its
    // candidates.
    private object SearchOf(SweepUnit unit)
    {
        var match = MatchOf(unit);
        return new
        {
            unit.Ablation,
            Candidates = unit.Seed is null ? "LowestDistance" : "Random",
            Seed = unit.Seed ?? 1,
            match.Counts,
            match.Tolerance,
            match.FloorNats,
            match.WindowLength,
            match.Windows,
            match.BootstrapSeed,
        };
    }

    private static bool Same(object a, object b) => CanonicalJson.Of(a).AsSpan().SequenceEqual(CanonicalJson.Of(b));
}
