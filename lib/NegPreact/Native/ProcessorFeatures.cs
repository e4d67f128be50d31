using System.Runtime.Intrinsics.X86;

namespace NegPreact.Native;

/// <summary>Instructions for which .NET has no name, by what the processor says of itself.</summary>
internal static class ProcessorFeatures
{
    private const int Extended = 7; // the leaf that lists them

    /// <summary>Whether it multiplies bfloat16 vectors (AVX512-BF16).</summary>
    public static bool HasAvx512BFloat16 { get; } = HasLeaf && IsSet(X86Base.CpuId(Extended, 1).Eax, 5);

    /// <summary>Whether it multiplies bfloat16 tiles (AMX-BF16).</summary>
    public static bool HasAmxBFloat16 { get; } = HasLeaf && IsSet(X86Base.CpuId(Extended, 0).Edx, 22);

    private static bool HasLeaf => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= Extended;

    private static bool IsSet(int register, int bit) => ((register >> bit) & 1) == 1;
}
