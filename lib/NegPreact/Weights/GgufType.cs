namespace NegPreact.Weights;

/// <summary>
/// How the elements of a GGUF tensor are stored: named and numbered as the format does. The quantised types store
/// blocks of 32 or 256 neighbours of a row, each with scales of its own.
/// </summary>
public enum GgufType
{
    /// <summary>IEEE single precision.</summary>
    F32 = 0,

    /// <summary>IEEE half precision.</summary>
    F16 = 1,

    /// <summary>4 bits, a scale per 32.</summary>
    Q4_0 = 2,

    /// <summary>4 bits, a scale and a minimum per 32.</summary>
    Q4_1 = 3,

    /// <summary>5 bits, a scale per 32.</summary>
    Q5_0 = 6,

    /// <summary>5 bits, a scale and a minimum per 32.</summary>
    Q5_1 = 7,

    /// <summary>8 bits, a scale per 32.</summary>
    Q8_0 = 8,

    /// <summary>2 bits, a scale and a minimum per 16, which are themselves in 4 bits.</summary>
    Q2_K = 10,

    /// <summary>3 bits, a scale per 16, which is itself in 6 bits.</summary>
    Q3_K = 11,

    /// <summary>4 bits, a scale and a minimum per 32, which are themselves in 6 bits.</summary>
    Q4_K = 12,

    /// <summary>5 bits, a scale and a minimum per 32, which are themselves in 6 bits.</summary>
    Q5_K = 13,

    /// <summary>6 bits, a scale per 16, which is itself in 8 bits.</summary>
    Q6_K = 14,

    /// <summary>8 bits, a single-precision scale per 256.</summary>
    Q8_K = 15,

    /// <summary>4 bits that choose from 16 unevenly spaced values, a scale per 32.</summary>
    IQ4_NL = 20,

    /// <summary>4 bits that choose from 16 unevenly spaced values, a scale per 32, which is itself in 6 bits.</summary>
    IQ4_XS = 23,

    /// <summary>The upper half of a single.</summary>
    BF16 = 30,
}
