using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>Counts native tensors, so that a test can say that none is left behind.</summary>
internal static class LiveTensors
{
    /// <summary>
    /// After the action as many tensors are alive as before, without the help of the garbage collector.
    /// </summary>
    /// <param name="action">What is done.</param>
    /// <param name="parameters">
    /// How many trainable parameters the action makes: TorchSharp goes on counting the tensor that each is made from,
    /// though its memory has become the parameter's and is freed with it.
    /// </param>
    public static void StayEqual(Action action, int parameters = 0)
    {
        action(); // once before: what is made once in a process (constants, say) is no leak
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // A collection in the middle would hide a leak: none comes while so little is allocated.
        Assert.True(GC.TryStartNoGCRegion(64 << 20), "the garbage collector cannot be kept away");
        try
        {
            var before = Tensor.TotalCount;
            action();
            Assert.Equal(before + parameters, Tensor.TotalCount);
        }
        finally
        {
            if (System.Runtime.GCSettings.LatencyMode == System.Runtime.GCLatencyMode.NoGCRegion)
                GC.EndNoGCRegion();
        }
    }
}
