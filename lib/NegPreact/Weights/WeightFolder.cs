using System.Security.Cryptography;
using System.Text;

namespace NegPreact.Weights;

/// <summary>
/// The weights of a folder in Hugging Face layout: `model.safetensors`, or `model.safetensors.index.json` and the
/// shards it names, which must agree with it tensor for tensor. Both may be there where the index names the one file.
/// </summary>
/// <remarks>
/// A file may be a link only to a file of the same folder, or, where the folder is a snapshot of the Hugging Face cache
/// (`models--owner--name/snapshots/revision`), into `blobs` of that same `models--…` folder, which is how the cache is
/// built. Every other link is refused, and so is an index that names files elsewhere.
/// </remarks>
public sealed class WeightFolder : IDisposable
{
    private const string SingleFile = "model.safetensors";
    private const string IndexFile = "model.safetensors.index.json";
    private readonly OrderedDictionary<string, SafetensorsFile> files = []; // by name in the folder
    private readonly Dictionary<string, SafetensorsFile> holders = []; // by tensor
    private readonly OrderedDictionary<string, TensorEntry> entries = [];
    private readonly Lazy<string> sha256;

    private WeightFolder(string path)
    {
        Path = path;
        sha256 = new(Hash);
    }

    /// <summary>The folder as it was named.</summary>
    public string Path { get; }

    /// <summary>
    /// The tensors of all files by name: shards in the order of their names, tensors in the order of their bytes. Begin
    /// and End count within the tensor's own shard.
    /// </summary>
    public IReadOnlyDictionary<string, TensorEntry> Entries => entries;

    /// <summary>
    /// The SHA-256 of the weights in lower-case hexadecimal, computed at the first call. For one file it is the file's
    /// own. For shards it is the hash of the lines `hash, two spaces, name` of the shards in the ordinal order of their
    /// names: what `sha256sum *.safetensors | sha256sum` prints where the shards stand alone. The index is not in it,
    /// since it says nothing that the shards do not.
    /// </summary>
    public string Sha256 => sha256.Value;

    /// <summary>Opens a folder's weights and checks all their headers.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="NegPreactException">There are no safetensors weights in it, or they are not sound.</exception>
    public static WeightFolder Open(string folder)
    {
        if (!Directory.Exists(folder))
            throw new NegPreactException(
                ErrorKind.ModelFolder,
                $"{folder}: {(File.Exists(folder) ? "is a file, not a folder" : "there is no such folder")}. Name the "
                + $"folder that holds {SingleFile}.");
        var weights = new WeightFolder(folder);
        try
        {
            weights.OpenFiles();
            return weights;
        }
        catch (Exception e)
        {
            weights.Dispose();
            if (e is IOException or UnauthorizedAccessException)
                throw new NegPreactException(
                    ErrorKind.FileAccess,
                    $"{folder}: cannot be read ({e.Message}). Check the permission to read it.",
                    e);
            throw;
        }
    }

    /// <inheritdoc cref="SafetensorsFile.CopySingles(string, Span{float}, bool)"/>
    public void CopySingles(string name, Span<float> destination, bool allowNonFinite = false) =>
        Holder(name).CopySingles(name, destination, allowNonFinite);

    /// <inheritdoc cref="SafetensorsFile.CopySingles(string, long, Span{float}, bool)"/>
    public void CopySingles(string name, long from, Span<float> destination, bool allowNonFinite = false) =>
        Holder(name).CopySingles(name, from, destination, allowNonFinite);

    /// <inheritdoc cref="SafetensorsFile.CopyHalfWidth"/>
    public void CopyHalfWidth(string name, long from, Span<ushort> destination, bool allowNonFinite = false) =>
        Holder(name).CopyHalfWidth(name, from, destination, allowNonFinite);

    /// <inheritdoc cref="SafetensorsFile.ReadSingles"/>
    public float[] ReadSingles(string name, bool allowNonFinite = false) => Holder(name)
        .ReadSingles(name, allowNonFinite);

    /// <summary>Closes the files; twice is harmless.</summary>
    public void Dispose()
    {
        foreach (var file in files.Values) file.Dispose();
    }

