using NegPreact.Models;
using NegPreact.Tests.Weights;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// Parameters of a random model whose matrices are blocks of a type of GGUF, the same ones every time: packed, or
/// unpacked once.
/// </summary>
internal sealed class PackedParameters(GgufType type, bool packed, ComputeType compute = ComputeType.Float32)
    : IParameters
{
    private readonly Random random = new(1);

    public long Bytes { get; private set; }

    public long Numbers { get; private set; }

    public ComputeType Compute => compute;

    public Tensor Get(string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle();
        Bytes += sizeof(float) * values.Length;
        Numbers += values.Length;
        return tensor(values, shape, device: CPU);
    }

    public Matrix GetMatrix(string name, long outputs, long inputs, bool transposed)
    {
        var bytes = RandomBlocks.Of(type, outputs * inputs, random);
        Bytes += packed ? bytes.Length : sizeof(float) * outputs * inputs;
        Numbers += outputs * inputs;
        return Matrix(type, bytes, outputs, packed);
    }

    public static Matrix Matrix(GgufType type, byte[] bytes, long outputs, bool packed)
    {
        if (packed)
            return new Matrix(tensor(bytes, [outputs, bytes.Length / outputs], device: CPU), type);
        var values = new float[bytes.Length / type.BlockBytes() * type.BlockElements()];
        GgufBlocks.Unpack(type, bytes, values);
        return new Matrix(tensor(values, [outputs, values.Length / outputs], device: CPU));
    }
}
