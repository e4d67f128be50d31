namespace NegPreact.Models;

/// <summary>
/// How weights stored in fewer than four bytes a number (float16, bfloat16, the packed types of GGUF) are kept in
/// memory; computation is float32 either way.
/// </summary>
public enum WeightPrecision
{
    /// <summary>
    /// As stored where float32 would take more than 4 GiB (about a billion parameters), else as float32: small models
    /// run faster so, large ones fit. Those of a folder in bfloat16 stay so too where products take them as they are.
    /// Where a GPU computes, the packed types of GGUF become float32 whatever the size.
    /// </summary>
    Automatic,

    /// <summary>As float32, converted once.</summary>
    Widened,

    /// <summary>
    /// As stored; each matrix is converted while it is used, in blocks of at most 128 MiB where it is large. Half the
    /// memory or less, the same numbers to the last bit. Packed weights lie in the machine's own memory even where a
    /// GPU computes: each pass unpacks them there and copies them over, which is slow, but needs little memory on the
    /// GPU.
    /// </summary>
    Stored,
}
