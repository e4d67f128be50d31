using NegPreact.Models;
using NegPreact.Native;

namespace NegPreact.Tests.Native;

/// <summary>Why there is no CUDA, and that memory is too small, is told in one sentence that says what to do.</summary>
public class CudaCheckTests
{
    [Theory]
    [InlineData(false, null, null, "built without CUDA")]
    [InlineData(false, 13000, null, "built without CUDA")]
    [InlineData(true, null, 13000, "no NVIDIA driver")]
    [InlineData(true, 12040, 13000, "knows CUDA up to 12.4, and this libtorch was built for CUDA 13.0")]
    [InlineData(true, 12040, 12080, "shows no GPU")] // a driver runs all of its major version
    [InlineData(true, 13000, 13000, "shows no GPU")]
    [InlineData(true, 13010, null, "shows no GPU")]
    public void The_reason_is_named(bool libtorchHasCuda, int? driver, int? runtime, string expected)
    {
        var sentence = CudaCheck.Refusal(libtorchHasCuda, driver, runtime).Message;
        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.EndsWith("compute on the CPU.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void On_this_machine_the_reason_is_found()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "there is a CUDA device here");
        var sentence = Assert.Throws<NegPreactException>(
            () => LoadOptions.UsesCuda(ComputeDevice.Cuda, available: false)).Message;
        Assert.Equal(CudaCheck.Refusal().Message, sentence);
    }

    [Theory]
    [InlineData(
        "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.64 GiB of which 1.12 GiB is "
        + "free. Including …",
        "The memory of the GPU is too small (2.00 GiB more were asked for, and of 23.64 GiB only 1.12 GiB are free);")]
    [InlineData("CUDA out of memory.", "The memory of the GPU is too small;")]
    [InlineData("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes",
        "The memory of this machine is too small;")]
    public void Too_little_memory_is_told_in_one_sentence(string libtorch, string expected) =>
        Assert.StartsWith(expected, DeviceMemory.Explanation(new InvalidOperationException(libtorch))?.Message,
        StringComparison.Ordinal);

    [Fact]
    public void Too_little_memory_is_noticed_where_libtorch_says_it()
    {
        // More than any machine has: libtorch refuses before anything is touched.
        var failure = Assert.Throws<NegPreactException>(
            () => DeviceMemory.Explained(() => TorchSharp.torch.empty(1L << 48).Dispose()));
        Assert.Equal(ErrorKind.DeviceMemory, failure.Kind);
        Assert.Null(DeviceMemory.Explanation(new InvalidOperationException("another fault")));
    }
}
