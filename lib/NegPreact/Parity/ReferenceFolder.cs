using System.Runtime.InteropServices;
using System.Text.Json;
using NegPreact.Models;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Parity;

/// <summary>
/// A model's folder that also holds what another implementation computed from it, to be compared with.
/// </summary>
/// <remarks>
/// <c>inputs.json</c> holds what is put in, <c>expected.safetensors</c> and <c>expected.json</c> what came out. A
/// <i>subject</i> is what was done to the model: <c>dense</c> (nothing), <c>ablate_negative</c>, <c>signflip_all</c>
/// and so on, at the neurons that inputs.json lists.
/// </remarks>
public sealed class ReferenceFolder : IReference
{
    /// <summary>The subject to which nothing is done.</summary>
    public const string Dense = "dense";

    private const string Logits = "logits";
    private const string Padded = "padded";
    private readonly SafetensorsFile tensors;

    private ReferenceFolder(string folder, LoadOptions? options)
    {
        Folder = folder;
        Inputs = Json("inputs.json");
        Expected = Json("expected.json");
        tensors = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
        try
        {
            Model = LanguageModel.Load(folder, options);
        }
        catch
        {
            tensors.Dispose();
            throw;
        }
    }

    /// <summary>The folder as it was named.</summary>
    public string Folder { get; }

    /// <summary>The model, loaded from the folder.</summary>
    public LanguageModel Model { get; }

    /// <summary>What inputs.json says.</summary>
    public JsonElement Inputs { get; }

    /// <summary>What expected.json says.</summary>
    public JsonElement Expected { get; }

    /// <summary>
    /// The tensors that can be compared: logits, and input and output of the projections. Others (<c>hidden_states</c>)
    /// are there to find the layer that differs.
    /// </summary>
    public IEnumerable<string> Tensors => TensorsOf(tensors.Entries.Keys);

    /// <summary>The subjects that have scores.</summary>
    public IEnumerable<string> Subjects => SubjectsOf(Expected);

    /// <summary>Opens a folder and loads its model.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How the model is loaded; by the environment's variables where it is null.</param>
    /// <exception cref="NegPreactException">A file is missing or malformed, or the model cannot be loaded.</exception>
    public static ReferenceFolder Open(string folder, LoadOptions? options = null) => new(folder, options);

    /// <summary>Runs the model for each of the <see cref="Tensors"/> and <see cref="Subjects"/> and compares.</summary>
    /// <param name="cancellation">Stops between batches.</param>
    public IEnumerable<Difference> Compare(CancellationToken cancellation = default) =>
        Tensors.Select(CompareTensor).Concat(Subjects.SelectMany(s => CompareScores(s, cancellation)));

    /// <summary>Runs the model for one of the <see cref="Tensors"/> and compares.</summary>
    /// <param name="tensor">Its name.</param>
    /// <exception cref="NegPreactException">There is no such tensor, or it has another size.</exception>
    public Difference CompareTensor(string tensor)
    {
        var expected = tensors.ReadSingles(tensor);
        using var scope = NewDisposeScope();
        var words = tensor.Split('.').ToList(); // such as preact.1, or ablate_negative.padded.logits
        if (!words.Remove(Logits))
            return Compare(tensor, expected, AtProjection(
                Model, Table(Inputs.GetProperty("input_ids")), words[0] == "preact", int.Parse(words[1])));
        var padded = words.Remove(Padded);
        using var ablation = Apply(words.Count == 0 ? Dense : string.Join('.', words));
        if (!padded)
            return Compare(tensor, expected, Values(Model.Logits(Table(Inputs.GetProperty("input_ids")))));

        // The rows go in at their own lengths, and only real positions count.
        var batch = Inputs.GetProperty(Padded);
        var mask = Table(batch.GetProperty("attention_mask"));
        var rows = Table(batch.GetProperty("input_ids")).Zip(mask, (ids, m) => ids[..m.Sum()]).ToArray();
        var real = mask.SelectMany(m => m).SelectMany(m => Enumerable.Repeat(m == 1, Model.Network.VocabularySize))
            .ToArray();
        float[] Real(float[] values) => [.. values.Where((_, i) => real[i])];
        return Compare(tensor, Real(expected), Real(Values(Model.Logits(rows))));
    }

