using System.Text.Json.Nodes;
using NegPreact.Ablations;
using NegPreact.Hooks;
using NegPreact.Models;
using NegPreact.Surprisal;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>With and without reuse of the lower layers every logit is the same to the last bit.</summary>
public class LayerReuseTests
{
    private const int Layers = 4;
    private const long Tiny = 2_000; // less than one batch has over all depths
    private const long Ample = 1 << 20;

    // Two rows of one length, rows that must be padded, and the same rows with the padding spelt out: equal ids, equal logits.
    private static readonly int[][][] Batches = [[[1, 5, 9, 30, 7], [2, 8, 4, 11, 250]], [[3, 1, 4, 1, 5, 9], [2, 7], [1, 8, 2]], [[3, 1, 4, 1, 5, 9], [2, 7, 0, 0, 0, 0], [1, 8, 2, 0, 0, 0]]];

    public static TheoryData<string, string?, bool> Kinds => new()
    {
        { "gpt2", null, false }, { "gpt_neox", null, false }, { "gpt_neox", "use_parallel_residual", false }, { "llama", null, false }, { "mistral", "sliding_window", true },
        { "opt", null, false }, { "opt", "do_layer_norm_before", false }, { "qwen2", null, false }, { "qwen3", null, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_logit_is_the_same_to_the_last_bit(string type, string? field, bool window)
    {
        using var files = Deep(type, field is null ? [] : [(field, window ? 3 : false)]);
        using var model = files.Load();
        var states = States(model).ToArray();
        var expected = states.Select(state => Bits(model, state)).ToArray();
        // Two observers change nothing and, where the activation is a ReLU, nor do three of the ablations; all else does.
        Assert.InRange(expected.Select(e => string.Join(' ', e[0])).Distinct().Count(), 15, states.Length - 2);
        foreach (var budget in (long[])[0, Tiny, Ample])
        {
            using var reuse = model.ReuseLowerLayers(budget);
            foreach (var s in Enumerable.Range(0, states.Length).Concat(Enumerable.Range(0, states.Length).Reverse()))
            {
                Assert.Equal(expected[s], Bits(model, states[s]));
                Assert.InRange(reuse.BytesHeld, 0, budget);
            }

            Assert.Equal(budget > 0, reuse.LayersReused > 0);
            Assert.Equal(2L * states.Length * Batches.Length * Layers, reuse.LayersReused + reuse.LayersRun);
        }

        Assert.All(model.Network.Mlps, m => Assert.Equal(0, m.HookCount));
    }

    [Theory]
    [MemberData(nameof(ForwardOracleTests.ScoreRows), MemberType = typeof(ForwardOracleTests))]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void It_is_so_for_the_reference_models(string folder, string subject)
    {
        using var oracle = Oracle.Open(folder);
        int[][] texts = Oracle.Table(oracle.Inputs.GetProperty("input_ids"));
        var expected = Bits(oracle.Model, () => oracle.Apply(subject), texts);
        using var reuse = oracle.Model.ReuseLowerLayers(Ample);
        Assert.Equal(Bits(oracle.Model, () => null, texts), Bits(oracle.Model, () => null, texts));
        Assert.Equal(oracle.Model.Layers, reuse.LayersReused);
        Assert.Equal(expected, Bits(oracle.Model, () => oracle.Apply(subject), texts));
        Assert.Equal(expected, Bits(oracle.Model, () => oracle.Apply(subject), texts));
    }

    [Fact]
    public void A_pass_runs_the_layers_from_the_first_hook_on()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        using var reuse = model.ReuseLowerLayers(Ample);
        Run(null); // nothing is known yet
        for (var layer = 0; layer < Layers; layer++)
            using (model.Ablate(Neurons(model, layer), Ablation.ZeroNegative))
                Assert.Equal(Layers - layer, Run(null));
        using (model.Network.Residual[3].Add(x => x * 2))
            Assert.Equal(1, Run(null));
        Assert.Equal(0, Run(null));
        Assert.Equal(Layers, Run([[1, 5, 9, 30, 8], [2, 8, 4, 11, 250]])); // one id differs
        Assert.Equal(Layers, Run([[1, 5, 9, 30, 7, 2, 8, 4, 11, 250]])); // the same ids in one row

        long Run(int[][]? ids)
        {
            var before = reuse.LayersRun;
            model.Run(ids ?? Batches[0]);
            return reuse.LayersRun - before;
        }
    }

    [Fact]
    public void A_pass_that_begins_at_an_ablation_keeps_what_lies_below_it_for_the_next()
    {
        using var files = Deep("gpt_neox");
        using var model = files.Load();
        using var reuse = model.ReuseLowerLayers(Ample);
        using (model.Ablate(Neurons(model, 2), Ablation.ZeroBoth))
            model.Run(Batches[0]);
        const int Stream = 2 * 5 * 16 * sizeof(float), Ids = 2 * 5 * sizeof(long);
        Assert.Equal((2 * Stream) + Ids, reuse.BytesHeld); // after layers 0 and 1: what leaves layer 2 is not the untouched model's
        model.Run(Batches[0]);
        Assert.Equal((4 * Stream) + Ids, reuse.BytesHeld);
        Assert.Equal(2, reuse.LayersReused);
        model.Run(Batches[1]);
        model.Run(Batches[2]); // padded to the same ids
        Assert.Equal(2 + Layers, reuse.LayersReused);
    }

    [Fact]
    public void What_finds_no_room_is_run_again()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        const int Room = (2 * 2 * 5 * 16 * sizeof(float)) + (2 * 5 * sizeof(long)); // two depths of the first batch
        using var reuse = model.ReuseLowerLayers(Room);
        for (var round = 0; round < 3; round++)
            foreach (var batch in Batches[..2])
                model.Run(batch);
        Assert.Equal(Room, reuse.BytesHeld);
        Assert.Equal(2 * 2, reuse.LayersReused);
    }

