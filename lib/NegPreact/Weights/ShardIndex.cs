namespace NegPreact.Weights;

/// <summary>The file `model.safetensors.index.json`: which shard holds which tensor.</summary>
internal static class ShardIndex
{
    private const long MaxBytes = 100_000_000;
    private const string Advice = "Fetch the index again, or make it again from the shards.";

    /// <summary>Reads the map from tensor to shard; every shard is a plain file name.</summary>
    /// <exception cref="NegPreactException">
    /// The index cannot be read, is malformed, or names a file elsewhere.
    /// </exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        byte[] text;
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw new NegPreactException(
                    ErrorKind.WeightsFile, $"{path}: the index is longer than {MaxBytes} bytes. {Advice}");
            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess,
                $"{path}: cannot be opened ({e.Message}). Check the permission to read it.",
                e);
        }

        WeightFormat.RefuseLfsPointer(text, path);
        var json = new StrictJson(text, path, "the index", Advice);
        Dictionary<string, string>? shards = null;
        var keys = new HashSet<string>();
        json.BeginObject("the index");
        while (json.NextKey(keys, "the index", out var key))
            if (key == "weight_map") shards = ReadMap(ref json, path);
            else json.SkipValue();
        json.End();
        return shards is { Count: > 0 } ? shards : throw json.Fail("the index has no weight_map, or an empty one");
    }

    /// <summary>Refuses an index beside a file of all weights, unless it names that file alone.</summary>
    /// <param name="folder">The folder of both, for messages.</param>
    /// <param name="single">The file.</param>
    /// <param name="index">The index.</param>
    /// <param name="shards">What the index names.</param>
    /// <exception cref="NegPreactException">It names another.</exception>
    public static void CheckBeside(string folder, string single, string index, IEnumerable<string> shards)
    {
        if (shards.Any(shard => shard != single))
            throw new NegPreactException(
                ErrorKind.WeightShards,
                $"{folder}: holds both {single} and {index} of other files, which may differ. Remove the one that you "
                    + "do not want.");
    }

    private static Dictionary<string, string> ReadMap(ref StrictJson json, string path)
    {
        var shards = new Dictionary<string, string>();
        var tensors = new HashSet<string>();
        json.BeginObject("weight_map");
        while (json.NextKey(tensors, "weight_map", out var tensor))
        {
            var shard = json.NextString($"the shard of {StrictJson.Show(tensor)}");
            CheckName(shard, path);
            shards[tensor] = shard;
        }

        return shards;
    }

    // Both separators and drive letters are refused on every system: an index travels between them.
    private static void CheckName(string shard, string path)
    {
        var fault =
            Path.IsPathRooted(shard) || shard is ['\\', ..] or [_, ':', ..] ? "is an absolute path"
            : shard.Split('/', '\\').Contains("..") ? "leaves the folder by .."
            : shard.AsSpan().ContainsAny('/', '\\') ? "lies in another folder"
            : shard.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) ? "is not a file name"
            : WeightFormat.IsPickle(shard) ? "may be a pickle"
            : !shard.EndsWith(".safetensors", StringComparison.Ordinal) ? "is not a .safetensors file"
            : null;
        if (fault is not null)
            throw new NegPreactException(
                ErrorKind.UnsafeLink, $"{path}: the shard {StrictJson.Show(shard)} {fault}. Only .safetensors files "
                + "beside the index are opened: fetch the model from a source that you trust.");
    }
}
