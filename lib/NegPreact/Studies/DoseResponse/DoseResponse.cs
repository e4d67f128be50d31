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
        using var layers = cache.ShareLayers(scores);
        using var progress = Progress.Start("Measuring perplexity under each ablation", settings.Passes);
        var done = 0;
        var untouched = Losses(Intervention.None);
        var doses = new List<DoseEffect>();
        foreach (var percent in settings.Percents)
        {
            var target = NeuronSet.Top(scores, percent);
            doses.AddRange(settings.Ablations.Select(ablation => Dose(target, percent, ablation)));
        }

        var everything = Rise(new(NeuronSet.All(model.IntermediateSizes), Ablation.ZeroBoth));
        progress.Report(settings.Passes);
        var dense = Math.Exp(untouched.Average());
        return new DoseResponseResult(
            settings, ResultSources.Of(model, corpus), dense, windows.Count, doses,
            dense * Math.Exp(everything.Value));

        DoseEffect Dose(NeuronSet target, double percent, Ablation ablation)
        {
            var (own, sequential) = (Rise(new(target, ablation)), settings.SequentialAt(ablation, percent));
            return new DoseEffect(
                ablation, percent, target.Count, own,
                sequential is null ? [.. settings.Seeds.Select(Random)]
                    : sequential.Measure(own.Value, settings.Seeds, Random, set => set.Value), sequential);

            SampleStatistic Random(int seed) => Rise(new(NeuronSet.Random(target, seed), ablation));
        }

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
