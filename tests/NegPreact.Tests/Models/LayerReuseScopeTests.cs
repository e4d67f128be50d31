using NegPreact.Hooks;
using NegPreact.Models;
using static NegPreact.Tests.Models.DeepModel;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>What a scope of layer reuse does when hooks change, threads share it, and it ends.</summary>
public class LayerReuseScopeTests
{
    [Fact]
    public void Hooks_that_come_and_go_while_a_pass_runs_spoil_nothing()
    {
        using var files = Deep("llama");
        using var model = files.Load();
        var plain = Bits(model, () => null);
        using (model.ReuseLowerLayers(Ample))
        {
            // A hook that ends its own scope after it has changed a stream; one that opens an ablation further up; one
            // below itself.
            foreach (var meddle in (Func<IDisposable>[])[
                () => Once(model.Network.Mlps[1].PreActivation, a => a * 2),
                () => Once(model.Network.Residual[2], x => x * 2),
                () => Once(model.Network.Mlps[1].Input, x => x,
                    () => model.Ablate(Neurons(model, 3), Ablation.ZeroBoth)),
                () => Once(model.Network.Mlps[2].Input, x => x,
                    () => model.Ablate(Neurons(model, 0), Ablation.ZeroBoth))])
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
        Parallel.For(0, many.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            set_num_threads(1); // each thread has a number of its own, on which the last digits depend
            found[i] = Bits(model, () => null, many[i]);
        });
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
}
