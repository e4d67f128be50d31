using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Rotary position embedding, half-split form, on the first <c>dims</c> features of each head.</summary>
internal sealed class Rotary : IDisposable
{
    private readonly float[] inverseFrequencies;
    private Tensor? cosines;
    private Tensor? sines;

    public Rotary(int dims, double theta, RotaryScaling scaling)
    {
        Dims = dims;
        inverseFrequencies = new float[dims / 2];
        for (var i = 0; i < inverseFrequencies.Length; i++)
            inverseFrequencies[i] = scaling.Apply(1f / MathF.Pow((float)theta, 2f * i / dims));
    }

    /// <summary>How many features of each head are rotated.</summary>
    public int Dims { get; }

    /// <summary>Rotates <c>[batch, head, position, feature]</c>, positions counted from 0.</summary>
    public Tensor Rotate(Tensor x)
    {
        var length = x.shape[2];
        Prepare(length, x.device);
        var cos = cosines!.narrow(0, 0, length);
        var sin = sines!.narrow(0, 0, length);
        var features = x.shape[3];
        var turned = features == Dims ? x : x.narrow(3, 0, Dims);
        var half = Dims / 2;
        var swapped = cat([turned.narrow(3, half, half).neg(), turned.narrow(3, 0, half)], 3);
        var rotated = (turned * cos) + (swapped * sin);
        return features == Dims ? rotated : cat([rotated, x.narrow(3, Dims, features - Dims)], 3);
    }

    public void Dispose()
    {
        cosines?.Dispose();
        sines?.Dispose();
        (cosines, sines) = (null, null);
    }

    private void Prepare(long length, Device device)
    {
        if (cosines is not null && cosines.shape[0] >= length && cosines.device_type == device.type)
            return;
        Dispose();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var positions = arange(length, dtype: ScalarType.Float32, device: device);
        var angles = outer(positions, tensor(inverseFrequencies, device: device));
        var both = cat([angles, angles], 1);
        cosines = both.cos().DetachFromDisposeScope();
        sines = both.sin().DetachFromDisposeScope();
    }
}
