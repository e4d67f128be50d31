using NegPreact.Results;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// What zeroing the negative pre-activations of the Wasserstein neurons does layer by layer, from the first layers up
/// and from the last ones down, against random neurons and those nearest to a Gaussian (paper, section on layers;
/// intervals, controls, divergence, cosines and the test of additivity are this project's addition).
/// </summary>
/// <remarks>
/// The matched control shares the number of neurons with the target, and has the lowest distances. One of equal
/// perplexity would need a search for each choice of layers, and neurons that match in all layers together would match
/// in none alone.
/// </remarks>
public sealed class LayerSweep
{
    private const long LogitBytes = 64 << 20;
    private const int MostTexts = 2; // few enough for the caches of a processor
    private readonly LanguageModel model;
    private readonly MeasuringCache cache;
    private readonly Corpus corpus;
    private readonly NeuronScores scores;
    private readonly LayerSweepSettings settings;
    private readonly IReadOnlyList<int>[][] batches;
    private readonly Dictionary<Ability, MasteredPairs> mastered;
    private readonly PairSuite pairs;
    private readonly int[][] sentences;
    private readonly PairSuite constructions;
    private readonly int[][] constructed;
    private readonly Dictionary<int, UntouchedPass> untouchedPasses = [];
    private long untouchedBytes;

    private LayerSweep(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, Battery battery, LayerSweepSettings settings)
    {
        (model, this.cache, this.corpus) = (cache.Model, cache, corpus);
        (this.scores, this.settings) = (scores, settings);
        var windows = corpus.Windows(model.Tokenizer, settings.WindowLength);
        var count = Math.Min(windows.Count, settings.MostWindows);
        var size = (int)Math.Clamp(LogitBytes / sizeof(float) / settings.WindowLength / model.Network.VocabularySize,
            1, MostTexts * model.BatchFactor);
        batches = [.. Enumerable.Range(0, count).Select(
            w => windows[(int)((long)w * windows.Count / count)]).Chunk(size)];
        mastered = MasteredPairs.Of(cache, battery, settings.Pairs);
        (pairs, constructions) = (
            mastered[Ability.Blimp].Scored, MasteredPairs.Apart(Ability.Tse, battery, settings.Pairs).Scored);
        sentences = PairScores.Encode(model, pairs, settings.Convention);
        constructed = PairScores.Encode(model, constructions, settings.TseConvention);
    }