    [Fact]
    public void Hooks_that_come_and_go_while_a_pass_runs_spoil_nothing()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        var plain = Bits(model, () => null);
        using (model.ReuseLowerLayers(Ample))
        {
            // A hook that ends its own scope after it has changed a stream; one that opens an ablation further up; one below itself.
            foreach (var meddle in (Func<IDisposable>[])[
                () => Once(model.Network.Mlps[1].PreActivation, a => a * 2),
                () => Once(model.Network.Residual[2], x => x * 2),
                () => Once(model.Network.Mlps[1].Input, x => x, () => model.Ablate(Neurons(model, 3), Ablation.ZeroBoth)),
                () => Once(model.Network.Mlps[2].Input, x => x, () => model.Ablate(Neurons(model, 0), Ablation.ZeroBoth))])
            {
                using (meddle())
                    model.Run(Batches[0]);
                Assert.Equal(plain, Bits(model, () => null));
            }
        }

        LayerReuse? own = null;
        using (model.Network.Mlps[3].Input.Add(x =>
        {
            own!.Dispose();
            return x;
        }))
        {
            own = model.ReuseLowerLayers(Ample);
            model.Run(Batches[0]);
            Assert.Equal(0, own.BytesHeld);
            Assert.Equal(plain, Bits(model, () => null));
        }

