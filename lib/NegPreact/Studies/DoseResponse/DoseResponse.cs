namespace NegPreact;

/// <summary>
/// What zeroing one side of the Wasserstein neurons' pre-activations does to perplexity, dose by dose, against random
/// neurons (paper, section on the intervention; seeds and intervals are this project's addition).
/// </summary>
public static class DoseResponse
{
    private const int Resamples = 5_000;

    /// <summary>Runs every ablation at every dose on the target and on its random controls.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="scores">Where the target comes from: the highest Wasserstein distances of each layer.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, or the scores belong to another model.
    /// </exception>
    public static DoseResponseResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, DoseResponseSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        settings ??= new DoseResponseSettings();
        var model = cache.Model;
        var windows = corpus.Windows(model.Tokenizer, settings.WindowLength);
        var ablations = settings.Ablations;
        var passes = 2 + (settings.Percents.Count * ablations.Count * (1 + settings.Seeds.Count));
        using var progress = Progress.Start("Measuring perplexity under each ablation", passes);
        var done = 0;
        double[] Losses(Intervention intervention)
        {
            var losses = cache.Perplexity(windows, intervention).WindowLosses.ToArray();
            progress.Report(++done);
            return losses;
        }

        var dense = Losses(Intervention.None);
        var doses = new List<DoseEffect>();
        var sign = new Dictionary<double, Estimate>();
        foreach (var percent in settings.Percents)
        {
            var target = NeuronSet.Top(scores, percent);
            NeuronSet[] random = [.. settings.Seeds.Select(seed => NeuronSet.Random(target, seed))];
            var ofTarget = new Dictionary<Ablation, double[]>();
            foreach (var ablation in ablations)
            {
                var losses = ofTarget[ablation] = Losses(new(target, ablation));
                double[][] ofRandom = [.. random.Select(set => Losses(new(set, ablation)))];
                doses.Add(Row(ablation, percent, target.Count, dense, losses, ofRandom, settings));
            }

            if (ofTarget.TryGetValue(Ablation.ZeroNegative, out var negative) && ofTarget.TryGetValue(
                Ablation.ZeroPositive, out var positive))
                sign[percent] = PairedBootstrap.MeanDifference(negative, positive, settings.BootstrapSeed, Resamples);
        }

        var everything = NeuronSet.All(model.IntermediateSizes);
        var collapse = PerplexityOf(Losses(new(everything, Ablation.ZeroBoth)));
        return new DoseResponseResult(
            settings, ResultSources.Of(model, corpus), PerplexityOf(dense), windows.Count, doses, sign, collapse);
    }

    private static DoseEffect Row(
        Ablation ablation, double percent, int neurons, double[] dense, double[] target, double[][] random,
        DoseResponseSettings settings)
    {
        double[] meanRandom = [.. Enumerable.Range(0, dense.Length).Select(w => random.Average(set => set[w]))];
        return new DoseEffect(
            ablation, percent, neurons, PerplexityOf(target), [.. random.Select(PerplexityOf)],
            PairedBootstrap.PerplexityRatio(target, dense, settings.BootstrapSeed, Resamples),
            PairedBootstrap.PerplexityRatio(meanRandom, dense, settings.BootstrapSeed, Resamples),
            Excess(target, random, settings.BootstrapSeed));
    }

    private static Estimate Excess(double[] target, double[][] random, int seed) => SetBootstrap.Mean(
        [.. random.Select(set => target.Less(set))], ItemGroup.Windows(target.Length), seed, Resamples);

    private static double PerplexityOf(double[] windowLosses) => Math.Exp(windowLosses.Average());
}

/// <summary>What the dose-response experiment does.</summary>
public sealed record DoseResponseSettings
{
    /// <summary>The doses: percentages of each layer.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 2, 5];

    /// <summary>
    /// Seeds of the random sets, one set per seed, dose by dose of the same size in each layer as the target.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>What is done to the neurons.</summary>
    public IReadOnlyList<Ablation> Ablations { get; init; } = Ablation.All;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>Seed of the bootstrap.</summary>
    public int BootstrapSeed { get; init; } = 1;
}
