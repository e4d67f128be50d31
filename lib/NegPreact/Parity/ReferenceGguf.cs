using System.Text.Json;
using NegPreact.Models;
using NegPreact.Weights;

namespace NegPreact.Parity;

/// <summary>
/// A GGUF file beside what another implementation computed from it: <c>NAME.gguf</c>, <c>NAME.json</c> with the ids
/// that are put in and cases of the tokenizer, and <c>NAME.expected.safetensors</c> with logits and pre-activations.
/// </summary>
public sealed class ReferenceGguf : IReference
{
    private const string ExpectedEnd = ".expected.safetensors";
    private const string Logits = "logits";
    private readonly SafetensorsFile tensors;
    private readonly bool hasTokens;

    private ReferenceGguf(string file, LoadOptions options, Action<string>? tell)
    {
        Description = ReferenceFolder.Read(Beside(file, ".json"));
        tensors = SafetensorsFile.Open(Beside(file, ExpectedEnd));
        try
        {
            Model = LanguageModel.Load(file, options, tell: tell);
        }
        catch
        {
            tensors.Dispose();
            throw;
        }

        hasTokens = options.Tokenizer == TokenizerSource.Folder && Description.TryGetProperty("tokenizer", out var part)
            && part.TryGetProperty("cases", out var cases) && cases.GetArrayLength() > 0;
    }

    /// <inheritdoc/>
    public LanguageModel Model { get; }

    /// <summary>What NAME.json says.</summary>
    public JsonElement Description { get; }

    /// <summary>The tensors that can be compared: logits, and the output of the projections.</summary>
    public IEnumerable<string> Tensors => ReferenceFolder.TensorsOf(tensors.Entries.Keys);

    /// <summary>
    /// The GGUF files of a folder beside which there are expected tensors, in the order of their names.
    /// </summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> In(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder).Where(f => WeightFormat.IsNamedGguf(f)
            && File.Exists(Path.ChangeExtension(f, null) + ExpectedEnd)).Order(StringComparer.Ordinal)];

    /// <summary>Opens the files and loads the model.</summary>
    /// <param name="file">The GGUF file; the others lie beside it.</param>
    /// <param name="options">How the model is loaded; by the environment's variables where it is null.</param>
    /// <param name="tell">As for <see cref="LanguageModel.Load"/>.</param>
    /// <exception cref="NegPreactException">A file is missing or malformed, or the model cannot be loaded.</exception>
    public static ReferenceGguf Open(string file, LoadOptions? options = null, Action<string>? tell = null) =>
        new(file, options ?? LoadOptions.FromEnvironment(), tell);

    /// <summary>
    /// Compares all tensors, and the cases of the tokenizer where there are any and the file's own is used.
    /// </summary>
    /// <inheritdoc/>
    public IEnumerable<Difference> Compare(CancellationToken cancellation = default)
    {
        if (hasTokens)
            yield return CompareTokens();
        foreach (var tensor in Tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return CompareTensor(tensor);
        }
    }

    /// <summary>Runs the model for one of the <see cref="Tensors"/> and compares.</summary>
    /// <param name="tensor">Its name.</param>
    /// <exception cref="NegPreactException">There is no such tensor, or it has another size.</exception>
    public Difference CompareTensor(string tensor)
    {
        var expected = tensors.ReadSingles(tensor);
        if (!Description.TryGetProperty("input_ids", out var rows))
            throw new NegPreactException(
                ErrorKind.Reference, $"The description beside {Model.Folder} has no 'input_ids'; use the files of one "
                + "run of the reference.");
        var ids = ReferenceFolder.Table(rows);
        using var scope = TorchSharp.torch.NewDisposeScope();
        return ReferenceFolder.Compare(tensor, expected, tensor == Logits
            ? ReferenceFolder.Values(Model.Logits(ids))
            : ReferenceFolder.AtProjection(
                Model, ids, tensor.StartsWith("preact", StringComparison.Ordinal), int.Parse(tensor.Split('.')[1])));
    }

    /// <summary>How many of the texts in NAME.json the tokenizer turns into other ids.</summary>
    public Difference CompareTokens()
    {
        var cases = Description.GetProperty("tokenizer").GetProperty("cases").EnumerateArray().ToList();
        double[] wrong = [.. cases.Select(c => Model.Tokenizer.Encode(
            c.GetProperty("text").GetString()!, addSpecialTokens: false).SequenceEqual(
            ReferenceFolder.Ints(c.GetProperty("ids"))) ? 0.0 : 1.0)];
        return Difference.Of("tokenizer: texts with other ids", new double[wrong.Length], wrong, isScore: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        tensors.Dispose();
    }

    private static string Beside(string file, string end)
    {
        var path = Path.ChangeExtension(file, null) + end;
        return File.Exists(path)
            ? path
            : throw new NegPreactException(
                ErrorKind.Reference, $"There is no {path}; a GGUF file that is to be compared has it beside it "
                + $"(NAME.gguf, NAME.json, NAME{ExpectedEnd}).");
    }
}
