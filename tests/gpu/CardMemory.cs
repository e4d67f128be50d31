using System.Runtime.InteropServices;
using NegPreact.Native;
using static TorchSharp.torch;

namespace NegPreact.Gpu;

/// <summary>
/// The most memory of the card that was in use while this lives, whoever holds it: the CUDA context and what libtorch
/// keeps for reuse included. Looked at every few milliseconds.
/// </summary>
internal sealed unsafe class CardMemory : IDisposable
{
    private const int Milliseconds = 5;
    private static readonly delegate* unmanaged<nuint*, nuint*, int> info = Info();
    private readonly CancellationTokenSource stop = new();
    private readonly Task watch;
    private double peak;

    private CardMemory() => watch = Task.Run(() =>
    {
        do
            peak = Math.Max(peak, InUse());
        while (!stop.Token.WaitHandle.WaitOne(Milliseconds));
    });

    /// <summary>Begins to watch; null where there is no CUDA in this process.</summary>
    public static CardMemory? Watch() => info is null ? null : new CardMemory();

    /// <summary>The most that was in use so far, bytes.</summary>
    public double Peak => Math.Max(peak, InUse());

    /// <summary>
    /// Takes memory away until the card is as good as one of that size, for what is in use now and will be.
    /// </summary>
    /// <returns>What was taken; the caller disposes it.</returns>
    public static Tensor Confine(double bytes)
    {
        nuint free = 0, total = 0;
        Check(info(&free, &total));
        return empty((long)Math.Clamp(total - bytes, 0, free), ScalarType.Int8, CUDA).DetachFromDisposeScope();
    }

    public void Dispose()
    {
        stop.Cancel();
        watch.Wait();
        stop.Dispose();
    }

    private static double InUse()
    {
        nuint free = 0, total = 0;
        Check(info(&free, &total));
        return total - (double)free;
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new NegPreactException(
                ErrorKind.Device, $"cudaMemGetInfo failed with error {error}; see whether the GPU is in order "
                + "(nvidia-smi).");
    }

    private static delegate* unmanaged<nuint*, nuint*, int> Info()
    {
        var runtime = CudaCheck.Loaded("libcudart");
        return runtime is not null && cuda.is_available() && NativeLibrary.TryGetExport(
            NativeLibrary.Load(runtime), "cudaMemGetInfo", out var call)
            ? (delegate* unmanaged<nuint*, nuint*, int>)call
            : null;
    }
}
