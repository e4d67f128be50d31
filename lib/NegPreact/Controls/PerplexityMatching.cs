namespace NegPreact;

/// <summary>Finds one perplexity-matched control.</summary>
internal sealed class PerplexityMatching
{
    /// <summary>How many neurons are taken, for the provenance.</summary>
    public const string How = "as many as bring the target's perplexity";

    /// <summary>
    /// How many passes over the text a search takes: at most about twice the binary logarithm of the neurons, and few
    /// take more than this.
    /// </summary>
    public const int UsualPasses = 16;

    private const int Resamples = 2_000;

    private readonly ControlSource source;
    private readonly IReadOnlyList<IReadOnlyList<int>> windows;
    private readonly NeuronSet target;
    private readonly int[][] candidates;
    private readonly PerplexityMatchSettings settings;
    private readonly NeuronSetProvenance provenance;
    private int passes;

    /// <summary>Prepares a search.</summary>
    /// <param name="source">The target and how it is matched.</param>
    /// <param name="candidates">The neurons of each layer that may be taken, in the order in which they are.</param>
    /// <param name="provenance">How they were chosen.</param>
    /// <exception cref="NegPreactException">The text is too short, or is to be cut to no windows.</exception>
    public PerplexityMatching(ControlSource source, int[][] candidates, NeuronSetProvenance provenance)
    {
        (this.source, this.candidates, this.provenance) = (source, candidates, provenance);
        (target, settings) = (source.Target.Neurons, source.Match);
        if (settings.Windows < 1)
            throw new NegPreactException(
                ErrorKind.Control, $"Perplexities cannot be matched on {settings.Windows} windows; give at least one, "
                + "or null for all.");
        var all = source.Corpus.Windows(source.Cache.Model.Tokenizer, settings.WindowLength);
        windows = [.. all.Take(settings.Windows ?? all.Count)];
    }

    public ControlSet Run(Control control)
    {
        var dense = Losses(Intervention.None);
        var whole = Losses(source.Target);
        var (set, match, layers) = settings.Counts switch
        {
            CountRule.EqualFraction => AtOnce(dense, whole, target.IntermediateSizes),
            CountRule.ProportionalToTarget => AtOnce(dense, whole, target.LayerCounts),
            CountRule.LayerByLayer => LayerByLayer(dense, whole),
            _ => throw new InvalidOperationException($"unknown rule {settings.Counts}"),
        };
        return source.SetOf(control, set, new PerplexityMatch(
            settings, dense.Average(), match, layers, target.LayerCounts, set.LayerCounts, windows.Count, passes));
    }

    private (NeuronSet Set, LossMatch Match, LossMatch?[] Layers) AtOnce(
        double[] dense, double[] whole, IReadOnlyList<int> weights)
    {
        using var progress = Progress.Start("Matching perplexity", 1);
        var queue = Queue(weights);
        var match = Search(queue.Length, target.Count, dense, whole, First, progress, 0);
        progress.Report(1);
        return (First(match.Count), match, []);

        NeuronSet First(int count)
        {
            var taken = queue.AsSpan(0, count).ToArray().CountBy(layer => layer).ToDictionary();
            return NeuronSet.Chosen(
                candidates.Select((layer, l) => layer.Take(taken.GetValueOrDefault(l))), target, provenance);
        }
    }

    private (NeuronSet Set, LossMatch Match, LossMatch?[] Layers) LayerByLayer(double[] dense, double[] whole)
    {
        using var progress = Progress.Start("Matching perplexity layer by layer", candidates.Length);
        // Every search is in one layer, and what lies below it is the untouched model's.
        using var shared = source.Cache.ShareLayers(Enumerable.Range(0, candidates.Length).Where(
            layer => target.LayerCounts[layer] > 0));
        var layers = new LossMatch?[candidates.Length];
        for (var layer = 0; layer < candidates.Length; layer++)
        {
            if (target.LayerCounts[layer] > 0)
            {
                var alone = Losses(source.Target with { Neurons = Only(layer, target[layer]) });
                var l = layer;
                layers[layer] = Search(
                    candidates[layer].Length, target.LayerCounts[layer], dense, alone,
                    count => Only(l, candidates[l].Take(count)), progress, layer);
            }
            progress.Report(layer + 1);
        }

        var set = NeuronSet.Chosen(
            candidates.Select((layer, l) => layer.Take(layers[l]?.Count ?? 0)), target, provenance);
        var losses = Losses(source.Target with { Neurons = set });
        var joint = Judge(
            MatchOutcome.LayersDoNotAdd, new CountLoss(set.Count, losses.Average()),
                layers.Sum(l => l?.Candidates ?? 0), dense, whole, losses,
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
            var losses = measured[count] = Losses(source.Target with { Neurons = first(count) });
            progress.Report(done, $"{count} neurons: perplexity {Math.Exp(losses.Average()):G5} for "
                + $"{Math.Exp(wanted.Average()):G5}");
            return losses.Average();
        });
        return Judge(found.Outcome, found.Nearest, pool, dense, wanted, measured[found.Nearest.Count], found.Tried);
    }

    private LossMatch Judge(
        MatchOutcome otherwise, CountLoss nearest, int pool, double[] dense, double[] wanted, double[] losses,
        IReadOnlyList<CountLoss> tried)
    {
        var allowed = Math.Max(settings.FloorNats, settings.Tolerance.InNats(dense.Average(), wanted.Average()));
        var near = Math.Abs(nearest.MeanLoss - wanted.Average()) <= allowed;
        return new LossMatch(
            near ? MatchOutcome.Reached : otherwise, nearest.Count, pool, wanted.Average(), nearest.MeanLoss, allowed,
            Difference(losses, wanted), tried);
    }

    // The layer that each further neuron comes from, so that every beginning is spread by weight as evenly as whole
    // neurons can be (the divisor method of Webster and Sainte-Laguë), and a larger count contains every smaller one.
    private int[] Queue(IReadOnlyList<int> weights) =>
    [
        .. candidates
            .SelectMany((layer, l) => Enumerable.Range(0, weights[l] == 0 ? 0 : layer.Length).Select(
                rank => (Layer: l, Due: (rank + 0.5) / weights[l])))
            .OrderBy(place => place.Due)
            .Select(place => place.Layer),
    ];

    private NeuronSet Only(int layer, IEnumerable<int> neurons) =>
        NeuronSet.Chosen(candidates.Select((_, l) => l == layer ? neurons : []), target, provenance);

    private double[] Losses(Intervention intervention)
    {
        passes++;
        return [.. source.Cache.Perplexity(windows, intervention).WindowLosses];
    }

    private Estimate? Difference(double[] control, double[] wanted) => control.Length < 2
        ? null
        : PairedBootstrap.MeanDifference(control, wanted, settings.BootstrapSeed, Resamples);
}
