using NegPreact.Hub;
using NegPreact.Results;
using NegPreact.Tokens;

namespace NegPreact;

/// <summary>
/// How Wasserstein neurons come about during training, and what zeroing their negatives does at each step (paper,
/// section on training; cohorts, chance overlap, controls and intervals are this project's addition). One model is in
/// memory at a time.
/// </summary>
public sealed class Checkpoints
{
    private readonly CheckpointSeries series;
    private readonly Corpus scored;
    private readonly Corpus measured;
    private readonly CheckpointsSettings settings;
    private readonly DifferentiationSettings? separation;
    private readonly Battery battery;
    private readonly HubOptions? hub;
    private readonly CancellationToken stop;
    private readonly ResultStore? store;
    private readonly Lazy<TaggedTokens> tagged;
    private IReadOnlyList<int>? shape;
    private Tokenizer? tokenizer;
    private (Corpus Scored, Corpus Measured)? part;

    private Checkpoints(
        CheckpointSeries series, Corpus scored, Corpus measured, Battery battery, CheckpointsSettings settings,
        HubOptions? hub, ResultStore? store, CancellationToken stop)
    {
        (this.series, this.scored, this.measured) = (series, scored, measured);
        (this.settings, this.hub, this.stop, this.store) = (settings, hub, stop, store);
        this.battery = battery;
        separation = settings.Separation is null ? null : settings.Separation with
        {
            Percent = settings.Percent, WindowLength = settings.WindowLength, Windows = settings.Windows,
                Seed = settings.Seed,
        };
        tagged = new(() => TaggedTokens.Of(part!.Value.Measured, tokenizer!, stop));
    }

    /// <summary>
    /// Opens all states, and if they are whole, different and of one model, measures each and compares.
    /// </summary>
    /// <param name="series">The states.</param>
    /// <param name="scored">The text that neurons are chosen on.</param>
    /// <param name="measured">The text that effects are measured on.</param>
    /// <param name="battery">The pairs; its tasks are not used.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <param name="hub">
    /// How states are fetched that lie on the Hub; by the environment's variables where it is null.
    /// </param>
    /// <param name="store">Where results are kept; nowhere if null.</param>
    /// <exception cref="NegPreactException">
    /// Fewer than two states, one cannot be had, two hold equal weights, or they differ in shape or tokenizer; or the
    /// text is too short.
    /// </exception>
    public static CheckpointsResult Run(
        CheckpointSeries series, Corpus scored, Corpus measured, Battery battery, CheckpointsSettings? settings = null,
        CancellationToken? cancellation = null, HubOptions? hub = null, ResultStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(battery);
        settings ??= new();
        settings.Check();
        return new Checkpoints(
            series, scored, measured, battery, settings, hub, store, cancellation ?? Progress.Cancellation).Run();
    }

    private CheckpointsResult Run()
    {
        var opened = series.Open(hub, stop);
        using var progress = Progress.Start($"Following the training of {series.Name}", opened.Count);
        var (firstTrained, last) = (opened.FirstOrDefault(o => o.Step > 0).Step, opened[^1].Step);
        var early = opened.First(o => o.Step >= settings.Early * last).Step;
        var mastered = Mastered(opened[^1].Folder);
        var pairs = MasteredPairs.ToScore(mastered);
        var found = new List<CheckpointMeasurement>();
        foreach (var (step, folder, sha256) in opened)
        {
            var compared = step == firstTrained || step == last;
            var frozen = step == last ? found.FirstOrDefault(m => m.Step == early) : null;
            using (var model = LanguageModel.Load(folder))
                found.Add(Measure(
                    model, step, sha256, pairs,
                    [.. settings.Seeds.Take(compared ? int.MaxValue : settings.SetsBetween)],
                    frozen is null ? null : Top(frozen, settings.Dose)));
            progress.Report(found.Count, $"step {step}");
        }

        var (backward, forward) = (Top(found[^1]), Top(found.Single(m => m.Step == early)));
        var trained = found.Where(m => m.Step > 0).ToList();
        var end = found[^1];
        return new CheckpointsResult(
            settings, new ResultSource(series.Name, end.WeightsSha256, end.Text, end.TextSha256),
            new ResultSource(
                series.Name, end.WeightsSha256, part!.Value.Scored.Name, part.Value.Scored.Sha256),
            mastered, [.. found.Select(m => Step(m, backward, forward))], backward, forward, early,
            trained.Count < 2 ? [] : Enum.GetValues<CheckpointMeasure>().ToDictionary(
            by => by, by => CheckpointEffect.Growth(trained[0], trained[^1], by)));
    }

    // By the state that has learnt most: which paradigms are scored must not differ from step to step.
    private Dictionary<Ability, MasteredPairs> Mastered(string folder)
    {
        using var model = LanguageModel.Load(folder);
        return MasteredPairs.Of(new MeasuringCache(model, store, stop), battery, settings.Pairs);
    }

