using System.Runtime.InteropServices;
using NegPreact.Results;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// Which neurons of a model are far from Gaussian, and what else is known of them (paper, section on Wasserstein
/// neurons).
/// </summary>
public static class Discovery
{
    /// <summary>Measures every neuron, then looks at a few again for their whole distributions.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">The text is shorter than two windows, or too few neurons vary.</exception>
    public static DiscoveryResult Run(MeasuringCache cache, Corpus corpus, DiscoverySettings? settings = null)
    {
        settings ??= new();
        var model = cache.Model;
        var scores = cache.NeuronScores(corpus, settings.Measurement);
        var top = NeuronSet.Top(scores, settings.Percent);
        var isTop = scores.All.ToLookup(s => top[s.Layer].Contains(s.Neuron));
        NeuronScore[] ranked = [.. scores.All.Where(s => s.WassersteinDistance is not null)
            .OrderByDescending(s => s.WassersteinDistance)];
        if (ranked.Length < 3)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"Only {ranked.Length} neurons of {model.Name} vary on this text; nothing can be compared.");
        NeuronScore[] shown = [.. ranked.Take(settings.Shown), ranked[ranked.Length / 2]];
        var windows = corpus.Windows(model.Tokenizer, settings.Measurement.WindowLength);
        return new DiscoveryResult(
            settings, ResultSources.Of(model, corpus), scores, top, Sample(cache, windows, shown),
            StandingOut.Of(cache, corpus, scores, settings),
            DifficultyCorrelation.Of(cache, windows, scores, settings.Measurement, settings.Shuffles),
            Rival("|skewness|", s => Math.Abs(s.Skewness!.Value)),
            Rival("|excess kurtosis|", s => Math.Abs(s.ExcessKurtosis!.Value)),
            Mean(isTop[true], s => s.NegativeFraction), Mean(isTop[false], s => s.NegativeFraction));

        RivalScore Rival(string name, Func<NeuronScore, double> of)
        {
            NeuronScore[][] layers = [.. scores.Layers.Select(
                layer => layer.Where(s => s.WassersteinDistance is not null).ToArray())];
            double[][] distances = [.. layers.Select(l => l.Select(s => s.WassersteinDistance!.Value).ToArray())];
            double[][] others = [.. layers.Select(l => l.Select(of).ToArray())];
            var within = SpearmanWithin.Of(distances, others);
            return new(
                name, within.Estimate, within.ByStratum,
                SpearmanWithin.Of(
                    [[.. distances.SelectMany(d => d)]], [[.. others.SelectMany(o => o)]]).Estimate);
        }
    }

    /// <summary>The mean over some neurons, Student's t.</summary>
    internal static Estimate Mean(IEnumerable<NeuronScore> neurons, Func<NeuronScore, double> of) =>
        SampleStatistic.Mean([.. neurons.Select(of)]).Estimate();

    private static List<NeuronPreActivations> Sample(
        MeasuringCache cache, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScore[] chosen)
    {
        var values = cache.Get(
            ResultKinds.PreActivations,
            new { Windows = Fingerprint.Of(windows), Neurons = chosen.Select(s => new { s.Layer, s.Neuron }) },
            Intervention.None, () => PreActivations(cache.Model, windows, chosen, cache.Stop));
        return [.. chosen.Select((s, n) =>
            new NeuronPreActivations(s.Layer, s.Neuron, s.WassersteinDistance!.Value, values[n]))];
    }

    /// <summary>
    /// The pre-activations of some neurons, one list per neuron, on each token of windows of one length.
    /// </summary>
    internal static List<float>[] PreActivations(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScore[] chosen, CancellationToken stop)
    {
        var values = chosen.Select(_ => new List<float>()).ToArray();
        using (model.Observe((layer, _, preActivation) =>
        {
            foreach (var (n, neuron) in chosen.Index().Where(c => c.Item.Layer == layer))
            {
                using var scope = NewDisposeScope();
                var column = preActivation.select(2, neuron.Neuron).cpu().contiguous();
                values[n].AddRange(MemoryMarshal.Cast<byte, float>(column.bytes));
            }
        }))
            foreach (var batch in windows.Chunk(model.TextsPerPass(8, windows[0].Count)))
            {
                stop.ThrowIfCancellationRequested();
                model.Run(batch);
            }

        return values;
    }
}

/// <summary>What the discovery experiment does.</summary>
public sealed record DiscoverySettings
{
    /// <summary>How the neurons are measured.</summary>
    public NeuronScoreSettings Measurement { get; init; } = new();

    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>
    /// Of how many top neurons the whole distribution is shown, beside one in the middle of the ranking.
    /// </summary>
    public int Shown { get; init; } = 5;

    /// <summary>Seeds of the shuffles of input distances that mapping difficulty is compared with.</summary>
    public IReadOnlyList<int> Shuffles { get; init; } = SetContrast.Seeds;

    /// <summary>Seed of the bootstrap and of simulated neurons.</summary>
    public int Seed { get; init; } = 1;
}
