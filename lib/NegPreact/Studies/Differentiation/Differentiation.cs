using NegPreact.Results;

namespace NegPreact;

/// <summary>
/// Which tokens the Wasserstein neurons tell apart although their inputs are close, and on which side of zero they do
/// it (paper, section on differentiation; strata, random neurons and intervals are this project's addition).
/// </summary>
public static class Differentiation
{
    private const int Batch = 8;

    /// <summary>Draws pairs, finds the close and the far ones of each neuron, and compares.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="scores">Where the target comes from: the highest Wasserstein distances of each layer.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is too short for pairs, or the scores belong to another model.
    /// </exception>
    public static DifferentiationResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, DifferentiationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        settings ??= new();
        // Kept as a whole: the passes are a small part of the work, and what they give is large.
        var model = cache.Model;
        var found = cache.Get(
            ResultKinds.Differentiation, Subject(model, corpus, scores, settings), Intervention.None,
            () => Measure(model, corpus, scores, settings, cache.Stop));
        return found with { Source = ResultSources.Of(model, corpus) };
    }

    /// <summary>All that pairs and their separation depend on besides the model.</summary>
    internal static object Subject(
        LanguageModel model, Corpus corpus, NeuronScores scores, DifferentiationSettings settings) => new
    {
        Text = corpus.Sha256,
        Tokenizer = model.Tokenizer.Sha256,
        Windows = Fingerprint.Of(corpus.Windows(model.Tokenizer, settings.WindowLength)),
        Distances = Fingerprint.OfValue(scores.WassersteinDistance),
        Tagger = new[] { "words", "tagger", "parser" }
            .Select(f => Fingerprint.OfFile(Repository.Resolve($"data/tagger/{f}.bin"))),
        settings,
    };

    private static DifferentiationResult Measure(
        LanguageModel model, Corpus corpus, NeuronScores scores, DifferentiationSettings settings,
        CancellationToken stop)
    {
        if (settings.RandomSeeds.Count < 2)
            throw new NegPreactException(
                ErrorKind.Statistics, "The Wasserstein neurons are compared with random sets of neurons, and those "
                + $"with each other: give two seeds or more instead of {settings.RandomSeeds.Count}.");
        var (windows, pairs) = PairSample.Of(model, corpus, settings, stop);
        var target = Target(scores, settings, model.Layers);
        NeuronSet[] random = [.. settings.RandomSeeds.Select(seed => NeuronSet.Random(target, seed))];
        var layers = Observe(model, windows, pairs, target, random, settings, stop);
        var neurons = new List<PairsInNeuron>();
        foreach (var layer in layers)
        {
            stop.ThrowIfCancellationRequested();
            neurons.AddRange(layer.Neurons(pairs, settings));
        }

        PairsInNeuron[] targets = [.. neurons.Where(n => n.IsTarget)];
        var shares = LayerSeparation.Of(neurons, random, (n, p) => n.Share(p));
        stop.ThrowIfCancellationRequested();
        var separations = neurons.ConvertAll(n => n.Separation());
        var ofAll = separations.ToDictionary(n => (n.Layer, n.Neuron), n => n.ShareOfAll);
        var odds = new FarAgainstClose(pairs, settings, stop);
        var byLayer = targets.GroupBy(n => n.Layer).ToList();
        var syntactic = odds.Syntactic("all layers", targets);
        return new DifferentiationResult(
            settings, ResultSources.Of(model, corpus), pairs.Candidates.Length, pairs.Count, layers.Sum(l => l.Equal),
            [.. layers.Select(l => l.CloseLimit)], separations, shares,
            LayerSeparation.Of(neurons, random, (n, p) => n.ShareExcess(p)),
            LayerSeparation.Of(neurons, random, (n, p) => n.Share(p) - ofAll[(n.Layer, n.Neuron)]),
            LayerSeparation.Of(neurons, random, (n, p) => n.Amount(p)),
            LayerSeparation.Of(neurons, random, (n, p) => n.AmountExcess(p)),
            odds.Kinds(targets, w => w.Tag.ToString()), odds.Kinds(targets, w => w.Arc.UniversalRelation),
            syntactic,
            [.. byLayer.Select(l => odds.TrySyntactic($"layer {l.Key}", [.. l])).OfType<PairOdds>()],
            [.. PairStrata.All.Select(s => odds.TrySyntactic(s.Name, targets, s))
                .Append(odds.TrySyntactic("at least one syntactic", targets, atLeast: 1)).OfType<PairOdds>()],
            odds.SyntacticInSets(syntactic, neurons, random),
            [.. byLayer.Select(l => l.MaxBy(Distance)!).Select(n => n.Separated(Distance(n)))]);

        double Distance(PairsInNeuron n) => scores.Layers[n.Layer][n.Neuron].WassersteinDistance!.Value;
    }

    internal static NeuronSet Target(NeuronScores scores, DifferentiationSettings settings, int layers)
    {
        var most = Math.Max(1, settings.MostNeurons / layers);
        var top = NeuronSet.Top(scores, settings.Percent);
        return NeuronSet.Of(
            scores.Layers.Select((layer, l) => top[l].OrderByDescending(n => layer[n].WassersteinDistance).Take(most)),
            top.IntermediateSizes);
    }

    // As many layers at a time as their inputs may take memory.
    internal static List<PairsInLayer> Observe(
        LanguageModel model, IReadOnlyList<int>[] windows, PairSample pairs, NeuronSet target, NeuronSet[] random,
        DifferentiationSettings settings, CancellationToken stop)
    {
        var tokens = windows.Length * settings.WindowLength;
        var hidden = model.Network.HiddenSize;
        int[] chosen = [.. Enumerable.Range(0, model.Layers).Where(l => target.LayerCounts[l] > 0)];
        var atOnce = Math.Clamp(settings.InputBytes / ((long)tokens * hidden * sizeof(float)), 1, model.Layers);
        var groups = chosen.Chunk((int)atOnce).ToList();
        var texts = model.TextsPerPass(Batch, settings.WindowLength);
        using var progress = Progress.Start("Looking at token pairs", (long)groups.Count * windows.Length);
        var done = new List<PairsInLayer>();
        foreach (var (g, group) in groups.Index())
        {
            var layers = group.ToDictionary(l => l, l => new PairsInLayer(
                l, [.. target[l]], [.. random.SelectMany(set => set[l]).Distinct().Except(target[l])], hidden, tokens));
            using (model.Observe((layer, input, output) => layers.GetValueOrDefault(layer)?.Add(input, output)))
                foreach (var (b, batch) in windows.Chunk(texts).Index())
                {
                    stop.ThrowIfCancellationRequested();
                    model.Run(batch);
                    progress.Report(((long)g * windows.Length) + Math.Min((b + 1) * texts, windows.Length));
                }

            foreach (var layer in layers.Values)
                layer.Measure(pairs, settings);
            done.AddRange(layers.Values);
        }

        return done;
    }
}
