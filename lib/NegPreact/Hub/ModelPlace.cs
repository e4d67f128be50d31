using NegPreact.Weights;

namespace NegPreact.Hub;

/// <summary>What a model's name in a notebook or a command means.</summary>
internal static class ModelPlace
{
    /// <summary>
    /// The folder in Hugging Face layout or the GGUF file, and the model's name for tables. What exists on the disk is
    /// never looked for on the Hub. A folder that holds one GGUF file and no safetensors stands for that file.
    /// </summary>
    /// <exception cref="NegPreactException">
    /// There is no such file, the folder holds several, or it is a name of the Hub and cannot be had from there.
    /// </exception>
    public static (string Place, string Name) Find(string named, HubOptions? options)
    {
        var place = Repository.Resolve(named);
        if (Directory.Exists(place))
            return GgufIn(place) is { } only ? (only, NameOf(only)) : (place, NameOf(place));
        if (WeightFormat.IsNamedGguf(named) && !File.Exists(place))
            throw new NegPreactException(
                ErrorKind.ModelFolder, $"There is no file {named}; name a GGUF file, a folder in Hugging Face "
                + "layout, or "
                + "a model on the Hub (owner/name).");
        if (Path.Exists(place))
            return (place, NameOf(place));
        if (!HubModelId.TryParse(named, out var id))
            throw new NegPreactException(
                ErrorKind.ModelFolder, $"There is no folder {named}; name a folder in Hugging Face layout, a "
                + "GGUF file, "
                + "or a model on the Hub with its owner (owner/name, such as openai-community/gpt2).");
        var stop = Progress.Cancellation; // asked for here, on the cell's own thread
        try
        {
            using var hub = new HubClient(options ?? HubOptions.FromEnvironment());
            return (Task.Run(() => hub.FetchAsync(id, stop)).GetAwaiter().GetResult().Folder, id.ToString());
        }
        catch (NegPreactException e)
        {
            throw new NegPreactException(
                e.Kind,
                $"There is no folder {named}, and as a model on the Hub: {e.Message}",
                e);
        }
    }

    // Not one of several parts, whose others it does not name.
    private static string? GgufIn(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder)];
        if (files.Any(f => f.EndsWith(".safetensors", StringComparison.Ordinal)
            || f.EndsWith(".safetensors.index.json", StringComparison.Ordinal)))
            return null;
        string[] found = [.. files.Where(WeightFormat.IsNamedGguf).Order(StringComparer.Ordinal)];
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new NegPreactException(
                ErrorKind.ModelFolder, $"{folder} holds {found.Length} GGUF files; name one of them, such as "
                + $"{found[0]}.");
    }

    private static string NameOf(string place)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(place));
        return WeightFormat.IsNamedGguf(name) && !Directory.Exists(place) ? Path.GetFileNameWithoutExtension(name)
            : name;
    }
}
