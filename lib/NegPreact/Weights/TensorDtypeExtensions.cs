namespace NegPreact.Weights;

/// <summary>What a safetensors file calls an element type, and how large one element is.</summary>
public static class TensorDtypeExtensions
{
    private static readonly Dictionary<TensorDtype, (string Name, int Bits)> facts = new()
    {
        [TensorDtype.Bool] = ("BOOL", 8),
        [TensorDtype.Float4] = ("F4", 4),
        [TensorDtype.Float6E2M3] = ("F6_E2M3", 6),
        [TensorDtype.Float6E3M2] = ("F6_E3M2", 6),
        [TensorDtype.UInt8] = ("U8", 8),
        [TensorDtype.Int8] = ("I8", 8),
        [TensorDtype.Float8E5M2] = ("F8_E5M2", 8),
        [TensorDtype.Float8E4M3] = ("F8_E4M3", 8),
        [TensorDtype.Float8E5M2Fnuz] = ("F8_E5M2FNUZ", 8),
        [TensorDtype.Float8E4M3Fnuz] = ("F8_E4M3FNUZ", 8),
        [TensorDtype.Float8E8M0] = ("F8_E8M0", 8),
        [TensorDtype.Int16] = ("I16", 16),
        [TensorDtype.UInt16] = ("U16", 16),
        [TensorDtype.Float16] = ("F16", 16),
        [TensorDtype.BFloat16] = ("BF16", 16),
        [TensorDtype.Int32] = ("I32", 32),
        [TensorDtype.UInt32] = ("U32", 32),
        [TensorDtype.Float32] = ("F32", 32),
        [TensorDtype.Complex64] = ("C64", 64),
        [TensorDtype.Int64] = ("I64", 64),
        [TensorDtype.UInt64] = ("U64", 64),
        [TensorDtype.Float64] = ("F64", 64),
    };

    private static readonly Dictionary<string, TensorDtype> byName = facts.ToDictionary(f => f.Value.Name, f => f.Key);

    /// <summary>The name in a safetensors header, such as `BF16`.</summary>
    public static string SafetensorsName(this TensorDtype dtype) => facts[dtype].Name;

    /// <summary>The size of one element in bits: below 8 for the packed types.</summary>
    public static int Bits(this TensorDtype dtype) => facts[dtype].Bits;

    /// <summary>All the names known.</summary>
    internal static IEnumerable<string> Names => byName.Keys;

    internal static bool TryParse(string name, out TensorDtype dtype) => byName.TryGetValue(name, out dtype);

    /// <summary>
    /// The size of a tensor in bits; false where a dimension is negative or the size does not fit a long. A zero
    /// dimension does not excuse overflowing neighbours, so that strides computed from the shape stay safe too.
    /// </summary>
    internal static bool TryBitCount(this TensorDtype dtype, IReadOnlyList<long> shape, out long bits)
    {
        Int128 product = dtype.Bits();
        var empty = false;
        bits = 0;
        foreach (var dimension in shape)
        {
            if (dimension < 0) return false;
            empty |= dimension == 0;
            product *= Math.Max(dimension, 1);
            if (product > long.MaxValue) return false;
        }

        bits = empty ? 0 : (long)product;
        return true;
    }
}
