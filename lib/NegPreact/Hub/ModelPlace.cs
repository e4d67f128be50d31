namespace NegPreact.Hub;

/// <summary>What a model's name in a notebook or a command means.</summary>
internal static class ModelPlace
{
    /// <summary>
    /// The folder, and the model's name for tables. A folder that exists is never looked for on the Hub.
    /// </summary>
    /// <exception cref="NegPreactException">It is a name of the Hub, and cannot be had from there.</exception>
    public static (string Folder, string Name) Find(string named, HubOptions? options)
    {
        var folder = Repository.Resolve(named);
        if (Path.Exists(folder) || !HubModelId.TryParse(named, out var id))
            return (folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
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
}
