using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// Mapping difficulty with the input distances dealt out anew over the token pairs, a control: a neuron's output
/// distances and their scale stay, but nothing is left of which inputs are similar.
/// </summary>
internal sealed class ShuffledDifficulty
{
    private const int Batch = 8;
    private const int Block = 1024; // neurons at a time
    private readonly TokenPairs pairs;
    private readonly Dictionary<int, int> rowOf;
    private readonly IReadOnlyList<int> seeds;
    private Tensor? inputs; // [row of a pair, feature]: first tokens, then second ones
    private Tensor? outputs; // [row of a pair, neuron]
    private int seen;

    private ShuffledDifficulty(TokenPairs pairs, IReadOnlyList<int> seeds)
    {
        (this.pairs, this.seeds) = (pairs, seeds);
        rowOf = pairs.First.Concat(pairs.Second).Select((token, row) => (token, row))
            .ToDictionary(p => p.token, p => p.row);
    }

    /// <summary>Measures it on the same pairs as <see cref="NeuronScores.Measure"/>.</summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="windows">Token ids, all windows of one length.</param>
    /// <param name="settings">Where the pairs come from.</param>
    /// <param name="seeds">Seeds of the shuffles; every neuron of a layer is given the same order.</param>
    /// <param name="stop">Checked before each layer and pass.</param>
    /// <returns><c>[layer][seed][neuron]</c>, no unit; null for a neuron whose median output distance is 0.</returns>
    public static IReadOnlyList<double?[][]> Measure(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, NeuronScoreSettings settings,
        IReadOnlyList<int> seeds, CancellationToken stop)
    {
        var tokens = checked(windows.Count * windows[0].Count);
        var pass = new ShuffledDifficulty(
            TokenPairs.Disjoint(tokens, Math.Min(settings.Pairs, tokens / 2), settings.Seed), seeds);
        var layers = new List<double?[][]>();
        try
        {
            using var progress = Progress.Start("Shuffling input distances", model.Layers);
            using var seeing = model.Observe((_, input, preActivation) =>
            {
                stop.ThrowIfCancellationRequested();
                pass.Add(input, preActivation);
            });
            model.RunLayerByLayer(
                windows, model.TextsPerPass(Batch, windows[0].Count), _ => pass.Clear(), layer =>
                {
                    layers.Add(pass.Difficulties());
                    progress.Report(layer + 1);
                });
        }
        finally
        {
            pass.Clear();
        }

        return layers;
    }

    private void Add(Tensor input, Tensor preActivation)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var count = (int)(preActivation.shape[0] * preActivation.shape[1]);
        (int Token, int Row)[] here = [
            .. Enumerable.Range(0, count).Where(t => rowOf.ContainsKey(seen + t)).Select(t => (t, rowOf[seen + t]))];
        seen += count;
        if (here.Length == 0)
            return;
        var (from, to) = (Indices(here.Select(h => h.Token)), Indices(here.Select(h => h.Row)));
        Keep(ref inputs, input);
        Keep(ref outputs, preActivation);

        Tensor Indices(IEnumerable<int> rows) => tensor(
            rows.Select(r => (long)r).ToArray(), device: preActivation.device);

        void Keep(ref Tensor? table, Tensor values)
        {
            var rows = values.reshape(count, values.shape[2]);
            table ??= empty(2L * pairs.Count, rows.shape[1], device: rows.device).DetachFromDisposeScope();
            table.index_copy_(0, to, rows.index_select(0, from));
        }
    }

    private void Clear()
    {
        inputs?.Dispose();
        outputs?.Dispose();
        (inputs, outputs, seen) = (null, null, 0);
    }

    private double?[][] Difficulties()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var neurons = (int)outputs!.shape[1];
        var away = Apart(inputs!).square().sum(1).sqrt();
        var distinct = away.gt(TensorArithmetic.Zero).nonzero().squeeze(1); // equal inputs have no ratio
        away = away.index_select(0, distinct);
        var count = (int)away.shape[0];
        if (count == 0)
            return [.. seeds.Select(_ => new double?[neurons])];
        double[] weights = [.. (away.max() / away).cpu().data<double>()];
        var orders = stack([.. seeds.Select(seed => tensor(
            new SeededRandom(seed).Distinct(count, count).Select(p => weights[p] / count).ToArray(),
            device: away.device))]);
        var results = seeds.Select(_ => new double?[neurons]).ToArray();
        for (var from = 0; from < neurons; from += Block)
        {
            using var block = NewDisposeScope();
            var distances = Apart(outputs.narrow(1, from, Math.Min(Block, neurons - from))).abs()
                .index_select(0, distinct);
            var sorted = distances.sort(0).Values;
            double[] lower = Host(sorted.select(0, (count - 1) / 2)), upper = Host(sorted.select(0, count / 2));
            var sums = Host(orders.matmul(distances));
            for (var s = 0; s < results.Length; s++)
                for (var n = 0; n < lower.Length; n++)
                    if (lower[n] + upper[n] is > 0 and var twice)
                        results[s][from + n] = sums[(s * lower.Length) + n] / (twice / 2);
        }

        return results;
    }

    private Tensor Apart(Tensor rows) => rows.narrow(0, 0, pairs.Count).to(ScalarType.Float64).Minus(
        rows.narrow(0, pairs.Count, pairs.Count));

    private static double[] Host(Tensor values) => [.. values.contiguous().cpu().data<double>()];
}
