using System.Runtime.InteropServices;
using NegPreact.Results;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>Which neurons of a model are far from Gaussian, and what else is known of them (paper, section on Wasserstein neurons).</summary>
public static class Discovery
{
    private const int Resamples = 2_000;

    /// <summary>Measures every neuron, then looks at a few again for their whole distributions.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">The text is shorter than two windows, or too few neurons vary.</exception>
    public static DiscoveryResult Run(
        MeasuringCache cache, Corpus corpus, DiscoverySettings? settings = null)
    {
        settings ??= new DiscoverySettings();
        var model = cache.Model;
        var scores = cache.NeuronScores(corpus, settings.Measurement);
        var top = NeuronSet.Top(scores, settings.Percent);
        var isTop = scores.All.ToLookup(s => top[s.Layer].Contains(s.Neuron));
        var ranked = scores.All.Where(s => s.WassersteinDistance is not null).OrderByDescending(s => s.WassersteinDistance).ToList();
        if (ranked.Count < 3)
            throw new NegPreactException(ErrorKind.NothingToCompare, $"Only {ranked.Count} neurons of {model.Name} vary on this text; nothing can be compared.");
        NeuronScore[] shown = [.. ranked.Take(settings.Shown), ranked[ranked.Count / 2]];
        var both = ranked.Where(s => s.MappingDifficulty is not null).ToList();
        double[] distances = [.. ranked.Select(s => s.WassersteinDistance!.Value)];
        return new DiscoveryResult(
            settings, ResultSource.Of(model, corpus), scores, top, Sample(cache, corpus, shown, settings.Measurement.WindowLength),
            Share(ranked, top, settings.Seed),
            Correlations.Spearman([.. both.Select(s => s.WassersteinDistance!.Value)], [.. both.Select(s => s.MappingDifficulty!.Value)], settings.Seed, Resamples),
            Correlations.Spearman(distances, [.. ranked.Select(s => Math.Abs(s.Skewness!.Value))], settings.Seed, Resamples),
            Correlations.Spearman(distances, [.. ranked.Select(s => Math.Abs(s.ExcessKurtosis!.Value))], settings.Seed, Resamples),
            Mean(isTop[true], s => s.NegativeFraction, settings.Seed),
            Mean(isTop[false], s => s.NegativeFraction, settings.Seed),
            Mean(isTop[true], s => s.Skewness < 0 ? 1 : 0, settings.Seed));
    }

    private static Estimate Mean(IEnumerable<NeuronScore> neurons, Func<NeuronScore, double> of, int seed)
    {
        double[] values = [.. neurons.Select(of)];
        return PairedBootstrap.MeanDifference(values, new double[values.Length], seed, Resamples);
    }

    // Neurons are drawn anew within the top and within the whole, so that every resample has a top.
    private static Estimate Share(List<NeuronScore> ranked, NeuronSet top, int seed)
    {
        double[] best = [.. ranked.Where(s => top[s.Layer].Contains(s.Neuron)).Select(s => s.WassersteinDistance!.Value)];
        double[] all = [.. ranked.Select(s => s.WassersteinDistance!.Value)];
        double Median(IEnumerable<double> values) => Percentiles.Linear([.. values.Order()], 50);
        return PairedBootstrap.Statistic(
            all.Length,
            drawn => drawn.Take(best.Length).Average(i => best[i % best.Length]) / Median(drawn.Select(i => all[i])),
            seed, Resamples);
    }

    private static List<NeuronSample> Sample(MeasuringCache cache, Corpus corpus, NeuronScore[] chosen, int windowLength)
    {
        var windows = corpus.Windows(cache.Model.Tokenizer, windowLength);
        var values = cache.Get(
            ResultKinds.PreActivations,
            new { Windows = Fingerprint.Of(windows), Neurons = chosen.Select(s => new { s.Layer, s.Neuron }) },
            Intervention.None,
            () => PreActivations(cache.Model, windows, chosen, cache.Stop));
        return [.. chosen.Select((s, n) => new NeuronSample(s.Layer, s.Neuron, s.WassersteinDistance!.Value, values[n]))];
    }

    private static List<float>[] PreActivations(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScore[] chosen, CancellationToken cancellation)
    {
        var values = chosen.Select(_ => new List<float>()).ToArray();
        using (model.Observe((layer, _, preActivation) =>
        {
            for (var n = 0; n < chosen.Length; n++)
            {
                if (chosen[n].Layer != layer)
                    continue;
                using var scope = NewDisposeScope();
                var column = preActivation.select(2, chosen[n].Neuron).cpu().contiguous();
                values[n].AddRange(MemoryMarshal.Cast<byte, float>(column.bytes));
            }
        }))
        {
            foreach (var batch in windows.Chunk(model.TextsAPass(8, windows[0].Count)))
            {
                cancellation.ThrowIfCancellationRequested();
                model.Run(batch);
            }
        }

        return values;
    }
}
