using System.Diagnostics.CodeAnalysis;

namespace NegPreact.Models;

/// <summary>What the products of activations with a model's matrices are computed in.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "the field's names of these types")]
public enum ComputeType
{
    /// <summary>float32.</summary>
    Float32,

    /// <summary>
    /// bfloat16: both factors are rounded to it, and so is each sum, three significant digits in all. Norms, attention,
    /// activation functions, the residual stream, the logits and everything measured stay float32. It is fast on a GPU
    /// and on processors with AMX-BF16 or AVX512-BF16, and refused on others (<see cref="LoadOptions.SlowBFloat16"/>);
    /// its error is told beside each claim.
    /// </summary>
    BFloat16,
}
