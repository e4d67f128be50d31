using NegPreact.Hub;
using NegPreact.Models;
using NegPreact.Results;

namespace NegPreact.Sweeps;

/// <summary>
/// Measures a plan unit by unit, each into its own file: an interrupted run resumes where it stopped, and parts of a
/// plan can be run separately and merged.
/// </summary>
/// <example>
/// <code>
/// var sweep = Sweep.Open("docs/sweep.json", "out/sweep");
/// Console.WriteLine(sweep.Run());
/// </code>
/// </example>
public sealed class Sweep
{
    private readonly SweepFolder folder;
    private readonly SweepData data;
    private readonly Dictionary<string, string> places;
    private readonly ResultStore? measurements;

    private Sweep(SweepFolder folder, SweepData data, Dictionary<string, string> places, ResultStore? measurements) =>
        (this.folder, this.data, this.places, this.measurements, Units) = (
        folder, data, places, measurements, folder.Manifest.Units());

    /// <summary>Every unit of the plan.</summary>
    public IReadOnlyList<SweepUnit> Units { get; }

    /// <summary>The table that is written at the end.</summary>
    public string TablePath => folder.TablePath;

    /// <summary>Reads a plan, finds its models and data, hashes them, and opens the folder for its results.</summary>
    /// <param name="plan">The plan's file.</param>
    /// <param name="output">The folder; it may hold a part of the same sweep.</param>
    /// <param name="fresh">Whether existing units are measured again.</param>
    /// <param name="allowEqual">Whether two models may have equal weights.</param>
    /// <param name="measurements">
    /// Where what units share is kept (scores of neurons, searches for a match);
    /// <see cref="ResultStore.FromEnvironment"/> if null.
    /// </param>
    /// <param name="tell">
    /// Receives a sentence for each file that cannot be used; the console's error stream if null.
    /// </param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="NegPreactException">
    /// Plan, model or data cannot be used, two models are equal, or the folder holds something else.
    /// </exception>
    public static Sweep Open(
        string plan, string output, bool fresh = false, bool allowEqual = false, ResultStore? measurements = null,
        Action<string>? tell = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        var read = SweepPlan.Load(plan);
        var data = SweepData.Load(read);
        var places = read.Untouched().ToDictionary(u => u.Checkpoint, u => Place(u.Model, u.Revision));
        if (places.Count > 1)
            CheckpointWeights.CheckDistinct(places, allowEqual, cancellation);
        var manifest = SweepManifest.Of(
            read, places.ToDictionary(p => p.Key, p => Hashes(p.Value)), data.Text.Sha256, data.Hashes) with
        {
            Layers = read.Layers.Count == 0 ? null : places.ToDictionary(p => p.Key, p => Layers(p.Value)),
        };
        return new Sweep(SweepFolder.For(output, manifest, fresh, tell), data, places,
            measurements ?? ResultStore.FromEnvironment());
    }

    /// <summary>Measures what is not there yet, and writes the table of all that is there then.</summary>
    /// <param name="shard">Which part of the plan, from 1.</param>
    /// <param name="shards">In how many parts of consecutive units it is cut.</param>
    /// <param name="cancellation">Checked before each forward pass.</param>
    /// <returns>
    /// How many units of the whole plan are there, how many of this part were read and how many measured.
    /// </returns>
    /// <exception cref="NegPreactException">There is no such part, or a unit cannot be measured.</exception>
    public SweepReport Run(int shard = 1, int shards = 1, CancellationToken cancellation = default)
    {
        if (shard < 1 || shard > shards)
            throw new NegPreactException(
                ErrorKind.SweepPlan, $"Part {shard} of {shards} does not exist; ask for 1/{shards} to "
                + $"{shards}/{shards}.");
        folder.Begin();
        using var models = new ModelHolder(this, cancellation);
        var (from, to) = ((int)((long)Units.Count * (shard - 1) / shards), (int)((long)Units.Count * shard / shards));
        using var progress = Progress.Start(shards == 1 ? "Sweep" : $"Sweep, part {shard} of {shards}", to - from);
        for (var u = from; u < to; u++)
        {
            cancellation.ThrowIfCancellationRequested();
            var unit = Units[u];
            folder.Store.Get(
                ResultKinds.SweepUnit, folder.Manifest.Specification(unit), () => Measure(models.Of(unit), unit));
            progress.Report(u + 1 - from, unit.ToString());
        }

        models.Dispose(); // which counts what the last model's units shared
        var use = folder.Store.Use; // before the table, for which everything is read
        return new SweepReport(Units.Count, folder.WriteTable(), use.Read, use.Measured) { Layers = models.Use };
    }

