using NegPreact.Tests.Models;
using static TorchSharp.torch;

namespace NegPreact.Tests.Hooks;

public sealed class HookTests : IDisposable
{
    private static readonly int[][] Ids = [[1, 5, 9, 30, 7], [2, 8, 4, 11, 250]];
    private readonly TinyModel files = TinyModel.Llama();
    private readonly LanguageModel model;
    private readonly float[] plain;

    public HookTests()
    {
        model = files.Load();
        plain = Logits();
    }

    [Fact]
    public void A_scope_removes_its_own_hooks_and_no_others()
    {
        var site = model.Network.Mlps[0];
        using var other = site.PreActivation.Add(a => a + 1);
        var withOther = Logits();
        using (site.PreActivation.Add(a => a * 2))
        {
            Assert.Equal(2, site.PreActivation.Count);
            Assert.NotEqual(withOther, Logits());
        }

        Assert.Equal(1, site.HookCount);
        Assert.Equal(withOther, Logits());
        Assert.NotEqual(plain, withOther);
    }

    [Fact]
    public void Disposing_twice_removes_nothing_more()
    {
        var site = model.Network.Mlps[1];
        Func<Tensor, Tensor> same = a => a * 2;
        var first = site.PreActivation.Add(same);
        using var second = site.PreActivation.Add(same);
        Assert.Equal(2, site.PreActivation.Count); // one delegate added twice is two hooks
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, site.PreActivation.Count);
        second.Dispose();
        Assert.Equal(plain, Logits());
    }

    [Fact]
    public void Scopes_nest_and_end_in_any_order()
    {
        var half = Neurons(12);
        var all = Neurons(24);
        var outer = model.Ablate(half, Ablation.ZeroNegative);
        var onlyOuter = Logits();
        var inner = model.Ablate(all, Ablation.ZeroPositive);
        Assert.NotEqual(onlyOuter, Logits());
        inner.Dispose();
        Assert.Equal(onlyOuter, Logits());

        var innerAgain = model.Ablate(all, Ablation.ZeroPositive);
        outer.Dispose(); // the outer one first
        var onlyInner = Logits();
        innerAgain.Dispose();
        using (model.Ablate(all, Ablation.ZeroPositive))
            Assert.Equal(Logits(), onlyInner);
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
        Assert.Equal(plain, Logits());
    }

    [Fact]
    public void A_throwing_body_leaves_no_hook()
    {
        Assert.Throws<InvalidOperationException>(void () =>
        {
            using var ablation = model.Ablate(Neurons(24), Ablation.SignFlip);
            using var seen = model.Observe((_, _, _) => throw new InvalidOperationException());
            model.Run(Ids);
        });
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
        Assert.Equal(plain, Logits());
    }

    [Fact]
    public void A_scope_may_end_while_its_hook_runs()
    {
        IDisposable? own = null;
        var runs = 0;
        own = model.Network.Mlps[0].PreActivation.Add(a =>
        {
            runs++;
            own!.Dispose();
            return a;
        });
        Assert.Equal(plain, Logits());
        Assert.Equal(plain, Logits());
        Assert.Equal(1, runs);
    }

    [Fact]
    public void Hooks_run_in_the_order_they_were_added_and_an_observer_sees_what_was_before_it()
    {
        var all = Neurons(24);
        float[] before = [], after = [];
        using (Watch(values => before = values))
        using (model.Ablate(all, Ablation.ZeroNegative))
        using (Watch(values => after = values))
            model.Run(Ids);
        Assert.Contains(before, a => a < 0);
        Assert.Equal(before.Select(a => Math.Max(a, 0)), after);
        IDisposable Watch(Action<float[]> see) => model.Observe((layer, _, a) =>
        {
            if (layer == 0)
                see(Oracle.Values(a));
        });
    }

    [Fact]
    public void An_input_hook_changes_what_the_projection_and_its_observer_get()
    {
        float[] doubled = [], seen = [];
        using (model.Network.Mlps[0].Input.Add(x => x * 2))
        using (model.Observe((layer, x, _) =>
        {
            if (layer == 0)
                seen = Oracle.Values(x);
        }))
            Assert.NotEqual(plain, Logits());
        using (model.Observe((layer, x, _) =>
        {
            if (layer == 0)
                doubled = [.. Oracle.Values(x).Select(v => 2 * v)];
        }))
            model.Run(Ids);
        Assert.Equal(doubled, seen);
    }

    [Fact]
    public void Observing_changes_no_logit()
    {
        using (model.Observe((_, _, _) => { }))
            Assert.Equal(plain, Logits());
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
    }

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    private NeuronSet Neurons(int count) =>
        NeuronSet.Of(model.IntermediateSizes.Select(_ => Enumerable.Range(0, count)), model.IntermediateSizes);

    private float[] Logits()
    {
        using var logits = model.Logits(Ids);
        return Oracle.Values(logits);
    }
}
