using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text.RegularExpressions;
using NegPreact.Hub;
using NegPreact.Models;
using NegPreact.Tokens;

namespace NegPreact;

/// <summary>The states of one model during its training, in order of their steps.</summary>
/// <param name="Name">The model's name, for tables.</param>
/// <param name="Places">The states.</param>
public sealed partial record CheckpointSeries(string Name, IReadOnlyList<CheckpointPlace> Places)
{
    /// <summary>Where the states of a model lie. Nothing is opened or fetched yet.</summary>
    /// <param name="model">
    /// A folder whose subfolder <c>checkpoints</c> holds one model per step (<c>step000512</c>), or a model of the Hub
    /// (<c>owner/name</c>). The folder's own model is the last step, where its <c>training.json</c> says which step
    /// that is.
    /// </param>
    /// <param name="revisions">
    /// Steps separated by commas (<c>step1,step512</c>): on the Hub these revisions, in a folder only these steps.
    /// </param>
    /// <exception cref="NegPreactException">
    /// A revision names no step, a step is missing or duplicated, or there is no such folder and no revision is named.
    /// </exception>
    public static CheckpointSeries Of(string model, string revisions = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(revisions);
        var named = revisions.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(r => new CheckpointPlace(
            StepOf(r) ?? throw new NegPreactException(
            ErrorKind.Checkpoints, $"The revision \"{r}\" does not say which step it is; name revisions such as "
            + "step1,step512."), r)).ToList();
        if (named.GroupBy(n => n.Step).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new NegPreactException(
                ErrorKind.Checkpoints, $"Step {twice.Key} is named more than once "
                + $"({string.Join(", ", twice.Select(n => n.Model))}); name each step once.");
        var folder = Repository.Resolve(model);
        if (File.Exists(folder))
            throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"{model} is one file, and so one state of a model; name a folder with checkpoints, or a model on the "
                    + "Hub and its steps (--revisions step1,step512).");
        return Directory.Exists(folder) ? InFolder(folder, named) : OnHub(model, named);
    }

    /// <summary>The model in a folder as it was before its training; null where it is not kept.</summary>
    internal static string? Untrained(string folder) =>
        Path.Combine(folder, "checkpoints") is var inside && Directory.Exists(inside)
            ? Directory.GetDirectories(inside).FirstOrDefault(path => StepOf(Path.GetFileName(path)) == 0)
            : null;

