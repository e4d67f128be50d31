using static NegPreact.Tests.Models.DeepModel;

namespace NegPreact.Tests.Models;

/// <summary>With and without reuse of the lower layers every logit is the same to the last bit.</summary>
public class LayerReuseTests
{
    public static TheoryData<string, string?, bool> Kinds => new()
    {
        { "gpt2", null, false }, { "gpt_neox", null, false }, { "gpt_neox", "use_parallel_residual", false },
            { "llama", null, false }, { "mistral", "sliding_window", true },
        { "opt", null, false }, { "opt", "do_layer_norm_before", false }, { "qwen2", null, false },
        { "qwen3", null, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Every_logit_is_the_same_to_the_last_bit(string type, string? field, bool window)
    {
        using var files = Deep(type, field is null ? [] : [(field, window ? 3 : false)]);
        using var model = files.Load();
        var states = States(model).ToArray();
        var expected = states.Select(state => Bits(model, state)).ToArray();
        // Two observers change nothing and, where the activation is a ReLU, nor do three of the ablations; all else
        // does.
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
        // after layers 0 and 1: what leaves layer 2 is not the untouched model's
        Assert.Equal((2 * Stream) + Ids, reuse.BytesHeld);
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
    public void Only_the_depths_where_ablations_begin_are_kept()
    {
        using var files = Deep("gpt2");
        using var model = files.Load();
        using var reuse = model.ReuseLowerLayers(Ample, [0, 2, 2]);
        const int Stream = 2 * 5 * 16 * sizeof(float), Ids = 2 * 5 * sizeof(long);
        Assert.Equal((0, Layers), Run(null));
        Assert.Equal(Stream + Ids, reuse.BytesHeld);
        Assert.Equal((0, Layers), Run(1)); // nothing is kept so low
        Assert.Equal((2, Layers - 2), Run(2));
        Assert.Equal((2, Layers - 2), Run(3));
        Assert.Equal((2, Layers - 2), Run(null));
        Assert.Equal(Stream + Ids, reuse.BytesHeld);

        (long, long) Run(int? layer)
        {
            using var ablation = layer is { } l ? model.Ablate(Neurons(model, l), Ablation.ZeroBoth) : null;
            int[] plain;
            using (model.ReuseLowerLayers(0)) // the inner scope is used, and keeps nothing
                plain = Bits(model, () => null, Batches[0]);
            var before = (reuse.LayersReused, reuse.LayersRun);
            Assert.Equal(plain, Bits(model, () => null, Batches[0]));
            return (reuse.LayersReused - before.LayersReused, reuse.LayersRun - before.LayersRun);
        }
    }

    [Fact]
    public void With_too_little_room_every_second_depth_is_kept_in_all_batches()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        int[][][] batches = [Batches[0], [[2, 8, 4, 11, 250], [1, 5, 9, 30, 7]]];
        const int Stream = 2 * 5 * 16 * sizeof(float), Ids = 2 * 5 * sizeof(long);
        // Three depths of one batch, or one of each: the depths 1 and 3 make way for the other batch.
        using var reuse = model.ReuseLowerLayers((3 * Stream) + (2 * Ids), [1, 2, 3]);
        foreach (var batch in batches)
            model.Run(batch);
        Assert.Equal(2 * (Stream + Ids), reuse.BytesHeld);
        foreach (var batch in batches)
            foreach (var (layer, saved) in new[] { (1, 0), (2, 2), (3, 2) })
            {
                var before = reuse.LayersReused;
                using (model.Ablate(Neurons(model, layer), Ablation.ZeroNegative))
                    model.Run(batch);
                Assert.Equal(saved, reuse.LayersReused - before);
            }

        Assert.InRange(reuse.BytesHeld, 0, reuse.ByteBudget);
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
                    all.AddRange([.. Perplexity.OfWindows(model, windows).WindowLosses,
                        .. SharedPrefixes.LogProbabilities(model, sentences).SelectMany(v => v)]);
            return all;
        }
    }
}
