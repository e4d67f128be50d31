using System.Text;
using NegPreact.Weights;

namespace NegPreact.Benchmarks;

/// <summary>
/// A GGUF file of the shape of Llama 3.1 8B with random weights, written without ever being in memory: embedding and
/// head in Q6_K, half of the second projections in Q4_0, all else in Q4_K.
/// </summary>
internal static class BigGguf
{
    private const int Vocabulary = 128_256;
    private const int Hidden = 4096;
    private const int Intermediate = 14_336;
    private const int KeyWidth = 1024;
    private const int Heads = 32;
    private const int KeyHeads = 8;
    private const int Alignment = 32;
    private const int BufferBlocks = 1 << 14;
    private const uint WholeType = 4; // of a 32-bit unsigned number in the metadata
    private const uint SingleType = 6;
    private const uint TextType = 8;

    /// <summary>Writes the file and says how many bytes its tensors take.</summary>
    /// <param name="path">Where.</param>
    /// <param name="layers">How many layers; the model itself has 32, which makes 4.9 GB.</param>
    public static long Write(string path, int layers)
    {
        (string Name, GgufType Type, int Rows, int Columns)[] tensors = [.. Tensors(layers)];
        (string Key, uint Type, object Value)[] metadata =
        [
            ("general.architecture", TextType, "llama"), ("llama.block_count", WholeType, (uint)layers),
            ("llama.context_length", WholeType, 8192u), ("llama.embedding_length", WholeType, (uint)Hidden),
            ("llama.feed_forward_length", WholeType, (uint)Intermediate),
            ("llama.attention.head_count", WholeType, (uint)Heads),
            ("llama.attention.head_count_kv", WholeType, (uint)KeyHeads),
            ("llama.attention.layer_norm_rms_epsilon", SingleType, 1e-5f),
            ("llama.rope.freq_base", SingleType, 500_000f),
            ("llama.rope.dimension_count", WholeType, (uint)(Hidden / Heads)),
        ];
        using var stream = File.Create(path);
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write((ulong)tensors.Length);
        writer.Write((ulong)metadata.Length);
        foreach (var (key, type, value) in metadata)
        {
            WriteText(writer, key);
            writer.Write(type);
            if (value is uint whole) writer.Write(whole);
            else if (value is float single) writer.Write(single);
            else WriteText(writer, (string)value);
        }

        long end = 0;
        foreach (var (name, type, rows, columns) in tensors)
        {
            WriteText(writer, name);
            ulong[] shape = rows == 1 ? [(ulong)columns] : [(ulong)columns, (ulong)rows]; // innermost first
            writer.Write((uint)shape.Length);
            foreach (var size in shape)
                writer.Write(size);
            writer.Write((uint)type);
            writer.Write((ulong)end);
            end += Padded(type.Bytes((long)rows * columns));
        }

        writer.Write(new byte[Padded(stream.Position) - stream.Position]);
        var buffers = tensors.Select(t => t.Type).Distinct().ToDictionary(type => type, RandomBlocks);
        foreach (var (_, type, rows, columns) in tensors)
        {
            var left = type.Bytes((long)rows * columns);
            for (; left > 0; left -= Math.Min(left, buffers[type].Length))
                writer.Write(buffers[type].AsSpan(0, (int)Math.Min(left, buffers[type].Length)));
            writer.Write(new byte[Padded(stream.Position) - stream.Position]);
        }

        return end;
    }

    private static IEnumerable<(string Name, GgufType Type, int Rows, int Columns)> Tensors(int layers)
    {
        yield return ("token_embd.weight", GgufType.Q6_K, Vocabulary, Hidden);
        for (var l = 0; l < layers; l++)
        {
            var name = $"blk.{l}.";
            yield return (name + "attn_norm.weight", GgufType.F32, 1, Hidden);
            yield return (name + "ffn_norm.weight", GgufType.F32, 1, Hidden);
            yield return (name + "attn_q.weight", GgufType.Q4_K, Hidden, Hidden);
            yield return (name + "attn_k.weight", GgufType.Q4_K, KeyWidth, Hidden);
            yield return (name + "attn_v.weight", GgufType.Q4_K, KeyWidth, Hidden);
            yield return (name + "attn_output.weight", GgufType.Q4_K, Hidden, Hidden);
            yield return (name + "ffn_gate.weight", GgufType.Q4_K, Intermediate, Hidden);
            yield return (name + "ffn_up.weight", GgufType.Q4_K, Intermediate, Hidden);
            yield return (
                name + "ffn_down.weight", l % 2 == 0 ? GgufType.Q4_0 : GgufType.Q4_K, Hidden, Intermediate);
        }

        yield return ("output_norm.weight", GgufType.F32, 1, Hidden);
        yield return ("output.weight", GgufType.Q6_K, Vocabulary, Hidden);
    }

    // Blocks whose values are of the size of a trained model's.
    private static byte[] RandomBlocks(GgufType type)
    {
        var bytes = new byte[type.Bytes((long)BufferBlocks * type.BlockElements())];
        if (type == GgufType.F32)
        {
            for (var at = 0; at < bytes.Length; at += sizeof(float))
                BitConverter.TryWriteBytes(bytes.AsSpan(at), 1f);
            return bytes;
        }

        new Random(1).NextBytes(bytes);
        var (scale, minimum) = GgufBlocks.HalvesOf(type);
        for (var at = 0; at < bytes.Length; at += type.BlockBytes())
        {
            // Of 16 steps of up to 63 scales each: the minimum is half of what they reach.
            BitConverter.TryWriteBytes(bytes.AsSpan(at + minimum), (Half)6e-4);
            BitConverter.TryWriteBytes(bytes.AsSpan(at + scale), (Half)(type == GgufType.Q4_0 ? 4e-3 : 8e-5));
        }

        return bytes;
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static long Padded(long position) => (position + Alignment - 1) / Alignment * Alignment;
}
