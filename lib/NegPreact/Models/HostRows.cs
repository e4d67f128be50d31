using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// Row by row arithmetic on float32 numbers in the machine's own memory, for what libtorch does in several passes over
/// memory: each row is read once, by one thread, so that the numbers do not depend on how many there are.
/// </summary>
internal static class HostRows
{
    private const long LeastNumbers = 1 << 14; // for which it is worth waking a second thread
    private const int PartsPerThread = 4; // so that one with less time than the others does not hold them up

    /// <summary>
    /// Whether a tensor can be worked on so: on the CPU, its rows one behind the other, and no gradient is wanted.
    /// </summary>
    public static bool Hold(Tensor x) => !is_grad_enabled() && x.device_type == TorchSharp.DeviceType.CPU
        && x.dtype == ScalarType.Float32 && x.numel() <= int.MaxValue / sizeof(float) && x.is_contiguous();

    /// <summary>The numbers of such a tensor, in its own memory.</summary>
    public static Span<float> Numbers(Tensor x) => MemoryMarshal.Cast<byte, float>(x.bytes);

    /// <summary>Does something to all rows, some of them at a time, on as many threads as libtorch has.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="width">How many numbers one has.</param>
    /// <param name="part">Gets the first row of a part and the one behind its last.</param>
    public static void InParts(long rows, long width, Action<int, int> part)
    {
        var threads = get_num_threads();
        var parts = Math.Min(Math.Min(rows, (long)threads * PartsPerThread), rows * width / LeastNumbers);
        if (threads == 1 || parts <= 1)
            part(0, (int)rows);
        else
            Parallel.For(
                0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads },
                p => part((int)(rows * p / parts), (int)(rows * (p + 1) / parts)));
    }
}
