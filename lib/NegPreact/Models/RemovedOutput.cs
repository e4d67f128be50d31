using System.Runtime.InteropServices;
using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// How much of what a neuron writes into the residual stream an ablation takes away: the root of the mean square over
/// tokens of the removed activation, times what the gate multiplies it by, times the norm of the neuron's column in the
/// second projection.
/// </summary>
internal static class RemovedOutput
{
    /// <summary>Measures every neuron.</summary>
    /// <param name="model">The model; ablations in force count.</param>
    /// <param name="windows">The text as token ids, windows of one length.</param>
    /// <param name="stop">Checked before each forward pass.</param>
    /// <returns>For each layer one value per neuron, in units of the stream, 0 or more.</returns>
    public static double[][] OfNegatives(
        LanguageModel model, IReadOnlyList<IReadOnlyList<int>> windows, CancellationToken stop)
    {
        var sites = model.Network.Mlps;
        double[][] squares = [.. sites.Select(s => new double[s.Neurons])];
        var inputs = new Tensor?[sites.Count]; // each belongs to the pass that is under way
        var tokens = 0L;
        using (Scope.Of([.. sites.SelectMany(Hooks)]))
            foreach (var batch in windows.Chunk(model.TextsPerPass(8, windows[0].Count)))
            {
                stop.ThrowIfCancellationRequested();
                model.Run(batch);
                tokens += batch.Sum(w => w.Count);
            }

        return [.. sites.Select((site, layer) =>
        {
            using var scope = NewDisposeScope();
            var norms = Values(site.OutputNorms().to(ScalarType.Float64));
            return squares[layer].Zip(norms, (sum, norm) => Math.Sqrt(sum / tokens) * norm).ToArray();
        })];

        IEnumerable<IDisposable> Hooks(MlpSite site, int layer)
        {
            yield return site.Input.Add(x => inputs[layer] = x);
            yield return site.SwapActivation((a, h) =>
            {
                using var scope = NewDisposeScope();
                var removed = where(a.lt(TensorArithmetic.Zero), h, zeros_like(h));
                if (site.Factor is { } factor)
                    removed *= factor(inputs[layer]!);
                foreach (var (i, sum) in Values((removed * removed).sum([0L, 1L], type: ScalarType.Float64)).Index())
                    squares[layer][i] += sum;
                return h;
            });
        }
    }

    private static double[] Values(Tensor float64)
    {
        using var here = float64.cpu();
        return MemoryMarshal.Cast<byte, double>(here.bytes).ToArray();
    }
}
