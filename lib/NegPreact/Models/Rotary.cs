using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Rotary position embedding, half-split form, on the first <c>dims</c> features of each head.</summary>
internal sealed class Rotary
{
    private readonly float[] inverseFrequencies;

    public Rotary(int dims, double theta, RotaryScaling scaling)
    {
        inverseFrequencies = new float[dims / 2];
        for (var i = 0; i < inverseFrequencies.Length; i++)
            inverseFrequencies[i] = scaling.Apply(1f / MathF.Pow((float)theta, 2f * i / dims));
    }

    /// <summary>The turns of positions 0, 1, 2 …, owned by the caller's dispose scope.</summary>
    /// <remarks>
    /// Made anew in each forward pass, a small part of its cost: tables kept between passes would be freed by one
    /// thread while another still reads them.
    /// </remarks>
    public Turns Positions(long length, Device device)
    {
        using var scope = NewDisposeScope();
        // Not arange, which hands temporary Scalars to native code; see TensorArithmetic.
        var positions = tensor([.. Enumerable.Range(0, (int)length).Select(p => (float)p)], device: device);
        var angles = outer(positions, tensor(inverseFrequencies, device: device));
        var both = cat([angles, angles], 1);
        return new Turns(both.cos().MoveToOuterDisposeScope(), both.sin().MoveToOuterDisposeScope());
    }

    /// <summary>Cosines and sines <c>[position, turned feature]</c>.</summary>
    public readonly record struct Turns(Tensor Cosines, Tensor Sines)
    {
        /// <summary>Turns <c>[batch, head, position, feature]</c>.</summary>
        public Tensor Rotate(Tensor x)
        {
            var (features, dims) = (x.shape[3], Cosines.shape[1]);
            var turned = features == dims ? x : x.narrow(3, 0, dims);
            var half = dims / 2;
            var swapped = cat([turned.narrow(3, half, half).neg(), turned.narrow(3, 0, half)], 3);
            var rotated = (turned * Cosines).Plus(swapped * Sines);
            return features == dims ? rotated : cat([rotated, x.narrow(3, dims, features - dims)], 3);
        }
    }
}
