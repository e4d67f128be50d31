using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>A random model of four layers, and what can be done to it, for the tests of layer reuse.</summary>
internal static class DeepModel
{
    public const int Layers = 4;
    public const long Tiny = 2_000; // less than one batch has over all depths
    public const long Ample = 1 << 20;

    // Two rows of one length, rows that must be padded, and the same rows with the padding spelt out: equal ids, equal
    // logits.
    public static readonly int[][][] Batches = [[[1, 5, 9, 30, 7], [2, 8, 4, 11, 250]],
        [[3, 1, 4, 1, 5, 9], [2, 7], [1, 8, 2]], [[3, 1, 4, 1, 5, 9], [2, 7, 0, 0, 0, 0], [1, 8, 2, 0, 0, 0]]];

    public static TinyModel Deep(string type, params (string Field, JsonNode? Value)[] changes) =>
        TinyModel.Of(type, [(type == "gpt2" ? "n_layer" : "num_hidden_layers", Layers), .. changes]);

    // Every layer and kind of ablation, ablations within ablations, hooks at every depth of the stream, and two
    // observers.
    public static IEnumerable<Func<IDisposable?>> States(LanguageModel model)
    {
        yield return () => null;
        for (var l = 0; l < Layers; l++)
        {
            var layer = l;
            foreach (var ablation in Ablation.All)
                yield return () => model.Ablate(Neurons(model, layer), ablation);
            yield return () => model.Network.Mlps[layer].Input.Add(x => x * 2);
        }

        for (var d = 0; d <= Layers; d++)
        {
            var depth = d;
            yield return () => model.Network.Residual[depth].Add(x => x + 1);
        }

        yield return () =>
            new Closing([model.Ablate(Neurons(model, 3), Ablation.SignFlip),
            model.Ablate(Neurons(model, 1), Ablation.ZeroNegative)]);
        yield return () =>
            new Closing([model.Network.Mlps[2].PreActivation.Add(a => a),
            model.Ablate(Neurons(model, 3), Ablation.ZeroBoth), model.Network.Residual[3].Add(x => x * 2)]);
        yield return () => model.Observe((_, _, _) => { });
        yield return () => model.Network.Residual[2].Add(x => x);
    }

    public static NeuronSet Neurons(LanguageModel model, int layer) =>
        NeuronSet.Of(model.IntermediateSizes.Select((n, l) => l == layer ? Enumerable.Range(0, n) : []),
        model.IntermediateSizes);

    public static int[][] Bits(LanguageModel model, Func<IDisposable?> state)
    {
        using var scope = state();
        return [.. Batches.Select(ids => Bits(model, () => null, ids))];
    }

    public static int[] Bits(LanguageModel model, Func<IDisposable?> state, int[][] ids)
    {
        using var tensors = NewDisposeScope();
        using var scope = state();
        var logits = model.Logits(ids);
        return [.. Oracle.Values(logits).Select(BitConverter.SingleToInt32Bits)];
    }

    public sealed class Closing(IReadOnlyList<IDisposable> scopes) : IDisposable
    {
        public void Dispose()
        {
            foreach (var scope in scopes)
                scope.Dispose();
        }
    }
}
