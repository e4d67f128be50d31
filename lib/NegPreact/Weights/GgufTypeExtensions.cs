using System.Diagnostics.CodeAnalysis;

namespace NegPreact.Weights;

/// <summary>How large the blocks of a GGUF tensor's type are.</summary>
public static class GgufTypeExtensions
{
    private static readonly Dictionary<GgufType, (int Elements, int Bytes)> blocks = new()
    {
        [GgufType.F32] = (1, 4),
        [GgufType.F16] = (1, 2),
        [GgufType.BF16] = (1, 2),
        [GgufType.Q4_0] = (32, 18),
        [GgufType.Q4_1] = (32, 20),
        [GgufType.Q5_0] = (32, 22),
        [GgufType.Q5_1] = (32, 24),
        [GgufType.Q8_0] = (32, 34),
        [GgufType.Q2_K] = (256, 84),
        [GgufType.Q3_K] = (256, 110),
        [GgufType.Q4_K] = (256, 144),
        [GgufType.Q5_K] = (256, 176),
        [GgufType.Q6_K] = (256, 210),
        [GgufType.Q8_K] = (256, 292),
        [GgufType.IQ4_NL] = (32, 18),
        [GgufType.IQ4_XS] = (256, 136),
    };

    // Types that the format has and this library does not, so that a refusal can name them.
    private static readonly Dictionary<uint, string> others = new()
    {
        [9] = "Q8_1", [16] = "IQ2_XXS", [17] = "IQ2_XS", [18] = "IQ3_XXS", [19] = "IQ1_S", [21] = "IQ3_S",
        [22] = "IQ2_S", [24] = "I8", [25] = "I16", [26] = "I32", [27] = "I64", [28] = "F64", [29] = "IQ1_M",
        [34] = "TQ1_0", [35] = "TQ2_0", [39] = "MXFP4", [40] = "NVFP4",
    };

    /// <summary>How many elements one block holds: 1 where nothing is quantised.</summary>
    public static int BlockElements(this GgufType type) => blocks[type].Elements;

    /// <summary>How many bytes one block takes.</summary>
    public static int BlockBytes(this GgufType type) => blocks[type].Bytes;

    /// <summary>How many bytes so many elements take, which must fill their blocks.</summary>
    internal static long Bytes(this GgufType type, long elements) =>
        checked(elements / blocks[type].Elements * blocks[type].Bytes);

    internal static bool IsRead(uint number, out GgufType type) => blocks.ContainsKey(type = (GgufType)number);

    internal static bool IsKnown(uint number, [NotNullWhen(true)] out string? name) =>
        others.TryGetValue(number, out name);
}
