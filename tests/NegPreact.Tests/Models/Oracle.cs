using System.Text.Json;
using NegPreact.Ablations;
using NegPreact.Models;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>One folder of reference outputs: a tiny model, what was put in and what came out.</summary>
/// <remarks>A subject is what was done to the model, as the folder names it: `dense`, `ablate_negative`, `signflip_all` …</remarks>
internal sealed class Oracle : IDisposable
{
    public const string Dense = "dense";
    private const string Parent = "oracle";
    private readonly SafetensorsFile tensors;

    private Oracle(string folder)
    {
        Inputs = Json(folder, "inputs.json");
        Expected = Json(folder, "expected.json");
        tensors = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
        Model = LanguageModel.Load(folder);
    }

    public LanguageModel Model { get; }

    public JsonElement Inputs { get; }

    public JsonElement Expected { get; }

    public IEnumerable<string> Names => tensors.Entries.Keys;

    public static Oracle Open(string name) => new(SharedData.Need(Path.Combine(Parent, name)));

    /// <summary>One row a folder and subject; a row that says why for a folder that cannot be compared, or where there is none.</summary>
    /// <param name="subjects">The subjects of a folder, from its expected.json and the names in its expected.safetensors.</param>
    public static IEnumerable<TheoryDataRow<string, string>> Rows(Func<JsonElement, IEnumerable<string>, IEnumerable<string>> subjects)
    {
        var folders = SharedData.Folders(Parent, "expected.safetensors");
        if (folders.Count == 0)
            yield return Skipped("none", $"no folder with expected.safetensors under {SharedData.Root}/{Parent} (set NEGPREACT_SHARED)");
        foreach (var folder in folders)
        {
            var (name, type) = (Path.GetFileName(folder), ConfigReader.Open(folder).ModelType);
            if (!Architectures.IsSupported(type))
            {
                yield return Skipped(name, $"the library has no architecture '{type}'");
                continue;
            }

            using var tensors = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
            foreach (var subject in subjects(Json(folder, "expected.json"), tensors.Entries.Keys))
                yield return new(name, subject);
        }
    }

    /// <summary>Subjects for which expected.json has scores.</summary>
    public static IEnumerable<string> Scored(JsonElement expected) =>
        expected.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object && p.Value.TryGetProperty("sequence_losses", out _)).Select(p => p.Name);

    /// <summary>Does to the model what the subject says.</summary>
    public IDisposable Apply(string subject)
    {
        if (subject == Dense)
            return Model.Ablate(NeuronsOf([], []), Ablation.ZeroBoth);
        var ablation = Enum.GetValues<Ablation>().Single(a => subject.StartsWith(Prefix(a), StringComparison.Ordinal));
        return Model.Ablate(Neurons(subject[Prefix(ablation).Length..]), ablation);
    }

    /// <summary>Neurons of given layers, none in the others.</summary>
    public NeuronSet NeuronsOf(IReadOnlyList<int> layers, IReadOnlyList<IReadOnlyList<int>> neurons)
    {
        var each = Model.IntermediateSizes.Select(_ => (IReadOnlyList<int>)[]).ToArray();
        foreach (var (layer, chosen) in layers.Zip(neurons))
            each[layer] = chosen;
        return NeuronSet.Of(each, Model.IntermediateSizes);
    }

    public float[] Singles(string name) => tensors.ReadSingles(name);

    public long[] Shape(string name) => [.. tensors.Entries[name].Shape];

    public static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    public static int[] Ints(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetInt32())];

    public static int[][] Table(JsonElement rows) => [.. rows.EnumerateArray().Select(Ints)];

    public static double[] Doubles(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetDouble())];

    public void Dispose()
    {
        Model.Dispose();
        tensors.Dispose();
    }

    private static TheoryDataRow<string, string> Skipped(string name, string reason) => new(name, "") { Skip = reason };

    private static JsonElement Json(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return document.RootElement.Clone();
    }

    private static string Prefix(Ablation ablation) => ablation switch
    {
        Ablation.ZeroNegative => "ablate_negative",
        Ablation.ZeroPositive => "ablate_positive",
        Ablation.ZeroBoth => "ablate_both",
        Ablation.PositiveReLU => "posrelu",
        Ablation.SignFlip => "signflip",
        _ => throw new ArgumentOutOfRangeException(nameof(ablation)),
    };

    // What follows the ablation's name: nothing, `_all`, or the name of drawn neurons listed in expected.json.
    private NeuronSet Neurons(string rest)
    {
        if (rest is "" or "_all")
        {
            var chosen = Inputs.GetProperty("ablation" + rest);
            return NeuronsOf(Ints(chosen.GetProperty("target_layers")), Table(chosen.GetProperty("neuron_indices")));
        }

        var drawn = Expected.GetProperty(rest[1..] + "_indices").EnumerateObject().ToList();
        return NeuronsOf([.. drawn.Select(p => int.Parse(p.Name))], [.. drawn.Select(p => Ints(p.Value))]);
    }
}