    private void OpenFiles()
    {
        var present = Directory.EnumerateFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p)).ToHashSet();
        switch (present.Contains(SingleFile), present.Contains(IndexFile))
        {
            case (true, false):
                OpenFile(SingleFile);
                break;
            case (var both, true):
                var shards = ShardIndex.Read(Locate(IndexFile));
                if (both)
                    ShardIndex.CheckBeside(Path, SingleFile, IndexFile, shards.Values);
                OpenShards(shards);
                break;
            default:
                throw NoWeights(present);
        }
    }

    private NegPreactException NoWeights(IEnumerable<string> present)
    {
        var pickles = present.Where(WeightFormat.IsPickle).Order(StringComparer.Ordinal).ToList();
        if (pickles.Count == 0)
            return new(
                ErrorKind.ModelFolder,
                $"{Path}: holds neither {SingleFile} nor {IndexFile}. Name a folder in Hugging Face layout.");
        return pickles.Find(p => Llama2cFile.Is(System.IO.Path.Combine(Path, p))) is { } model
            ? new(
                ErrorKind.ModelFolder,
                $"{Path}: holds {model}, a model of llama2.c, but no {SingleFile}. {WeightFormat.Llama2cAdvice}")
            : new(
                ErrorKind.Pickle,
                $"{Path}: holds {string.Join(", ", pickles)} but no {SingleFile}. {WeightFormat.PickleAdvice}");
    }

    private void OpenShards(IReadOnlyDictionary<string, string> shardOf)
    {
        foreach (var shard in shardOf.Values.Distinct().Order(StringComparer.Ordinal)) OpenFile(shard);
        foreach (var (tensor, holder) in holders)
            if (!shardOf.ContainsKey(tensor))
                throw new NegPreactException(
                    ErrorKind.WeightShards, $"{holder.Path}: holds the tensor {StrictJson.Show(tensor)}, which "
                    + $"{IndexFile} does not list. Fetch index and shards from one revision.");
        foreach (var (tensor, shard) in shardOf)
            if (!files[shard].Entries.ContainsKey(tensor))
                throw new NegPreactException(
                    ErrorKind.WeightShards, $"{files[shard].Path}: lacks the tensor {StrictJson.Show(tensor)}, which "
                    + $"{IndexFile} lists in it. Fetch index and shards from one revision.");
    }

    private void OpenFile(string name)
    {
        var file = SafetensorsFile.Open(Locate(name));
        files.Add(name, file);
        foreach (var (tensor, entry) in file.Entries)
        {
            if (!holders.TryAdd(tensor, file))
                throw new NegPreactException(
                    ErrorKind.WeightShards, $"{file.Path}: holds the tensor {StrictJson.Show(tensor)}, which "
                    + $"{holders[tensor].Path} holds too. Fetch all shards from one revision.");
            entries.Add(tensor, entry);
        }
    }

    private string Locate(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        var real = RealPath.Of(path);
        if (!File.Exists(real)) // asked of the link itself, .NET answers yes even where it leads to nothing
            throw new NegPreactException(
                ErrorKind.ModelFolder,
                $"{path}: is missing, or is a broken link. Fetch the model again: all of its files are needed.");
        var folder = RealPath.Of(Path);
        var home = System.IO.Path.GetDirectoryName(real);
        if (home != folder && (home is null || home != CacheBlobs(folder)))
            throw new NegPreactException(
                ErrorKind.UnsafeLink, $"{path}: is a link that leaves the model's folder. Put the file itself there, "
                + "or fetch the model from a source that you trust.");
        return path;
    }

    /// <summary>The folder that a Hugging Face cache snapshot's links point into; null where this is none.</summary>
    private static string? CacheBlobs(string folder)
    {
        for (var d = new DirectoryInfo(folder); d.Parent?.Parent is { } model; d = d.Parent)
            if (d.Parent.Name == "snapshots" && model.Name.StartsWith("models--", StringComparison.Ordinal))
                return System.IO.Path.Combine(model.FullName, "blobs");
        return null;
    }

    private SafetensorsFile Holder(string name) =>
        holders.TryGetValue(name, out var file)
            ? file
            : throw new NegPreactException(
                ErrorKind.TensorRequest, $"{Path}: has no tensor {StrictJson.Show(name)}. Check the name against the "
                + $"folder's {entries.Count} entries.");

    private string Hash()
    {
        if (files.Count == 1) return files.GetAt(0).Value.Sha256;
        var lines = string.Concat(files.Select(f => $"{f.Value.Sha256}  {f.Key}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)));
    }
}
