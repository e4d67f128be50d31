using NegPreact.Ablations;
using NegPreact.Results;
using NegPreact.Statistics;

namespace NegPreact.Controls;

/// <summary>Finds one perplexity-matched control.</summary>
internal sealed class PerplexityMatching
{
    /// <summary>The name of the score that orders the candidates.</summary>
    public const string Score = "Wasserstein distance";

    private const int Resamples = 2_000;

    private readonly Measurer measurer;
    private readonly IReadOnlyList<IReadOnlyList<int>> windows;
    private readonly NeuronSet target;
    private readonly int[][] candidates;
    private readonly PerplexityMatchSettings settings;
    private readonly NeuronSetProvenance provenance;
    private int passes;

    public PerplexityMatching(
        Measurer measurer, IReadOnlyList<IReadOnlyList<int>> windows, NeuronSet target, IReadOnlyList<IReadOnlyList<double?>> distances,
        PerplexityMatchSettings settings)
    {
        if (settings.Windows < 1)
            throw new NegPreactException(ErrorKind.Control, $"Perplexities cannot be matched on {settings.Windows} windows; give at least one, or null for all.");
        (this.measurer, this.target, this.settings) = (measurer, target, settings);
        this.windows = [.. windows.Take(settings.Windows ?? windows.Count)];
        var random = settings.Candidates == CandidateOrder.Random;
        candidates = random
            ? NeuronRanking.Shuffled(target, settings.Seed, RandomPool.ComplementOfTarget)
            : NeuronRanking.LowestOutside(target, distances);
        provenance = new NeuronSetProvenance(
            SelectionMethod.PerplexityMatched, random ? null : Score, Unscored: random ? null : distances.Sum(layer => layer.Count(d => d is null)),
            Seed: random ? settings.Seed : null, Pool: random ? RandomPool.ComplementOfTarget : null);
    }

    public Control Run()
    {
        var dense = Losses(null);
        var whole = Losses(target);
        var (set, match, layers) = settings.Counts == CountRule.LayerByLayer ? LayerByLayer(dense, whole) : AtOnce(dense, whole);
        return new Control(ControlKind.PerplexityMatched, set, settings.Ablation, new PerplexityMatch(
            settings, dense.Average(), match, layers, target.LayerCounts, set.LayerCounts, windows.Count, passes));
    }

    private (NeuronSet Set, LossMatch Match, LossMatch?[] Layers) AtOnce(double[] dense, double[] whole)
    {
        using var progress = Progress.Start("Matching perplexity", 1);
        var queue = Queue();
        var match = Search(queue.Length, target.Count, dense, whole, First, progress, 0);
        progress.Report(1);
        return (First(match.Count), match, []);

        NeuronSet First(int count)
        {
            var taken = queue.AsSpan(0, count).ToArray().CountBy(layer => layer).ToDictionary();
            return NeuronSet.Chosen(candidates.Select((layer, l) => layer.Take(taken.GetValueOrDefault(l))), target, provenance);
        }
    }

    private (NeuronSet Set, LossMatch Match, LossMatch?[] Layers) LayerByLayer(double[] dense, double[] whole)
    {
        using var progress = Progress.Start("Matching perplexity layer by layer", candidates.Length);
        var layers = new LossMatch?[candidates.Length];
        for (var layer = 0; layer < candidates.Length; layer++)
        {
            if (target.LayerCounts[layer] > 0)
            {
                var alone = Losses(Only(layer, target[layer]));
                var l = layer;
                layers[layer] = Search(
                    candidates[layer].Length, target.LayerCounts[layer], dense, alone, count => Only(l, candidates[l].Take(count)), progress, layer);
            }
            progress.Report(layer + 1);
        }

        var set = NeuronSet.Chosen(candidates.Select((layer, l) => layer.Take(layers[l]?.Count ?? 0)), target, provenance);
        var losses = Losses(set);
        var joint = Judge(
            MatchOutcome.LayersDoNotAdd, new CountLoss(set.Count, losses.Average()), layers.Sum(l => l?.Candidates ?? 0), dense, whole, losses,
            [new CountLoss(0, dense.Average()), new CountLoss(set.Count, losses.Average())]);
        return (set, joint, layers);
    }

    private LossMatch Search(
        int pool, int start, double[] dense, double[] wanted, Func<int, NeuronSet> first, Progress progress, int done)
    {
        var tolerance = settings.Tolerance.InNats(dense.Average(), wanted.Average());
        var measured = new Dictionary<int, double[]> { [0] = dense };
        var found = CountSearch.Run(pool, start, dense.Average(), wanted.Average(), tolerance, count =>
        {
            var losses = measured[count] = Losses(first(count));
            progress.Report(done, $"{count} neurons: perplexity {Math.Exp(losses.Average()):G5} for {Math.Exp(wanted.Average()):G5}");
            return losses.Average();
        });
        return Judge(found.Outcome, found.Nearest, pool, dense, wanted, measured[found.Nearest.Count], found.Tried);
    }

    private LossMatch Judge(
        MatchOutcome otherwise, CountLoss nearest, int pool, double[] dense, double[] wanted, double[] losses, IReadOnlyList<CountLoss> tried)
    {
        var allowed = Math.Max(settings.FloorNats, settings.Tolerance.InNats(dense.Average(), wanted.Average()));
        var near = Math.Abs(nearest.MeanLoss - wanted.Average()) <= allowed;
        return new LossMatch(
            near ? MatchOutcome.Reached : otherwise, nearest.Count, pool, wanted.Average(), nearest.MeanLoss, allowed,
            Difference(losses, wanted), tried);
    }

    // The layer that each further neuron comes from, so that every beginning is spread by the rule as evenly as whole neurons can be
    // (the divisor method of Webster and Sainte-Laguë), and a larger count contains every smaller one.
    private int[] Queue() =>
    [
        .. candidates
            .SelectMany((layer, l) => Enumerable.Range(0, Weight(l) == 0 ? 0 : layer.Length).Select(rank => (Layer: l, Due: (rank + 0.5) / Weight(l))))
            .OrderBy(place => place.Due)
            .Select(place => place.Layer),
    ];

    private int Weight(int layer) =>
        settings.Counts == CountRule.ProportionalToTarget ? target.LayerCounts[layer] : target.IntermediateSizes[layer];

    private NeuronSet Only(int layer, IEnumerable<int> neurons) =>
        NeuronSet.Chosen(candidates.Select((_, l) => l == layer ? neurons : []), target, provenance);

    private double[] Losses(NeuronSet? set)
    {
        passes++;
        return [.. measurer.Perplexity(windows, set, settings.Ablation).WindowLosses];
    }

    private Estimate? Difference(double[] control, double[] wanted) => control.Length < 2
        ? null
        : PairedBootstrap.MeanDifference(control, wanted, settings.BootstrapSeed, Resamples);
}
