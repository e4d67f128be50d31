using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Tokens;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// A GGUF file seen as a model of transformers: the config.json that stands for its metadata, tensors under the names,
/// shapes and orders that transformers has for them, and what the file cannot say and was assumed.
/// </summary>
/// <remarks>What llama.cpp's converter did is undone row by row, so that packed rows can stay packed.</remarks>
internal sealed class GgufModel : ModelSource
{
    private static readonly (string Key, string Field)[] specialTokens =
        [("bos", "bos_token_id"), ("eos", "eos_token_id"), ("padding", "pad_token_id"), ("unknown", "unk_token_id")];

    private readonly OrderedDictionary<string, GgufEntry> entries = new(StringComparer.Ordinal);
    private readonly GgufArchitecture architecture;
    private readonly GgufFields fields;

    private GgufModel(GgufFile file, IReadOnlyCollection<string> acceptUnknown)
    {
        File = file;
        architecture = GgufArchitecture.Of(file.Metadata);
        fields = new GgufFields(file, architecture.Name);
        fields.Config["architectures"] = new JsonArray(architecture.Class);
        fields.Config["model_type"] = architecture.ModelType;
        architecture.Describe(fields);
        foreach (var (key, field) in specialTokens)
            if (GgufVocabulary.IdOrNull(file.Metadata, key) is { } id)
                fields.Config[field] = id;
        fields.RefuseUnknown(acceptUnknown);
        Place();
    }

    /// <summary>The file.</summary>
    public GgufFile File { get; }

    /// <summary>Its tensors by the names that transformers has for them.</summary>
    public IReadOnlyDictionary<string, GgufEntry> Entries => entries;

    /// <summary>The config.json that stands for the metadata.</summary>
    public JsonObject ConfigObject => fields.Config;

    public override string Path => File.Path;

    public override string WeightsSha256 => File.Sha256;

    public override string ConfigSha256 => CanonicalJson.Hash(CanonicalJson.Of(fields.Config));

    public override bool HasTokenizer => File.Metadata.Text("tokenizer.ggml.model") is not (
        null or "none" or "no_vocab");

    public override string Storage =>
        Counted(File.Entries.Values.Select(e => (e.Type.ToString(), e.ElementCount)));

    public override bool IsQuantised => File.Entries.Values.Any(e => e.Type.BlockElements() > 1);

    public override IReadOnlyList<string> Assumed =>
        [.. fields.Assumed, .. GgufTokenizer.Assumed(File.Metadata)];

