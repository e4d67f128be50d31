using NegPreact.Weights;

namespace NegPreact.Hub;

/// <summary>Which of a model's files are wanted: configuration, tokenizer, safetensors.</summary>
internal static class ModelFiles
{
    public const string Config = "config.json", Weights = "model.safetensors", Index = "model.safetensors.index.json";

    private static readonly string[] tokenizer =
        ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json",
        "merges.txt", "tokenizer.model"];

    /// <summary>The small files and the weights, or the index of the weights, that a model offers.</summary>
    /// <remarks>
    /// Where there are both one file and an index, the one file, as transformers does.
    /// </remarks>
    /// <exception cref="NegPreactException">There are no weights that can be read.</exception>
    public static IReadOnlyList<string> Choose(IReadOnlyCollection<string> offered, HubModelId id, Uri endpoint)
    {
        var page = $"{endpoint.AbsoluteUri.TrimEnd('/')}/{id.Repository}";
        if (!offered.Contains(Config))
            throw new NegPreactException(
                ErrorKind.HubModel,
                $"{id} has no {Config}, so its weights cannot be interpreted: name a repository that holds a model as "
                    + $"transformers writes it ({page}).");
        var weights = offered.Contains(Weights) ? Weights : offered.Contains(Index) ? Index : null;
        if (weights is null)
        {
            var pickles = offered.Where(WeightFormat.IsPickle).Order(StringComparer.Ordinal).Take(3)
                .Select(StrictJson.Show).ToList();
            throw pickles.Count > 0
                ? new NegPreactException(
                    ErrorKind.Pickle, $"{id} has its weights only as {string.Join(", ", pickles)}: pickles can run "
                    + $"code when opened, so they are not fetched. Name another revision that has {Weights} "
                    + $"(conversions often lie at {id.Repository}@refs/pr/1; see {page}/discussions), or convert them.")
                : new NegPreactException(
                    ErrorKind.HubModel, $"{id} has neither {Weights} nor {Index}: name a repository that holds a model "
                    + $"as transformers writes it ({page}).");
        }

        return [Config, .. tokenizer.Where(offered.Contains), weights];
    }

    /// <summary>The shards that an index names: plain names, checked.</summary>
    /// <exception cref="NegPreactException">The index is malformed, or names a file elsewhere.</exception>
    public static IReadOnlyList<string> Shards(string index) =>
        [.. ShardIndex.Read(index).Values.Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The files that a folder should hold, by what it does hold; each with whether it is there.</summary>
    /// <exception cref="NegPreactException">
    /// Its weights could not be opened: two sets, or a malformed index.
    /// </exception>
    public static IReadOnlyList<(string Name, bool Present)> Wanted(string folder)
    {
        bool Here(string name) => File.Exists(RealPath.Of(Path.Combine(folder, name)));
        var names = new List<string> { Config };
        names.AddRange(tokenizer.Where(Here));
        var shards = Here(Index) ? Shards(Path.Combine(folder, Index)) : null;
        if (shards is not null && Here(Weights))
            ShardIndex.CheckBeside(folder, Weights, Index, shards);
        names.AddRange(shards is null ? [Weights] : [Index, .. shards]);
        return [.. names.Select(n => (n, Here(n)))];
    }
}