    // All that is measured at a step, as plain numbers: what it holds depends on weights, text, pairs and settings
    // alone.
    private CheckpointMeasurement Measure(
        LanguageModel model, long step, string sha256, IReadOnlyDictionary<Ability, PairSuite> pairs,
        IReadOnlyList<int> seeds, NeuronSet? frozen)
    {
        var (scoredPart, text) = Parts(model);
        var cache = new MeasuringCache(model, store, stop);
        IReadOnlyList<int>[] windows = Windows(text);
        var scores = cache.NeuronScores(
            Windows(scoredPart), new() { WindowLength = settings.WindowLength, Seed = settings.Seed });
        var scorer = new BatteryScorer(cache, pairs, [], settings.Pairs.ConventionOf);
        var target = new Intervention(NeuronSet.Top(scores, settings.Dose), Ablation.ZeroNegative);
        var source = new ControlSource(cache, text, scores, target);
        var separated = separation is null
            ? new CheckpointSeparation([], null)
            : cache.Get(
                ResultKinds.Separations, Differentiation.Subject(model, text, scores, separation), Intervention.None,
                () => Separation(model, windows, scores, separation));
        return new CheckpointMeasurement(
            step, sha256, text.Name, text.Sha256, scores.WassersteinDistance, Under(Intervention.None), Under(target),
            [.. seeds.Select(seed => Under(Control.RandomSets.Draw(source, seed).Intervention))],
            Under(Control.LowestDistance.Draw(source).Intervention),
            frozen is null ? null : Under(new Intervention(frozen, Ablation.ZeroNegative)), separated.Layers,
            separated.Missing);

        IReadOnlyList<int>[] Windows(Corpus of) =>
            [.. of.Windows(model.Tokenizer, settings.WindowLength).Take(settings.Windows)];

        CheckpointCondition Under(Intervention intervention) =>
            new(cache.Perplexity(windows, intervention).WindowLosses, scorer.Score(intervention));
    }

    // Tokenizers were seen to be equal, so that one part of each text serves all.
    private (Corpus Scored, Corpus Measured) Parts(LanguageModel model)
    {
        if (!model.IntermediateSizes.SequenceEqual(shape ??= model.IntermediateSizes))
            throw new NegPreactException(
                ErrorKind.Checkpoints,
                $"{model.Folder} has layers of {string.Join(", ", model.IntermediateSizes)} neurons, the checkpoints "
                    + $"before it of {string.Join(", ", shape)}; name checkpoints of one training run.");
        tokenizer ??= model.Tokenizer;
        return part ??= (Part(scored), Part(measured));

        Corpus Part(Corpus of) => of.Part(tokenizer, settings.Windows, settings.WindowLength);
    }

    // A state early in training may put all tokens in one place; it then has no separation, and all else is measured
    // still.
    private CheckpointSeparation Separation(
        LanguageModel model, IReadOnlyList<int>[] windows, NeuronScores scores, DifferentiationSettings separation)
    {
        try
        {
            var pairs = new PairSample(tagged.Value, windows.Length * settings.WindowLength, separation);
            var target = Differentiation.Target(scores, separation, model.Layers);
            NeuronSet[] random = [.. separation.RandomSeeds.Select(seed => NeuronSet.Random(target, seed))];
            var views = Differentiation.Observe(model, windows, pairs, target, random, separation, stop)
                .SelectMany(l => l.Neurons(pairs, separation)).ToList();
            return views.Any(v => v.IsTarget) && views.Any(v => !v.IsTarget)
                ? new(LayerSeparation.Of(views, random, (n, p) => n.Share(p)), null)
                : new([], "no Wasserstein neuron, or no random one, tells any close pair apart");
        }
        catch (NegPreactException e)
        {
            return new([], e.Message);
        }
    }

    private CheckpointStep Step(CheckpointMeasurement at, NeuronSet backward, NeuronSet forward)
    {
        var top = Top(at);
        return new CheckpointStep(
            at, top, CheckpointSpread.Of(at.Distances.SelectMany(d => d)), Spread(top), Spread(backward),
            Spread(forward),
            Enum.GetValues<CheckpointMeasure>().ToDictionary(by => by, by => CheckpointEffect.Of(at, by)));

        CheckpointSpread Spread(NeuronSet neurons) => CheckpointSpread.Of(at.DistancesOf(neurons));
    }

    private NeuronSet Top(CheckpointMeasurement at) => Top(at, settings.Percent);

    private static NeuronSet Top(CheckpointMeasurement at, double percent) =>
        NeuronSet.Top(NeuronScores.WassersteinDistances(at.Distances), percent);
}
