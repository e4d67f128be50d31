namespace NegPreact;

/// <summary>
/// What zeroing one side of the Wasserstein neurons' pre-activations does to perplexity, dose by dose, against random
/// neurons (paper, section on the intervention; seeds and intervals are this project's addition).
/// </summary>
public static class DoseResponse
{
    /// <summary>Runs every ablation at every dose on the target and on its random controls.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text; another one than the scores are from, so that it did not choose the neurons.
    /// </param>
    /// <param name="scores">Where the target comes from: the highest Wasserstein distances of each layer.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, there is no random set, or the scores belong to another model.
    /// </exception>
    public static DoseResponseResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, DoseResponseSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        settings ??= new DoseResponseSettings();
        var model = cache.Model;
        corpus = corpus.Part(model.Tokenizer, settings.MostWindows, settings.WindowLength);
        var windows = corpus.Windows(model.Tokenizer, settings.WindowLength);
        using var progress = Progress.Start("Measuring perplexity under each ablation", settings.Passes);
        var done = 0;
        var untouched = Losses(Intervention.None);
        var doses = new List<DoseEffect>();
        foreach (var percent in settings.Percents)
        {
            var target = NeuronSet.Top(scores, percent);
            NeuronSet[] random = [.. settings.Seeds.Select(seed => NeuronSet.Random(target, seed))];
            doses.AddRange(settings.Ablations.Select(ablation => new DoseEffect(
                ablation, percent, target.Count, Rise(new(target, ablation)),
                [.. random.Select(set => Rise(new(set, ablation)))])));
        }

        var everything = Rise(new(NeuronSet.All(model.IntermediateSizes), Ablation.ZeroBoth));
        var dense = Math.Exp(untouched.Average());
        return new DoseResponseResult(
            settings, ResultSources.Of(model, corpus), dense, windows.Count, doses,
            dense * Math.Exp(everything.Value));

        SampleStatistic Rise(Intervention intervention) =>
            SampleStatistic.Mean(Losses(intervention).Less(untouched));

        IReadOnlyList<double> Losses(Intervention intervention)
        {
            var losses = cache.Perplexity(windows, intervention).WindowLosses;
            progress.Report(++done);
            return losses;
        }
    }
}

/// <summary>What the dose-response experiment does.</summary>
public sealed record DoseResponseSettings
{
    private const int QuickSets = 10;

    /// <summary>The doses: percentages of each layer.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 2, 5, 10];

    /// <summary>
    /// Seeds of the random sets, one set per seed, dose by dose of the same size in each layer as the target. Fewer
    /// than <see cref="SetContrast.RankedSets"/> are compared by Student's t in place of ranks.
    /// </summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>What is done to the neurons.</summary>
    public IReadOnlyList<Ablation> Ablations { get; init; } = [Ablation.ZeroNegative];

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// About how many windows of the text: whole documents, spread evenly over it. Few, since ranks take many sets.
    /// </summary>
    public int MostWindows { get; init; } = 24;

    /// <summary>Whether this is a quick run, which the claims then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>How often the text is run.</summary>
    internal int Passes => 2 + (Percents.Count * Ablations.Count * (1 + Seeds.Count));

    /// <summary>The same with at most ten random sets.</summary>
    public DoseResponseSettings Quicker() => this with { Quick = true, Seeds = [.. Seeds.Take(QuickSets)] };
}