    /// <summary>
    /// Ablates each group of layers alone, the first ones, the last ones and all, in the target and in its controls.
    /// </summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="scores">Where the target comes from: the highest Wasserstein distances of each layer.</param>
    /// <param name="battery">Where the pairs come from: those of many phenomena.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, the model has one layer, the scores belong to another model, a control
    /// cannot be had, or the ablated model's numbers are not finite.
    /// </exception>
    public static LayerSweepResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, Battery battery, LayerSweepSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(battery);
        settings ??= new LayerSweepSettings();
        settings.Check();
        var sweep = new LayerSweep(cache, corpus, scores, battery, settings);
        try
        {
            return sweep.Run(ResultSources.Of(cache.Model, corpus));
        }
        finally
        {
            foreach (var pass in sweep.untouchedPasses.Values)
                pass.Dispose();
        }
    }

    private LayerSweepResult Run(ResultSource source)
    {
        var groups = LayerGroup.Divide(model.Layers, settings.MostGroups);
        var ranges = LayerRange.Of(groups.Count, settings.Cumulative);
        var target = new Intervention(NeuronSet.Top(scores, settings.Percent), Ablation.ZeroNegative);
        var controls = new ControlSource(cache, corpus, scores, target);
        Selection[] swept = settings.Seeds.Count == 0
            ? [Selection.Target]
            : [Selection.Target, Control.RandomSets, Control.LowestDistance];
        var sets = swept.ToDictionary(
            s => s,
            s => (s.IsDrawn ? settings.Seeds : [1]).Select(seed => s.Draw(controls, seed).Intervention).ToArray());
        // No claim compares pairs, or the first and last several layers, with random sets: few will do for figures.
        bool IsFull(Selection neurons, int set) => !neurons.IsDrawn || set < settings.FullSets;
        IEnumerable<LayerRange> Swept(Selection neurons, int set) => ranges.Where(range =>
            IsFull(neurons, set) || range.From == range.To
            || range == new LayerRange(0, groups.Count - 1));
        using var progress = Progress.Start(
            "Ablating layer by layer", 1 + sets.Sum(s => s.Value.Select((_, set) => Swept(s.Key, set).Count()).Sum()));
        using var shared = cache.ShareLayers(depths: null, settings.ReuseBytes); // cosines look at every depth
        var done = 0;
        var untouched = Reported(Intervention.None);
        var measured = sets.ToDictionary(
            s => s.Key, s => (IReadOnlyList<LayerSweepSet>)
            [
                .. s.Value.Select((set, i) => new LayerSweepSet(
                    set.Neurons, Swept(s.Key, i).ToDictionary(
                        range => range, range => Reported(In(set, range), IsFull(s.Key, i))))),
            ]);
        return new LayerSweepResult(
            settings, source, groups, mastered, pairs.Name, pairs.Sha256, Phenomena(), untouched, measured,
            new(Constructed(Intervention.None),
                ranges.ToDictionary(range => range, range => Constructed(In(sets[Selection.Target][0], range)))),
            shared.Use, shared.BytesHeld);

        ItemScores Constructed(Intervention intervention) => ItemScores.Of(
            cache.Pairs(constructions, settings.TseConvention, constructed, intervention));

        LayerMeasurement Reported(Intervention intervention, bool onPairs = true)
        {
            // Not under the cache's own ablation, since the untouched model runs beside the ablated one.
            var all = cache.Get(
                ResultKinds.Layers,
                new
                {
                    Windows = Fingerprint.Of(batches.SelectMany(b => b)),
                    Sentences = onPairs ? Fingerprint.Of(sentences) : null,
                    settings.Convention.Score,
                    Neurons = intervention.IsNone ? null : NeuronFingerprint.Of(intervention.Neurons),
                },
                Intervention.None, () => Measure(intervention, onPairs));
            progress.Report(++done);
            return all;
        }

        Intervention In(Intervention set, LayerRange range) => set with
        {
            Neurons = set.Neurons.Only(
                Enumerable.Range(groups[range.From].First, groups[range.To].Last + 1 - groups[range.From].First)),
        };
    }

    // Everything that is measured of a model under an intervention. It and the untouched one run side by side, some
    // windows at a time, so that no more than these windows' logits are ever in memory.
    private LayerMeasurement Measure(Intervention intervention, bool onPairs)
    {
        List<double> losses = [], divergences = [];
        List<double>[] cosines = [.. model.Network.Residual.Select(_ => new List<double>())];
        foreach (var (b, batch) in batches.Index())
        {
            cache.Stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var _ = no_grad();
            var before = Untouched(b);
            using var ablation = model.Apply(intervention);
            var after = model.Pass(batch);
            var q = nn.functional.log_softmax(after.Logits, 2);
            losses.AddRange(LayerComparison.Losses(q, batch));
            divergences.AddRange(LayerComparison.Divergences(before.LogProbabilities, q));
            for (var depth = 0; depth < cosines.Length; depth++)
                cosines[depth].AddRange(LayerComparison.Cosines(before.Residual[depth], after.Residual[depth]));
        }

        using var again = model.Apply(intervention);
        IReadOnlyList<double> margins = !onPairs ? [] : PairScores.From(pairs, settings.Convention,
            PairScores.Score(model, pairs, settings.Convention, sentences, cache.Stop)).Margins;
        return losses.Concat(divergences).Concat(cosines.SelectMany(c => c)).All(double.IsFinite)
            ? new LayerMeasurement(losses, divergences, cosines, margins)
            : throw new NegPreactException(
                ErrorKind.NonFinite,
                $"{model.Name} ({intervention}) gives numbers that are not finite; check that its weights are finite, "
                + "and ablate less.");
    }

    // The same for every ablation, so it is kept as far as memory was given for it.
    private UntouchedPass Untouched(int batch)
    {
        if (untouchedPasses.TryGetValue(batch, out var kept))
            return kept;
        var pass = model.Pass(batches[batch]);
        var made = new UntouchedPass(nn.functional.log_softmax(pass.Logits, 2), pass.Residual);
        if (untouchedBytes + made.Bytes <= settings.ReuseBytes)
        {
            untouchedBytes += made.Bytes;
            untouchedPasses[batch] = made.Kept();
        }

        return made;
    }

    // How the pairs are grouped does not depend on their scores.
    private IReadOnlyList<ItemGroup> Phenomena()
    {
        var none = new double[pairs.Pairs.Count];
        return ItemScores.Of(new PairScores(pairs, settings.Convention, none, none)).Groups;
    }
}

/// <summary>What the untouched model makes of a batch of windows.</summary>
/// <param name="LogProbabilities"><c>[text, position, token]</c>.</param>
/// <param name="Residual">The residual stream at each depth.</param>
internal sealed record UntouchedPass(Tensor LogProbabilities, IReadOnlyList<Tensor> Residual) : IDisposable
{
    private IEnumerable<Tensor> All => Residual.Prepend(LogProbabilities);

    public long Bytes => All.Sum(t => t.numel() * sizeof(float));

    /// <summary>The same, out of the dispose scope it was made in.</summary>
    public UntouchedPass Kept()
    {
        foreach (var tensor in All)
            tensor.DetachFromDisposeScope();
        return this;
    }

    public void Dispose()
    {
        foreach (var tensor in All)
            tensor.Dispose();
    }
}
