using static TorchSharp.torch;

namespace NegPreact.Tests.Experiments;

/// <summary>What an experiment may not leave behind.</summary>
internal static class Traces
{
    /// <summary>Runs something and checks that there are as many tensors as before, and no hook on the model.</summary>
    public static void None(LanguageModel model, Action run)
    {
        // What another test left to the garbage collector must not go while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        run();
        Assert.Equal(before, Tensor.TotalCount);
        Assert.All(model.Network.Mlps, site => Assert.Equal(0, site.HookCount));
    }

    /// <summary>The same of a run that ends, and then of one that is cancelled.</summary>
    public static void NoneAlsoWhenCancelled(LanguageModel model, Action<CancellationToken> run) => None(model, () =>
    {
        run(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => run(stop.Token));
    });
}
