using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NegPreact.Native;

namespace NegPreact.Benchmarks;

/// <summary>What a figure depends on beside the code.</summary>
/// <param name="Processor">As the system names it.</param>
/// <param name="Cores">Processors that this program may use.</param>
/// <param name="Features">Vector instructions that .NET finds.</param>
/// <param name="Runtime">.NET and its version.</param>
internal sealed record BenchmarkMachine(string Processor, int Cores, IReadOnlyList<string> Features, string Runtime)
{
    public static BenchmarkMachine This() => new(
        Name(), Environment.ProcessorCount, [.. Known().Where(f => f.Here).Select(f => f.Name)],
        RuntimeInformation.FrameworkDescription);

    public bool Is(BenchmarkMachine other) => (Processor, Cores, Runtime) == (
        other.Processor, other.Cores, other.Runtime)
        && Features.SequenceEqual(other.Features);

    private static IEnumerable<(string Name, bool Here)> Known() =>
    [
        ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512F", Avx512F.IsSupported),
        ("AVX-512BW", Avx512BW.IsSupported), ("AVX-512VBMI", Avx512Vbmi.IsSupported),
        ("AVX-512 VNNI", Flag("avx512_vnni")), ("AVX-512 BF16", ProcessorFeatures.HasAvx512BFloat16),
        ("AMX BF16", ProcessorFeatures.HasAmxBFloat16),
        ("AdvSimd", AdvSimd.IsSupported),
    ];

    // .NET 10 has no type for this one.
    private static bool Flag(string name) => Line("flags").Split(' ').Contains(name);

    private static string Name() => Line("model name") is { Length: > 0 } name ? name
        : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Line(string key) => !File.Exists("/proc/cpuinfo") ? ""
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? "";
}
