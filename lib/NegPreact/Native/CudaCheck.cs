using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NegPreact.Native;

/// <summary>Why CUDA was asked for and is not there: libtorch, driver or device, each with what to do.</summary>
internal static class CudaCheck
{
    private const string OrElse = "or compute on the CPU";
    private const int MajorUnit = 1000; // CUDA counts 12.4 as 12040
    private const int MinorUnit = 10;

    /// <summary>The reason on this machine; asked for after libtorch has found no device.</summary>
    public static NegPreactException Refusal() => Refusal(
        Loaded("torch_cuda") is not null, DriverVersion(), RuntimeVersion());

    /// <summary>The same for given facts, so that every refusal can be tested on any machine.</summary>
    /// <param name="libtorchHasCuda">Whether the loaded libtorch was built with CUDA.</param>
    /// <param name="driver">
    /// The latest CUDA that the driver knows, as CUDA counts (12040 is 12.4); null where there is no driver.
    /// </param>
    /// <param name="runtime">The CUDA that libtorch was built for, counted alike; null where it cannot be told.</param>
    public static NegPreactException Refusal(bool libtorchHasCuda, int? driver, int? runtime) => new(
        ErrorKind.Device, (libtorchHasCuda, driver, runtime) switch
    {
        (false, _, _) =>
            $"This libtorch was built without CUDA; name one with CUDA in {LibtorchFolder.Variable}, or build with "
            + $"`dotnet build -p:TorchBackend=cuda` (environment.md), {OrElse}.",
        (_, null, _) =>
            "This machine has no NVIDIA driver (its library libcuda was not found); install the driver, give the GPU "
            + "to the container "
            + $"that this runs in, {OrElse}.",
        (_, { } has, { } needs) when has / MajorUnit < needs / MajorUnit =>
            $"The NVIDIA driver of this machine knows CUDA up to {Text(has)}, and this libtorch was built for CUDA "
            + $"{Text(needs)}; update the "
            + $"driver, name a libtorch for an older CUDA in {LibtorchFolder.Variable}, {OrElse}.",
        _ =>
            "The NVIDIA driver shows no GPU to this program; see whether `nvidia-smi` lists one and whether "
            + "CUDA_VISIBLE_DEVICES hides it, "
            + $"{OrElse}.",
    });

    private static string Text(int version) => $"{version / MajorUnit}.{version % MajorUnit / MinorUnit}";

    private static int? DriverVersion() => Version(
        OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", "cuDriverGetVersion");

    private static int? RuntimeVersion() => Loaded("cudart") is { } library ? Version(library, "cudaRuntimeGetVersion")
        : null;

    /// <summary>The path of a library of this process whose name holds a word; null where none is loaded.</summary>
    public static string? Loaded(string word)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>()
            .FirstOrDefault(m => m.ModuleName.Contains(word, StringComparison.Ordinal))?.FileName;
    }

    // Both calls need no device: they work where the driver is too old, which is what they are asked for.
    private static unsafe int? Version(string library, string call)
    {
        if (!NativeLibrary.TryLoad(library, out var handle)
            || !NativeLibrary.TryGetExport(handle, call, out var address))
            return null;
        var version = 0;
        return ((delegate* unmanaged<int*, int>)address)(&version) == 0 && version > 0 ? version : null;
    }
}
