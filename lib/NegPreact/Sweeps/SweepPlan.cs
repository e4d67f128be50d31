using System.Text.Json;

namespace NegPreact.Sweeps;

/// <summary>
/// What a sweep measures: models x revisions x neurons x percentages x layers x ablations x seeds x tasks, read from a
/// JSON file.
/// </summary>
/// <remarks>
/// Beside every combination, each task is measured on every untouched model. Seeds multiply only what is drawn at
/// random.
/// </remarks>
public sealed record SweepPlan
{
    private static readonly string[] fields =
        [.. typeof(SweepPlan).GetProperties().Concat(typeof(SweepTask).GetProperties()).Select(
        p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Distinct()];

    /// <summary>
    /// Hugging Face folders, by their paths or by their paths in this repository, or models on the Hub
    /// (<c>owner/name</c>).
    /// </summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>
    /// Revisions of every model: branches or tags on the Hub, or folders in a model folder's <c>checkpoints</c>. Empty
    /// for each model as it is.
    /// </summary>
    public IReadOnlyList<string> Revisions { get; init; } = [];

    /// <summary>
    /// The text on which neurons are scored and matched, and perplexity is measured: a path, or the name of a text
    /// among <see cref="Hub.DataSets"/> (<c>wikitext-2/wiki.test.raw</c>).
    /// </summary>
    public string Text { get; init; } = "data/prose";

    /// <summary>Tokens per window of the text.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>Which neurons are ablated. Empty for the untouched models alone.</summary>
    public IReadOnlyList<Selection> Neurons { get; init; } = [];

    /// <summary>How many of each layer, per cent.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1];

    /// <summary>
    /// In which layers of the model, one choice after another: <c>all</c> at once, <c>early</c> and <c>late</c> (the
    /// two halves), <c>each</c> alone, <c>cumulative</c> (from the first layer up and from the last one down), a layer
    /// (<c>7</c>, from 0) or several (<c>4-9</c>). Empty for all at once.
    /// </summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What is done to them.</summary>
    public IReadOnlyList<Ablation> Ablations { get; init; } = [Ablation.ZeroNegative];

    /// <summary>Seeds of what is drawn at random.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1];

    /// <summary>What is measured.</summary>
    public required IReadOnlyList<SweepTask> Tasks { get; init; }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NegPreactException">
    /// It is missing, not a valid plan (line and field are named), or asks for something impossible.
    /// </exception>
    public static SweepPlan Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var place = Repository.Resolve(path);
        try
        {
            return JsonSerializer.Deserialize<SweepPlan>(
                File.ReadAllBytes(place), CanonicalJson.Options)?.Checked(place)
                ?? throw new NegPreactException(
                    ErrorKind.SweepPlan, $"{place}: holds no plan; give at least \"models\" and \"tasks\" (see "
                    + "docs/sweep.json).");
        }
        catch (JsonException e)
        {
            var field = e.Path?.Split('.')[^1];
            var what = fields.Contains(field?.Split('[')[0]) || field is null or "$"
                ? $"{(field is null or "$" ? "this" : $"\"{field}\"")} is not as a plan has it "
                    + $"({e.Message.Split(" Path: ")[0].TrimEnd('.')})"
                : $"\"{field}\" is not a field of a plan; the fields are {string.Join(", ", fields)}";
            throw new NegPreactException(
                ErrorKind.SweepPlan, $"{place}{(e.LineNumber is { } line ? $", line {line + 1}" : "")}: {what}. See "
                + "docs/sweep.json.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.SweepPlan, $"{place}: cannot be read ({e.Message}); name a plan (see docs/sweep.json).", e);
        }
    }

    /// <summary>Every measurement, model by model, always in the same order.</summary>
    /// <param name="layersOf">
    /// How many layers a model has, by the name that units have for it; asked only where the plan names layers.
    /// </param>
    /// <exception cref="NegPreactException">A model has no such layer.</exception>
    public IReadOnlyList<SweepUnit> Units(Func<string, int>? layersOf = null) =>
    [
        .. from untouched in Untouched()
           from condition in Conditions(untouched, layersOf)
           from task in Tasks
           select condition with { Task = task },
    ];

    /// <summary>The first task on every model as it is.</summary>
    internal IEnumerable<SweepUnit> Untouched() =>
        from model in Models
        from revision in Revisions.Count == 0 ? [null] : Revisions.Select(r => (string?)r)
        select new SweepUnit(model, revision, null, null, null, null, Tasks[0]);

    private IEnumerable<SweepUnit> Conditions(SweepUnit untouched, Func<string, int>? layersOf)
    {
        yield return untouched;
        var choices = LayersIn(untouched.Checkpoint, layersOf);
        foreach (var percent in Percents)
            foreach (var layers in choices)
                foreach (var neurons in Neurons)
                    foreach (var seed in neurons.IsDrawn ? Seeds.Select(s => (int?)s) : [null])
                        foreach (var ablation in Ablations)
                            yield return untouched with
                            {
                                Neurons = neurons,
                                Percent = percent,
                                Ablation = ablation,
                                Seed = seed,
                                Layers = layers,
                            };
    }

    private IReadOnlyList<SweepLayers?> LayersIn(string model, Func<string, int>? layersOf)
    {
        if (Layers.Count == 0)
            return [null];
        ArgumentNullException.ThrowIfNull(layersOf);
        try
        {
            return SweepLayers.In(Layers, layersOf(model));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new NegPreactException(
                ErrorKind.SweepPlan, $"The plan names layers {e.ActualValue}, but {model} has layers 0 to "
                + $"{layersOf(model) - 1}; name layers that every model has.", e);
        }
    }

    /// <summary>The plan itself, if it asks for something possible.</summary>
    /// <param name="place">The file that it is from.</param>
    /// <exception cref="NegPreactException">It does not.</exception>
    internal SweepPlan Checked(string place)
    {
        Several("models", Models);
        Several("tasks", Tasks);
        Several("revisions", Revisions, orNone: true);
        Several("neurons", Neurons, orNone: true);
        Several("percents", Percents);
        Several("layers", Layers, orNone: true);
        Several("ablations", Ablations);
        Several("seeds", Seeds);
        if (Percents.FirstOrDefault(p => p is not (> 0 and <= 100), 1) is not (> 0 and <= 100) and var percent)
            throw Wrong($"{percent} % of a layer cannot be ablated; give percentages above 0 and up to 100");
        if (Layers.FirstOrDefault(l => !SweepLayers.IsChoice(l)) is { } layers)
            throw Wrong($"\"layers\" has \"{layers}\"; write {string.Join(", ", SweepLayers.Names)}, a layer as "
                + "\"7\" (from 0) or several as \"4-9\"");
        if (WindowLength < 2)
            throw Wrong($"windows of {WindowLength} tokens predict nothing; give a \"windowLength\" of 2 or more");
        foreach (var name in Models.Concat(Revisions).Append(Text))
            if (name.Length == 0 || name.Any(char.IsControl))
                throw Wrong("a name of a model, a revision or the text is empty or holds a control character");
        foreach (var task in Tasks)
        {
            if (task.Measure == SweepMeasure.Perplexity
                ? task is not { Path: null, Suite: null, Convention: null, Most: null }
                : string.IsNullOrEmpty(task.Path))
                throw Wrong(task.Measure == SweepMeasure.Perplexity
                    ? "a task that measures perplexity has no further fields; it is measured on the plan's \"text\""
                    : $"a task that measures {task.Measure} has no \"path\"; name its file or folder");
            if (task is { Measure: SweepMeasure.Questions } and not { Suite: null, Convention: null })
                throw Wrong("\"suite\" and \"convention\" are for pairs; leave them out of a task that measures "
                    + "Questions");
            if (task.Most < 1)
                throw Wrong($"a task of at most {task.Most} items measures nothing; give a \"most\" of 1 or more");
        }

        return this;

        void Several<T>(string field, IReadOnlyList<T> values, bool orNone = false)
        {
            if (values.Any(v => v is null))
                throw Wrong($"\"{field}\" has null, which names nothing; leave it out");
            if (values.Count == 0 && !orNone)
                throw Wrong($"\"{field}\" is empty; give at least one");
            if (values.GroupBy(v => v).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw Wrong($"\"{field}\" has {twice.Key} twice; give each once");
        }

        NegPreactException Wrong(string what) => new(ErrorKind.SweepPlan, $"{place}: {what}. See docs/sweep.json.");
    }
}
