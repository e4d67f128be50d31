#pragma warning disable CA1720 // the members are types: their names are what they mean

namespace NegPreact.Weights;

/// <summary>The element types that a safetensors file can hold; its name in the file is given with each.</summary>
public enum TensorDtype
{
    /// <summary>`BOOL`: one byte, 0 or 1.</summary>
    Bool,

    /// <summary>`F4`: 4 bits, two elements per byte.</summary>
    Float4,

    /// <summary>`F6_E2M3`: 6 bits, 2 of exponent and 3 of mantissa, packed.</summary>
    Float6E2M3,

    /// <summary>`F6_E3M2`: 6 bits, 3 of exponent and 2 of mantissa, packed.</summary>
    Float6E3M2,

    /// <summary>`U8`.</summary>
    UInt8,

    /// <summary>`I8`.</summary>
    Int8,

    /// <summary>`F8_E5M2`: 8 bits, 5 of exponent and 2 of mantissa.</summary>
    Float8E5M2,

    /// <summary>`F8_E4M3`: 8 bits, 4 of exponent and 3 of mantissa, no infinities.</summary>
    Float8E4M3,

    /// <summary>`F8_E5M2FNUZ`: as <see cref="Float8E5M2"/> without infinities and negative zero.</summary>
    Float8E5M2Fnuz,

    /// <summary>`F8_E4M3FNUZ`: as <see cref="Float8E4M3"/> without negative zero.</summary>
    Float8E4M3Fnuz,

    /// <summary>`F8_E8M0`: 8 bits of exponent, a scale.</summary>
    Float8E8M0,

    /// <summary>`I16`.</summary>
    Int16,

    /// <summary>`U16`.</summary>
    UInt16,

    /// <summary>`F16`: IEEE half precision.</summary>
    Float16,

    /// <summary>`BF16`: the upper half of a single.</summary>
    BFloat16,

    /// <summary>`I32`.</summary>
    Int32,

    /// <summary>`U32`.</summary>
    UInt32,

    /// <summary>`F32`: IEEE single precision.</summary>
    Float32,

    /// <summary>`C64`: two singles, real and imaginary.</summary>
    Complex64,

    /// <summary>`I64`.</summary>
    Int64,

    /// <summary>`U64`.</summary>
    UInt64,

    /// <summary>`F64`: IEEE double precision.</summary>
    Float64,
}
