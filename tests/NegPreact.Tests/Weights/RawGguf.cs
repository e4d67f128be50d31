using System.Text;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>A GGUF file put together by hand, so that it can be wrong.</summary>
internal sealed class RawGguf
{
    private readonly List<byte> keys = [];
    private readonly List<byte> tensors = [];
    private readonly List<byte> data = [];
    private int alignment = 32;

    public uint Version { get; set; } = 3;

    public ulong KeyCount { get; set; }

    public ulong TensorCount { get; set; }

    public static byte[] Text(string text) => Text(Encoding.UTF8.GetBytes(text));

    public static byte[] Text(byte[] text) => [.. BitConverter.GetBytes((ulong)text.Length), .. text];

    /// <summary>A metadata entry by the number of its type and the bytes of its value.</summary>
    public RawGguf Key(string key, uint type, params byte[] value) => Key(Text(key), type, value);

    public RawGguf Key(byte[] key, uint type, params byte[] value)
    {
        keys.AddRange([.. key, .. BitConverter.GetBytes(type), .. value]);
        KeyCount++;
        return this;
    }

    public RawGguf Key(string key, string value) => Key(key, 8, Text(value));

    public RawGguf Key(string key, uint value) => Key(key, 4, BitConverter.GetBytes(value));

    public RawGguf Texts(string key, params string[] values) =>
        List(key, 8, (ulong)values.Length, [.. values.SelectMany(Text)]);

    public RawGguf List(string key, uint type, ulong count, params byte[] values) =>
        Key(key, 9, [.. BitConverter.GetBytes(type), .. BitConverter.GetBytes(count), .. values]);

    public RawGguf Align(int bytes)
    {
        alignment = bytes;
        return Key("general.alignment", (uint)bytes);
    }

    /// <summary>A tensor's entry alone, dimensions in the file's order: innermost first.</summary>
    public RawGguf Entry(string name, ulong[] dimensions, uint type, ulong offset)
    {
        tensors.AddRange(
            [.. Text(name), .. BitConverter.GetBytes((uint)dimensions.Length),
            .. dimensions.SelectMany(BitConverter.GetBytes), .. BitConverter.GetBytes(type),
            .. BitConverter.GetBytes(offset)]);
        TensorCount++;
        return this;
    }

    /// <summary>A tensor with its bytes, behind those before it.</summary>
    public RawGguf Tensor(string name, ulong[] dimensions, GgufType type, byte[] bytes)
    {
        Entry(name, dimensions, (uint)type, (ulong)data.Count);
        return Data(bytes);
    }

    public RawGguf Data(params byte[] bytes)
    {
        data.AddRange(bytes);
        data.AddRange(new byte[(alignment - (data.Count % alignment)) % alignment]);
        return this;
    }

    public byte[] Bytes()
    {
        List<byte> all =
        [
            .. "GGUF"u8, .. BitConverter.GetBytes(Version), .. BitConverter.GetBytes(TensorCount),
            .. BitConverter.GetBytes(KeyCount), .. keys, .. tensors,
        ];
        all.AddRange(new byte[(alignment - (all.Count % alignment)) % alignment]);
        return [.. all, .. data];
    }
}
