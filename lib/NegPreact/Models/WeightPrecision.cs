namespace NegPreact.Models;

/// <summary>
/// How weights stored in two bytes a number (float16, bfloat16) are kept in memory; computation is float32 either way.
/// </summary>
public enum WeightPrecision
{
    /// <summary>
    /// As stored where float32 would take more than 4 GiB (about a billion parameters), else as float32: small models
    /// run faster so, large ones fit.
    /// </summary>
    Automatic,

    /// <summary>As float32, converted once.</summary>
    Widened,

    /// <summary>
    /// As stored; each matrix is converted while it is used. Half the memory, the same numbers to the last bit.
    /// </summary>
    Stored,
}
