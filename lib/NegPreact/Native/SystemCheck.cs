using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NegPreact.Native;

/// <summary>Which systems libtorch's packages run on, and what to say on the others.</summary>
internal static class SystemCheck
{
    /// <summary>Why this system cannot run, with what to do; null when it can.</summary>
    public static string? Refusal() => Refusal(
        OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "osx" : OperatingSystem.IsWindows() ? "win"
        : "other",
        RuntimeInformation.ProcessArchitecture,
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || IsMusl(),
        Avx2.IsSupported);

    /// <summary>The same for given facts, so that every refusal can be tested on any machine.</summary>
    public static string? Refusal(string system, Architecture architecture, bool musl, bool avx2) =>
        (system, architecture) switch
    {
        ("linux", Architecture.X64) when musl =>
            "libtorch needs glibc and this system has musl (Alpine, for instance); use a glibc system such as Debian "
            + "12 or Ubuntu 22.04.",
        ("linux" or "win", Architecture.X64) when !avx2 =>
            "libtorch's CPU package needs a processor with AVX2 and this one has none; use a machine from 2015 "
            + "or later.",
        ("linux" or "win", Architecture.X64) or ("osx", Architecture.Arm64) => null,
        ("linux", Architecture.Arm64) =>
            "There is no libtorch package for Linux on arm64; use a 64-bit x86 Linux machine, or macOS on arm64.",
        _ => $"There is no libtorch package for {system} on {architecture}; use 64-bit x86 Linux or Windows, or macOS "
            + "on arm64.",
    };

    /// <summary>Turns the loader's words about a library into what to do.</summary>
    public static string ExplainLoadFailure(string path, string loaderMessage) => loaderMessage switch
    {
        _ when loaderMessage.Contains("libgomp", StringComparison.Ordinal) =>
            $"{Path.GetFileName(path)} needs libgomp, which was not found; run `dotnet build` again so that the "
            + "package's copy is placed beside it, or install it (Debian and Ubuntu: `apt install libgomp1`).",
        _ when loaderMessage.Contains("GLIBC_", StringComparison.Ordinal) =>
            $"{Path.GetFileName(path)} needs a newer glibc than this system has; use Debian 12, Ubuntu 22.04 or later. "
            + $"({loaderMessage.ReplaceLineEndings(" ")})",
        _ when loaderMessage.Contains("GLIBCXX", StringComparison.Ordinal) =>
            $"{Path.GetFileName(path)} needs a newer C++ runtime than this system has; install libstdc++ of GCC 12 or "
            + $"later. ({loaderMessage.ReplaceLineEndings(" ")})",
        _ => $"{path} could not be loaded: {loaderMessage.ReplaceLineEndings(" ")}",
    };

    private static bool IsMusl() =>
        OperatingSystem.IsLinux() && Directory.Exists("/lib") && Directory.EnumerateFiles("/lib", "ld-musl-*").Any()
        && !NativeLibrary.TryLoad("libc.so.6", out _);
}
