using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NegPreact.Weights;

namespace NegPreact.Hub;

/// <summary>
/// What checkpoints' weights hold, and whether those that are measured side by side really differ. Published training
/// histories have branches with the weights of another step (issues 83, 195, 198, 205 and 206 of EleutherAI/pythia),
/// which no curve over steps survives.
/// </summary>
public static class CheckpointWeights
{
    // Buffers that some versions of transformers wrote beside the weights and others did not: no part of what was
    // trained.
    private static readonly string[] buffers = ["rotary_emb.inv_freq", "masked_bias", "causal_mask"];

    /// <summary>
    /// The SHA-256 of what a folder's weights hold, in lower-case hexadecimal: of all floating-point tensors in the
    /// order of their names, whatever the files are called, however they are cut into shards, and whatever their
    /// headers say besides. Of a GGUF file it is the file's own.
    /// </summary>
    /// <param name="folder">A folder in Hugging Face layout, or a GGUF file.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NegPreactException">Its weights cannot be read, or there are none.</exception>
    public static string Sha256(string folder, CancellationToken cancellation = default)
    {
        if (WeightFormat.IsGguf(folder))
        {
            using var file = GgufFile.Open(folder);
            return file.Sha256;
        }

        using (WeightFolder.Open(folder)) // checks all there is to check, links included
        {
            var index = Path.Combine(folder, ModelFiles.Index);
            IReadOnlyList<string> names = File.Exists(index) ? ModelFiles.Shards(index) : [ModelFiles.Weights];
            var files = names.Select(n => Path.Combine(folder, n)).ToList();
            var tensors = files.SelectMany(Tensors).Where(t => IsTrained(t.Entry))
                .OrderBy(t => t.Entry.Name, StringComparer.Ordinal).ToList();
            if (tensors.Count == 0)
                throw new NegPreactException(ErrorKind.ModelFolder, $"{folder}: its weights hold no floating-point "
                    + "tensor, so there is nothing to compare. Name a model's folder.");
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var (path, start, entry) in tensors)
            {
                var shape = string.Join(',', entry.Shape);
                hash.AppendData(Encoding.UTF8.GetBytes($"{entry.Name}\0{entry.Dtype.SafetensorsName()}\0{shape}\0"));
                Append(hash, path, start + entry.Begin, start + entry.End, cancellation);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Hashes the weights of checkpoints that are to be compared, and refuses two that are equal.</summary>
    /// <param name="folders">The checkpoints' folders by the names that a person knows them by.</param>
    /// <param name="allowEqual">Whether equal ones are let through.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>For each name, in the order given, <see cref="Sha256"/>.</returns>
    /// <exception cref="NegPreactException">Two hold equal weights, or one cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> CheckDistinct(
        IEnumerable<KeyValuePair<string, string>> folders, bool allowEqual = false,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var all = folders.ToList();
        var hashes = new OrderedDictionary<string, string>();
        using var progress = Progress.Start("Comparing weights", all.Count);
        foreach (var (name, folder) in all)
        {
            hashes[name] = Sha256(folder, cancellation);
            progress.Report(hashes.Count, name);
        }

        var equal = hashes.GroupBy(h => h.Value, h => h.Key).Where(g => g.Count() > 1)
            .Select(g => string.Join(" = ", g)).ToList();
        return equal.Count == 0 || allowEqual
            ? hashes
            : throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"The weights of these checkpoints are equal, tensor for tensor: {string.Join("; ", equal)}. One of "
                    + "them is not what its name says: leave it out, or allow it (--allow-equal) if it is intended.");
    }

    private static bool IsTrained(TensorEntry entry) =>
        entry.Dtype is TensorDtype.Float16 or TensorDtype.BFloat16 or TensorDtype.Float32 or TensorDtype.Float64
        && !buffers.Any(b => entry.Name.EndsWith(b, StringComparison.Ordinal));

    private static List<(string Path, long Start, TensorEntry Entry)> Tensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        using var handle = File.OpenHandle(path);
        Span<byte> length = stackalloc byte[8];
        RandomAccess.Read(handle, length, 0);
        var start = 8 + BinaryPrimitives.ReadInt64LittleEndian(length);
        return [.. file.Entries.Values.Select(e => (path, start, e))];
    }

    private static void Append(IncrementalHash hash, string path, long from, long to, CancellationToken cancellation)
    {
        using var handle = File.OpenHandle(path);
        var buffer = new byte[Math.Min(1 << 20, to - from)];
        while (from < to)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - from)), from);
            if (read == 0)
                throw new NegPreactException(ErrorKind.WeightsFile, $"{path}: became shorter while it was read. Fetch "
                    + "it again.");
            hash.AppendData(buffer, 0, read);
            from += read;
        }
    }
}