    /// <summary>
    /// What the plan will cost, found by a trial of some seconds on each model; nothing is measured or written.
    /// </summary>
    /// <param name="cancellation">Checked before each forward pass.</param>
    /// <returns>One row for each condition and task, whose units differ in their seeds alone.</returns>
    /// <exception cref="NegPreactException">A model cannot run what it is to be measured on.</exception>
    public IReadOnlyList<SweepCost> Costs(CancellationToken cancellation = default)
    {
        using var models = new ModelHolder(this, cancellation);
        return
        [
            .. Units.GroupBy(unit => unit with { Seed = null }).Select(units => models.Of(units.First()).CostOf(
                units.Key, units.Count(), units.Count(u => folder.Store.TryGet<SweepResult>(
                    ResultKinds.SweepUnit, folder.Manifest.Specification(u), out _)))),
        ];
    }

    private static SweepResult Measure(SweepConditions conditions, SweepUnit unit)
    {
        try
        {
            return conditions.Measure(unit);
        }
        catch (NegPreactException e)
        {
            throw new NegPreactException(e.Kind, $"{unit}: {e.Message}", e);
        }
    }

    private static string Place(string model, string? revision)
    {
        var folder = Repository.Resolve(model);
        if (Directory.Exists(folder))
            return revision is null ? ModelPlace.Find(model, null).Place
                : Directory.Exists(Path.Combine(folder, "checkpoints", revision))
                    ? Path.Combine(folder, "checkpoints", revision)
                : throw new NegPreactException(
                    ErrorKind.SweepPlan, $"{folder} has no folder checkpoints/{revision}; name revisions that every "
                    + "model has.");
        if (revision is not null && model.Contains('@', StringComparison.Ordinal))
            throw new NegPreactException(
                ErrorKind.SweepPlan,
                $"{model} names a revision, and the plan has \"revisions\" too; write the model without one.");
        return ModelPlace.Find(revision is null ? model : $"{model}@{revision}", null).Place;
    }

    private static SweepModel Hashes(string place)
    {
        var tokenizer = "bytes";
        var options = LoadOptions.FromEnvironment();
        using var source = ModelSource.Open(place, options.AcceptUnknown);
        if (options.Tokenizer == TokenizerSource.Folder)
        {
            if (!source.HasTokenizer)
                throw ModelSource.NoTokenizer(place);
            var its = source.LoadTokenizer();
            tokenizer = $"{its.Sha256}, from {its.BeginOfTextId?.ToString() ?? "none"} to "
                + $"{its.EndOfTextId?.ToString() ?? "none"}";
        }

        return new SweepModel(source.WeightsSha256, source.ConfigSha256, tokenizer)
        {
            Arithmetic = options.Arithmetic(options.TorchDevice()),
            Storage = source.IsQuantised ? source.Storage : null,
            Assumed = source.Assumed.Count > 0 ? source.Assumed : null,
        };
    }

    private static int Layers(string place)
    {
        using var source = ModelSource.Open(place, LoadOptions.FromEnvironment().AcceptUnknown);
        return source.Layers;
    }

    /// <summary>Holds the one model that is in memory.</summary>
    private sealed class ModelHolder(Sweep sweep, CancellationToken cancellation) : IDisposable
    {
        private string? name;
        private LanguageModel? model;
        private SweepConditions? conditions;
        private LayerSharing? shared;

        /// <summary>What the models so far shared among their units.</summary>
        public LayerUse Use { get; private set; } = LayerUse.None;

        public SweepConditions Of(SweepUnit unit)
        {
            if (name != unit.Checkpoint)
            {
                Dispose();
                model = LanguageModel.Load(sweep.places[unit.Checkpoint]);
                if (model.WeightsSha256 != sweep.folder.Manifest.Models[unit.Checkpoint].Weights)
                    throw new NegPreactException(
                        ErrorKind.SweepFolder,
                        $"{model.Folder}: the weights have changed since the sweep began; restore them, or start "
                            + "another sweep.");
                var cache = new MeasuringCache(model, sweep.measurements, cancellation);
                shared = cache.ShareLayers(sweep.Units.Where(u => u.Checkpoint == unit.Checkpoint).Select(
                    u => u.Layers?.First ?? 0));
                conditions = new SweepConditions(cache, sweep.folder.Manifest, sweep.data);
                name = unit.Checkpoint;
            }

            return conditions!;
        }

        public void Dispose()
        {
            Use = Use.And(shared?.Use ?? LayerUse.None);
            shared?.Dispose();
            model?.Dispose();
            (name, model, conditions, shared) = (null, null, null, null);
        }
    }
}