    /// <summary>Opens a file, checks its header and finds what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="acceptUnknown">Keys of its metadata that are let be if the library does not know them.</param>
    /// <exception cref="NegPreactException">It is damaged, or something in it is not known.</exception>
    public static GgufModel OpenFile(string path, IReadOnlyCollection<string>? acceptUnknown = null)
    {
        var file = GgufFile.Open(path);
        try
        {
            return new GgufModel(file, acceptUnknown ?? []);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override IEnumerable<string> Remarks(string name) =>
    [
        $"{name}: weights stored as {Storage}." + (IsQuantised
            ? " A claim measured on it is a claim on these quantised weights." : ""),
        .. Assumed.Select(a => $"{name}: not in the file, so assumed: {a}."),
    ];

    public override ConfigReader Config() => ConfigReader.Of(fields.Config, Path);

    public override JsonElement ConfigJson() => JsonSerializer.SerializeToElement(fields.Config);

    public override Tokenizer LoadTokenizer() => GgufTokenizer.Read(File.Metadata) ?? throw NoTokenizer(Path);

    public override ILoadedParameters Parameters(string prefix, Device device, LoadOptions options) =>
        new GgufParameters(this, device, options);

    /// <summary>What the file would call a tensor of transformers; its own name where there is none.</summary>
    public string StoredName(string name) => architecture.Stored(name) ?? name;

    /// <summary>Unpacks rows of a tensor, in transformers' order; each element of a vector is a row.</summary>
    /// <param name="entry">The tensor.</param>
    /// <param name="row">The first row.</param>
    /// <param name="destination">As many places as the rows have elements.</param>
    /// <param name="allowNonFinite">Whether NaN and infinity may pass.</param>
    public void CopySingles(GgufEntry entry, long row, Span<float> destination, bool allowNonFinite = false)
    {
        if (entry.Layout == GgufLayout.Transposed && entry.Shape.Count > 1)
        {
            CopyTransposed(entry, row, destination, allowNonFinite);
            return;
        }

        CopyRows(entry, row, entry.StoredColumns, destination, (from, rows) =>
            File.CopySingles(entry.Stored.Name, from * entry.StoredColumns, rows, allowNonFinite));
        if (entry.Layout == GgufLayout.PlusOne)
            foreach (ref var value in destination)
                value -= 1;
    }

    /// <summary>Reads rows of a tensor as they are packed, in transformers' order.</summary>
    /// <param name="entry">The tensor, whose rows are the file's (<see cref="GgufEntry.HasStoredRows"/>).</param>
    /// <param name="row">The first row.</param>
    /// <param name="destination">As many places as the rows have bytes.</param>
    /// <param name="allowNonFinite">Whether blocks may pass that unpack to NaN or infinity.</param>
    public void CopyPacked(GgufEntry entry, long row, Span<byte> destination, bool allowNonFinite = false)
    {
        if (!entry.HasStoredRows)
            throw new InvalidOperationException($"the rows of {entry.Name} are not those of the file");
        CopyRows(entry, row, entry.StoredRowBytes, destination, (from, rows) =>
            File.CopyPacked(entry.Stored.Name, from * entry.StoredRowBytes, rows, allowNonFinite));
    }

    public override void Dispose() => File.Dispose();

    private delegate void Read<T>(long fromRow, Span<T> destination);

    // A group is read at once, since each reading maps a part of the file.
    private static void CopyRows<T>(GgufEntry entry, long row, long width, Span<T> destination, Read<T> read)
    {
        var group = entry.GroupRows;
        if (group == entry.StoredRows && entry.StoredWithin(1 % group) == 1 % group)
        {
            read(row, destination);
            return;
        }

        var held = new T[checked((int)(group * width))];
        var holds = -1L;
        for (; !destination.IsEmpty; row++, destination = destination[(int)width..])
        {
            if (row / group != holds)
            {
                holds = row / group;
                read(entry.StoredGroup(holds) * group, held);
            }

            held.AsSpan((int)(entry.StoredWithin(row % group) * width), (int)width).CopyTo(destination);
        }
    }

    // The rows are the file's columns: all of its rows are gone through for some of them.
    private void CopyTransposed(GgufEntry entry, long row, Span<float> destination, bool allowNonFinite)
    {
        var stored = new float[entry.StoredColumns];
        for (var r = 0; r < entry.StoredRows; r++)
        {
            File.CopySingles(entry.Stored.Name, r * entry.StoredColumns, stored, allowNonFinite);
            for (var i = r; i < destination.Length; i += (int)entry.StoredRows)
                destination[i] = stored[row + (i / entry.StoredRows)];
        }
    }

    private void Place()
    {
        var config = fields.Config;
        var heads = (int)(config["num_attention_heads"] ?? config["n_head"])!;
        var unknown = new List<string>();
        foreach (var stored in File.Entries.Values.Where(e => !fields.Parts.Contains(e.Name)))
        {
            if (architecture.Place(stored.Name) is not { } place)
            {
                unknown.Add(stored.Name);
                continue;
            }

            // What is done to the rows of a matrix is done to its bias; a transposed matrix has a bias as it was.
            var layout = place.Layout == GgufLayout.Transposed && stored.Shape.Count == 1
                ? GgufLayout.AsStored : place.Layout;
            var entry = new GgufEntry(place.Name, stored, layout, layout switch
            {
                GgufLayout.QueryPairs or GgufLayout.QueriesKeysValues => heads,
                GgufLayout.KeyPairs => (int)config["num_key_value_heads"]!,
                GgufLayout.AsStored or GgufLayout.PlusOne or GgufLayout.Transposed => 0,
                _ => throw new InvalidOperationException($"unknown layout {layout}"),
            });
            if (!entry.FitsHeads)
                throw new NegPreactException(
                    ErrorKind.TensorMismatch, $"Tensor '{stored.Name}' in {Path} has {entry.StoredRows} rows, which "
                    + $"cannot be divided among {entry.Heads} heads; the file is damaged or was edited, get it again.");
            entries.Add(place.Name, entry);
        }

        if (unknown.Count > 0)
            throw new NegPreactException(
                ErrorKind.TensorMismatch, $"{Path} holds {Numbers.Count(unknown.Count, "tensor")} that the "
                + $"architecture '{architecture.Name}' does not have, the first being '{unknown[0]}'; use another file "
                + "of the model, or another model.");
    }
}
