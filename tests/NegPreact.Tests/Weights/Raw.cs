using System.Buffers.Binary;
using System.Text;

namespace NegPreact.Tests.Weights;

/// <summary>Safetensors bytes put together by hand, so that they can be wrong.</summary>
internal static class Raw
{
    public static byte[] File(string header, int dataLength = 0) => File(Encoding.UTF8.GetBytes(header), dataLength);

    public static byte[] File(byte[] header, int dataLength = 0) =>
        [.. Length((ulong)header.Length), .. header, .. new byte[dataLength]];

    public static byte[] Length(ulong claimed)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
        return bytes;
    }

    public static string Entry(string name, string dtype, string shape, string offsets) =>
        $$"""
        "{{name}}":{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":{{offsets}}}
        """;
}
