using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>
/// A linear map from float32 to float32, whatever the matrix is stored as; the tensors belong to the model.
/// </summary>
/// <param name="Weight">The matrix <c>[out, in]</c>.</param>
/// <param name="Bias">What is added, <c>[out]</c>.</param>
/// <param name="Compute">What the product is computed in; the bias is added in float32.</param>
internal readonly record struct Linear(
    Matrix Weight, Tensor? Bias = null, ComputeType Compute = ComputeType.Float32)
{
    // 128 MiB as float32: what a matrix kept in fewer bytes costs at most beside itself while it is used.
    private const long BlockElements = 32 << 20;

    // Blocks begin at multiples of a cache line, so that cutting a float32 matrix and converting a block of another
    // give the same bits.
    private const long BlockRows = 16;

    public int Outputs => checked((int)Weight.Outputs);

    public static Linear Read(IParameters from, string name, long outputs, long inputs, bool bias) =>
        new(from.GetMatrix(name + ".weight", outputs, inputs), bias ? from.Get(name + ".bias", outputs) : null,
        from.Compute);

    public static Linear ReadTransposed(IParameters from, string name, long outputs, long inputs) =>
        new(from.GetMatrix(name + ".weight", outputs, inputs, transposed: true), from.Get(name + ".bias", outputs),
        from.Compute);

    public Tensor Of(Tensor x)
    {
        if (Weight.Count > BlockElements && !Weight.IsTransposed && !IsNarrow)
            return InBlocks(x, Math.Max(1, BlockElements / Weight.Inputs / BlockRows) * BlockRows);
        using var scope = NewDisposeScope(); // what was unpacked goes at once, not when the layer ends
        return Product(x, Weight.All(x.device), Bias).MoveToOuterDisposeScope();
    }

    /// <summary>Some of the outputs, of a matrix that is not stored the other way round.</summary>
    /// <param name="x">What enters.</param>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    public Tensor Part(Tensor x, long from, long count)
    {
        using var scope = NewDisposeScope();
        return Product(x, Weight.Rows(from, count, x.device), Bias?.narrow(0, from, count)).MoveToOuterDisposeScope();
    }

    /// <summary>The Euclidean norm of what each input adds to the output at a value of 1, <c>[in]</c>, float32.
    /// </summary>
    /// <param name="factors">What each output is multiplied by, <c>[out]</c>; null for nothing.</param>
    public Tensor InputNorms(Tensor? factors = null)
    {
        using var scope = NewDisposeScope();
        var single = Weight.All(Weight.Kept.device).to(ScalarType.Float32);
        if (factors is not null)
            single *= factors.unsqueeze(1).to(single.device);
        // By its name: a bare 0 is taken for a type, which sums everything up to a byte.
        return (single * single).sum(dim: 0).sqrt().MoveToOuterDisposeScope();
    }

    private bool IsRounded => Compute == ComputeType.BFloat16 && !SinglePrecision.IsAsked;

    // Nothing is converted, so there is nothing to cut.
    private bool IsNarrow => IsRounded && Weight.Type == ScalarType.BFloat16;

    private Tensor Product(Tensor x, Tensor weight, Tensor? bias)
    {
        if (IsRounded)
        {
            var narrow = nn.functional.linear(
                x.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16)).to(ScalarType.Float32);
            return bias is null ? narrow : narrow.Plus(bias);
        }

        if (weight.dtype == ScalarType.Float32)
            return nn.functional.linear(x, weight, bias);
        using var single = weight.to(ScalarType.Float32);
        return nn.functional.linear(x, single, bias);
    }

    // Float32 matrices are cut too, so that the numbers do not depend on how the weights are kept.
    private Tensor InBlocks(Tensor x, long rows)
    {
        long[] shape = [.. x.shape[..^1], Outputs];
        var result = empty(shape, device: x.device);
        for (long from = 0; from < Outputs; from += rows)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(rows, Outputs - from);
            result.narrow(-1, from, count).copy_(Part(x, from, count));
        }

        return result;
    }
}
