using TorchSharp;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Sums and differences of tensors that are safe while other threads collect garbage.</summary>
/// <remarks>
/// TorchSharp's <c>a + b</c>, <c>a.add(1e-5)</c>, <c>a.square()</c> and <c>arange(n)</c> hand a temporary
/// <see cref="Scalar"/> to native code without keeping it alive: a collection started by another thread at that moment
/// frees the number that is being read ("Unknown scalar type", about once in 1,400 calls of <c>square</c> while
/// collections are forced). Scalars that live as long as the model cannot be freed; <c>a * a</c> needs none.
/// </remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar MinusOne = -1; // what native subtraction multiplies by, to the bit

    /// <summary>Zero, for clamps.</summary>
    public static Scalar Zero { get; } = 0;

    /// <summary>One, for sums.</summary>
    public static Scalar One { get; } = 1;

    /// <summary><paramref name="a"/> + <paramref name="b"/>, with broadcasting.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>
    /// <paramref name="a"/> + <paramref name="b"/> of one shape, where no gradient is wanted in the memory of the
    /// second, which nothing else may read.
    /// </summary>
    public static Tensor PlusOwn(this Tensor a, Tensor b) => is_grad_enabled() ? a.add(b, One) : b.add_(a, One);

    /// <summary><paramref name="a"/> - <paramref name="b"/>, with broadcasting.</summary>
    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, MinusOne);
}
