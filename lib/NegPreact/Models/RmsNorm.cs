using TorchSharp;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Division by the root of the mean square, then a weight; the tensor belongs to the model.</summary>
internal sealed class RmsNorm : INorm
{
    private readonly Tensor weight;
    private readonly float epsilon;
    private readonly Scalar added;
    private readonly bool offset;

    private RmsNorm(Tensor weight, double epsilon, bool offset) =>
        (this.weight, this.epsilon, added, this.offset) = (weight, (float)epsilon, epsilon, offset);

    /// <summary>What each normalised feature is multiplied by.</summary>
    public Tensor Factors => offset ? weight.add(TensorArithmetic.One) : weight;

    /// <summary>Reads the weight.</summary>
    /// <param name="from">The parameters.</param>
    /// <param name="name">The norm's name.</param>
    /// <param name="size">How many features are normalised together.</param>
    /// <param name="epsilon">What is added to the mean square.</param>
    /// <param name="offset">Whether the stored weight is one less than the factor, as Gemma's are.</param>
    public static RmsNorm Read(IParameters from, string name, long size, double epsilon, bool offset = false) =>
        new(from.Get(name + ".weight", size), epsilon, offset);

    public Tensor Of(Tensor x) => HostRows.Hold(x) ? RowByRow(x)
        : x * (x * x).mean([-1], keepdim: true).add(added).rsqrt() * Factors;

    private Tensor RowByRow(Tensor x)
    {
        var (result, factors) = (empty_like(x), Factors);
        var size = (int)weight.shape[0];
        HostRows.InParts(x.numel() / size, size, (first, end) =>
        {
            var from = HostRows.Numbers(x);
            var to = HostRows.Numbers(result);
            var each = HostRows.Numbers(factors);
            for (var row = first; row < end; row++)
                HostMath.RmsNorm(from.Slice(row * size, size), each, epsilon, to.Slice(row * size, size));
        });
        return result;
    }
}