    /// <summary>Scores texts and sentence pairs under one of the <see cref="Subjects"/> and compares.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="cancellation">Stops between batches.</param>
    public IEnumerable<Difference> CompareScores(string subject, CancellationToken cancellation = default) =>
        ReferenceScores.Compare(this, subject, cancellation);

    /// <summary>Does to the model what a subject says, until the result is disposed.</summary>
    /// <param name="subject">The subject.</param>
    /// <exception cref="NegPreactException">There is no such subject.</exception>
    public IDisposable Apply(string subject)
    {
        if (subject == Dense)
            return Model.Apply(Intervention.None);
        foreach (var ablation in Ablation.All)
            if (ablation.ReferenceName is { } name && subject.StartsWith(name, StringComparison.Ordinal))
                return Model.Ablate(Neurons(subject[name.Length..]), ablation);
        throw new NegPreactException(
            ErrorKind.Reference, $"{Folder} has the subject '{subject}', which names no known ablation; use a "
            + "reference of this version.");
    }

    /// <summary>Neurons of given layers, none in the others.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="neurons">The neurons of each of them.</param>
    public NeuronSet NeuronsOf(IReadOnlyList<int> layers, IReadOnlyList<IReadOnlyList<int>> neurons)
    {
        var each = Model.IntermediateSizes.Select(_ => (IReadOnlyList<int>)[]).ToArray();
        foreach (var (layer, chosen) in layers.Zip(neurons))
            each[layer] = chosen;
        return NeuronSet.Of(each, Model.IntermediateSizes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        tensors.Dispose();
    }

    internal static JsonElement Read(string path)
    {
        try
        {
            using var document = ForeignJson.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.Reference, $"{path} is not valid JSON ({e.Message}); get the file again.", e);
        }
    }

    internal static IEnumerable<string> TensorsOf(IEnumerable<string> names) =>
        names.Where(n => n.Split('.') is [.., Logits] or ["preact" or "mlp_input", _]);

    internal static IEnumerable<string> SubjectsOf(JsonElement expected) =>
        expected.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object
        && p.Value.TryGetProperty("sequence_losses", out _)).Select(p => p.Name);

    internal static float[] Values(Tensor tensor)
    {
        using var here = tensor.cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(here.bytes).ToArray();
    }

    internal static int[] Ints(JsonElement values) => [.. values.EnumerateArray().Select(v => v.GetInt32())];

    internal static int[][] Table(JsonElement rows) => [.. rows.EnumerateArray().Select(Ints)];

    internal static Difference Compare(string name, float[] expected, float[] actual) =>
        Difference.Of(name, Array.ConvertAll(expected, v => (double)v), Array.ConvertAll(actual, v => (double)v),
        isScore: false);

    /// <summary>What goes into the projection of a layer, or comes out of it.</summary>
    internal static float[] AtProjection(LanguageModel model, int[][] ids, bool output, int layer)
    {
        float[] seen = [];
        using (model.Observe(
            (l, input, preActivation) => seen = l == layer ? Values(output ? preActivation : input) : seen))
            model.Run(ids);
        return seen;
    }

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

    private JsonElement Json(string file)
    {
        if (!Directory.Exists(Folder))
            throw new NegPreactException(
                ErrorKind.Reference, $"There is no folder or file {Folder}; check the name of what is to be compared.");
        var path = Path.Combine(Folder, file);
        return File.Exists(path)
            ? Read(path)
            : throw new NegPreactException(
                ErrorKind.Reference, $"{Folder} holds no {file}; name a folder with a model and the outputs of a "
                + "reference (inputs.json, expected.json, expected.safetensors), or one with GGUF files and theirs "
                + "(NAME.gguf, NAME.json, NAME.expected.safetensors).");
    }
}
