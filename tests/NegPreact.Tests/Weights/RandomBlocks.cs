using System.Runtime.InteropServices;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Random blocks of any type of GGUF whose values are small numbers.</summary>
internal static class RandomBlocks
{
    private const float Scale = 1e-4f;

    public static byte[] Of(GgufType type, long elements, Random random)
    {
        var bytes = new byte[type.Bytes(elements)];
        random.NextBytes(bytes);
        switch (type)
        {
            case GgufType.F32:
                foreach (ref var value in MemoryMarshal.Cast<byte, float>(bytes.AsSpan()))
                    value = random.NextSingle() - 0.5f;
                break;
            case GgufType.F16:
                foreach (ref var value in MemoryMarshal.Cast<byte, Half>(bytes.AsSpan()))
                    value = (Half)(random.NextSingle() - 0.5f);
                break;
            case GgufType.BF16:
                foreach (ref var value in MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan()))
                    value = (ushort)(0x3C80 | (value & 0x807F)); // between 1/64 and 1/32, of either sign
                break;
            case GgufType.Q8_K:
                for (var at = 0; at < bytes.Length; at += type.BlockBytes())
                    BitConverter.TryWriteBytes(bytes.AsSpan(at), Scale);
                break;
            default:
                var (scale, minimum) = GgufBlocks.HalvesOf(type);
                for (var at = 0; at < bytes.Length; at += type.BlockBytes())
                {
                    BitConverter.TryWriteBytes(bytes.AsSpan(at + minimum), (Half)(Scale * random.NextSingle()));
                    BitConverter.TryWriteBytes(bytes.AsSpan(at + scale), (Half)(Scale * (1 + random.NextSingle())));
                }

                break;
        }

        return bytes;
    }
}