    /// <summary>
    /// Fetches and looks into all states, so that what can be seen to be wrong is seen before the first measurement.
    /// </summary>
    internal IReadOnlyList<(long Step, string Folder, string Sha256)> Open(HubOptions? hub, CancellationToken stop)
    {
        if (Places.Count < 2)
            throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"{Name} cannot be followed through its training with fewer than two checkpoints; name at least two "
                    + "steps (--revisions step1,step512).");
        using var progress = Progress.Start($"Opening the states of {Name}", Places.Count);
        var opened = new List<(long Step, string Folder, string Sha256)>();
        var tokenizers = new HashSet<string>();
        foreach (var place in Places.OrderBy(p => p.Step))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                var folder = ModelPlace.Find(place.Model, hub).Place;
                Architectures.Read(ConfigReader.Open(folder, LoadOptions.FromEnvironment().AcceptUnknown));
                tokenizers.Add(Tokenizer.IsIn(folder) ? Tokenizer.Load(folder).Sha256 : "");
                opened.Add((place.Step, folder, CheckpointWeights.Sha256(folder, stop)));
            }
            catch (NegPreactException e)
            {
                throw new NegPreactException(
                    e.Kind, $"Step {place.Step} of {Name} cannot be opened, so nothing was measured: {e.Message}", e);
            }

            progress.Report(opened.Count, $"step {place.Step}");
        }

        if (opened.GroupBy(o => o.Sha256).FirstOrDefault(g => g.Count() > 1) is { } equal)
            throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"The weights of {Name} at the steps {string.Join(" and ", equal.Select(o => o.Step))} are equal, "
                + "tensor for tensor: one of them is not what its name says. Leave it out (--revisions).");
        return tokenizers.Count == 1
            ? opened
            : throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"The checkpoints of {Name} have different tokenizers, so their losses cannot be compared; name "
                    + "checkpoints of one training run.");
    }

    private static CheckpointSeries OnHub(string model, List<CheckpointPlace> named)
    {
        if (!HubModelId.TryParse(model, out var id))
            throw new NegPreactException(
                ErrorKind.HubModel,
                $"There is no folder {model}, and it does not name a model on the Hub; name a folder with checkpoints, "
                    + "or owner/name.");
        if (id.ToString() != id.Repository)
            throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"{model} is one checkpoint of a model; name {id.Repository}, and its steps with --revisions "
                    + "step1,step512.");
        return named.Count > 0
            ? new CheckpointSeries(id.Repository,
                [.. named.OrderBy(n => n.Step).Select(n => n with { Model = $"{id.Repository}@{n.Model}" })])
            : throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"There is no folder {model}; if it is a model on the Hub, say which steps of its training to follow "
                    + "(--revisions step1,step512).");
    }

    private static CheckpointSeries InFolder(string folder, List<CheckpointPlace> named)
    {
        var inside = Path.Combine(folder, "checkpoints");
        var there = new SortedDictionary<long, CheckpointPlace>();
        foreach (var path in Directory.Exists(inside) ? Directory.GetDirectories(inside) : [])
            if (StepOf(Path.GetFileName(path)) is { } step && !there.TryAdd(step, new CheckpointPlace(step, path)))
                throw new NegPreactException(
                    ErrorKind.Checkpoints, $"{inside} holds step {step} more than once; leave one.");
        if (there.Count == 0)
            throw new NegPreactException(
                ErrorKind.Checkpoints, $"{folder} holds no folder checkpoints with the steps of its training "
                + "(step000001 and so on), so there is nothing to follow; name a model that has them, or revisions of "
                + "one on the Hub (--model EleutherAI/pythia-410m --revisions step1,step512).");
        if (FinalStep(folder) is { } last && !there.TryAdd(last, new CheckpointPlace(last, folder))
            && CheckpointWeights.Sha256(folder) != CheckpointWeights.Sha256(there[last].Model))
            throw new NegPreactException(
                ErrorKind.Checkpoints, $"{folder} and {there[last].Model} are both the model after step {last}, but "
                + "their weights differ; they are from different runs.");
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return new CheckpointSeries(name, named.Count == 0 ? [.. there.Values]
            : [.. named.OrderBy(n => n.Step).Select(n => there.TryGetValue(n.Step, out var place)
            ? place
            : throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"{inside} holds no step {n.Step}; there are {string.Join(", ", there.Keys)}."))]);
    }

    // What the trainer writes beside the weights.
    private static long? FinalStep(string folder)
    {
        var path = Path.Combine(folder, "training.json");
        try
        {
            return File.Exists(path) && JsonNode.Parse(File.ReadAllText(path))?["settings"]?["steps"] is { } steps
                ? (long)steps : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new NegPreactException(
                ErrorKind.Checkpoints, $"{path} does not say after how many steps the training ended ({e.Message}); "
                + "get the file again.", e);
        }
    }

    private static long? StepOf(string name) =>
        StepPattern().Matches(name) is [{ Groups: [_, var digits] }] && long.TryParse(
        digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null;

    [GeneratedRegex("step[-_]?([0-9]+)", RegexOptions.IgnoreCase)]
    private static partial Regex StepPattern();
}

/// <summary>A model as it was after some steps of its training.</summary>
/// <param name="Step">After how many steps.</param>
/// <param name="Model">Where it is: a folder, or a name of the Hub with its revision.</param>
public sealed record CheckpointPlace(long Step, string Model);