        // Added to a point, it runs once and ends itself and all that it opened.
        static IDisposable Once(HookPoint point, Func<Tensor, Tensor> change, Func<IDisposable>? open = null)
        {
            List<IDisposable> scopes = [];
            scopes.Add(point.Add(x =>
            {
                scopes[0].Dispose();
                if (open is not null)
                    scopes.Add(open());
                return change(x);
            }));
            return new Closing(scopes);
        }
    }

    [Fact]
    public void A_hook_that_writes_into_the_stream_does_not_write_into_what_is_kept()
    {
        using var files = Deep("gpt2");
        using var model = files.Load();
        var plain = Bits(model, () => null);
        var written = Bits(model, Write);
        using var reuse = model.ReuseLowerLayers(Ample);
        Assert.Equal(written, Bits(model, Write)); // while it is being kept
        Assert.Equal(plain, Bits(model, () => null));
        Assert.Equal(written, Bits(model, Write)); // when it is there
        Assert.Equal(plain, Bits(model, () => null));
        IDisposable Write() => model.Network.Residual[2].Add(x => x.mul_(2));
    }

    [Fact]
    public void Threads_share_what_is_kept()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        using var ablation = model.Ablate(Neurons(model, 2), Ablation.SignFlip);
        int[][][] many = [.. Enumerable.Range(0, 24).Select(i => new[] { new[] { i % 8, 5, 6 }, [1, 2, 3] })];
        var expected = many.Select(ids => Bits(model, () => null, ids)).ToArray();
        using var reuse = model.ReuseLowerLayers(Ample);
        var found = new int[many.Length][];
        Parallel.For(0, many.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => found[i] = Bits(model, () => null, many[i]));
        Assert.Equal(expected, found);
        Assert.Equal(8 * ((2 * 2 * 3 * 16 * sizeof(float)) + (2 * 3 * sizeof(long))), reuse.BytesHeld);
    }

    [Fact]
    public void An_inner_scope_is_used_instead_of_the_outer_one_until_it_ends()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        using var outer = model.ReuseLowerLayers(Ample);
        model.Run(Batches[0]);
        using (var inner = model.ReuseLowerLayers(Ample))
        {
            model.Run(Batches[0]);
            Assert.Equal((0L, (long)Layers), (inner.LayersReused, inner.LayersRun));
        }

        model.Run(Batches[0]);
        Assert.Equal(Layers, outer.LayersReused);
        outer.Dispose();
        outer.Dispose();
        model.Run(Batches[0]);
        Assert.Equal((Layers, 0L), (outer.LayersReused, outer.BytesHeld));
    }

    [Fact]
    public void A_pass_with_gradients_runs_every_layer()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        using var reuse = model.ReuseLowerLayers(Ample);
        using var ids = tensor([1L, 2, 3], [1, 3]);
        for (var i = 0; i < 2; i++)
            model.Network.Logits(ids).Dispose();
        Assert.Equal((0L, 0L), (reuse.LayersRun, reuse.BytesHeld));
    }

    [Fact]
    public void Perplexities_and_scores_of_sentences_are_the_same_to_the_last_bit()
    {
        using var files = Deep("opt");
        using var model = files.Load();
        int[][] windows = [.. Enumerable.Range(0, 20).Select(w => Enumerable.Range(w, 8).ToArray())];
        int[][] sentences = [[4, 8, 15, 16, 23], [4, 8, 15, 42, 99], [4, 8, 15], [7, 7], [9]];
        var expected = Measure();
        using var reuse = model.ReuseLowerLayers(Ample);
        Assert.Equal(expected, Measure());
        Assert.Equal(expected, Measure());
        // In the first round 0 + 1 + 2 + 3 layers of 4 each, in the second all 4 of the untouched model's too.
        Assert.Equal(16.0 / 40, (double)reuse.LayersReused / (reuse.LayersReused + reuse.LayersRun));

        List<double> Measure()
        {
            List<double> all = [];
            for (var layer = -1; layer < Layers; layer++)
                using (layer < 0 ? null : model.Ablate(Neurons(model, layer), Ablation.ZeroPositive))
                    all.AddRange([.. Perplexity.OfWindows(model, windows).WindowLosses, .. SharedPrefixes.LogProbabilities(model, sentences).SelectMany(v => v)]);
            return all;
        }
    }

    [Fact]
    public void Nothing_is_left_when_it_ends_also_after_a_failure()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        LiveTensors.StayEqual(() =>
        {
            using var reuse = model.ReuseLowerLayers(Ample);
            foreach (var state in States(model))
                Bits(model, state);
            using var failing = model.Network.Mlps[2].PreActivation.Add(_ => throw new InvalidOperationException());
            Assert.Throws<InvalidOperationException>(() => model.Run([[7, 6, 5]]));
            using (no_grad())
            using (var ids = tensor([7L, 6, 5], [1, 3]))
                Assert.Throws<InvalidOperationException>(() => model.Network.Pass(ids));
        });
    }

    [Fact]
    public void A_negative_budget_is_refused()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ReuseLowerLayers(-1));
    }

    private static TinyModel Deep(string type, params (string Field, JsonNode? Value)[] changes) =>
        TinyModel.Of(type, [(type == "gpt2" ? "n_layer" : "num_hidden_layers", Layers), .. changes]);

    // Every layer and kind of ablation, ablations within ablations, hooks at every depth of the stream, and two observers.
    private static IEnumerable<Func<IDisposable?>> States(LanguageModel model)
    {
        yield return () => null;
        for (var l = 0; l < Layers; l++)
        {
            var layer = l;
            foreach (var ablation in Enum.GetValues<Ablation>())
                yield return () => model.Ablate(Neurons(model, layer), ablation);
            yield return () => model.Network.Mlps[layer].Input.Add(x => x * 2);
        }

        for (var d = 0; d <= Layers; d++)
        {
            var depth = d;
            yield return () => model.Network.Residual[depth].Add(x => x + 1);
        }

        yield return () => new Closing([model.Ablate(Neurons(model, 3), Ablation.SignFlip), model.Ablate(Neurons(model, 1), Ablation.ZeroNegative)]);
        yield return () => new Closing([model.Network.Mlps[2].PreActivation.Add(a => a), model.Ablate(Neurons(model, 3), Ablation.ZeroBoth), model.Network.Residual[3].Add(x => x * 2)]);
        yield return () => model.Observe((_, _, _) => { });
        yield return () => model.Network.Residual[2].Add(x => x);
    }

    private static NeuronSet Neurons(LanguageModel model, int layer) =>
        NeuronSet.Of(model.IntermediateSizes.Select((n, l) => l == layer ? Enumerable.Range(0, n) : []), model.IntermediateSizes);

    private static int[][] Bits(LanguageModel model, Func<IDisposable?> state)
    {
        using var scope = state();
        return [.. Batches.Select(ids => Bits(model, () => null, ids))];
    }

    private static int[] Bits(LanguageModel model, Func<IDisposable?> state, int[][] ids)
    {
        using var tensors = NewDisposeScope();
        using var scope = state();
        var logits = model.Logits(ids);
        return [.. Oracle.Values(logits).Select(BitConverter.SingleToInt32Bits)];
    }

    private sealed class Closing(IReadOnlyList<IDisposable> scopes) : IDisposable
    {
        public void Dispose()
        {
            foreach (var scope in scopes)
                scope.Dispose();
        }
    }
}
