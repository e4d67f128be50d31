using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Benchmarks;

/// <summary>
/// A Llama of random bfloat16 weights, written as shards without ever being in memory. Its widths are a billion
/// parameters' where none are given; with tied weights the head is the embedding.
/// </summary>
internal sealed record BigModel(
    int Layers, int Vocabulary = 32_000, int Hidden = 2048, int Intermediate = 8192, int KeyWidth = 512,
    int HeadSize = 128, bool Tied = false)
{
    private const int BufferElements = 1 << 20;
    private const long ShardBytes = 1L << 30;

    /// <summary>As SmolLM2-135M is built.</summary>
    public static BigModel SmolLM2 { get; } = new(30, 49_152, 576, 1536, 192, 64, Tied: true);

    private long LayerElements => (2L * Hidden * Hidden) + (2L * KeyWidth * Hidden) + (3L * Intermediate * Hidden)
        + (2L * Hidden);

    /// <summary>As many layers as come nearest to the size.</summary>
    public static BigModel OfSize(long bytes)
    {
        var one = new BigModel(1);
        var layers = ((bytes / 2.0) - (2.0 * one.Vocabulary * one.Hidden)) / one.LayerElements;
        return one with { Layers = (int)Math.Max(1, Math.Round(layers)) };
    }

    /// <summary>Writes config.json, the index and the shards, and says how many bytes the weights have.</summary>
    public static long Write(string folder, BigModel model)
    {
        var config = new JsonObject
        {
            ["model_type"] = "llama", ["vocab_size"] = model.Vocabulary, ["hidden_size"] = model.Hidden,
                ["intermediate_size"] = model.Intermediate,
            ["num_hidden_layers"] = model.Layers, ["num_attention_heads"] = model.Hidden / model.HeadSize,
            ["num_key_value_heads"] = model.KeyWidth / model.HeadSize,
            ["tie_word_embeddings"] = model.Tied,
            ["torch_dtype"] = "bfloat16",
        };
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString());
        var map = new JsonObject();
        var random = new Random(1);
        long total = 0;
        foreach (var shard in Shards(model.Tensors()))
        {
            var file = $"model-{total:D12}.safetensors";
            total += WriteShard(Path.Combine(folder, file), shard, random);
            foreach (var (name, _) in shard)
                map[name] = file;
        }

        File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"),
            new JsonObject { ["weight_map"] = map }.ToJsonString());
        return total;
    }

    private static long Elements(long[] shape) => shape.Aggregate(1L, (a, b) => a * b);

    private static IEnumerable<List<(string Name, long[] Shape)>> Shards(
        IEnumerable<(string Name, long[] Shape)> tensors)
    {
        var shard = new List<(string, long[])>();
        long bytes = 0;
        foreach (var tensor in tensors)
        {
            shard.Add(tensor);
            if ((bytes += 2 * Elements(tensor.Shape)) < ShardBytes)
                continue;
            yield return shard;
            (shard, bytes) = ([], 0);
        }

        if (shard.Count > 0)
            yield return shard;
    }

    private static long WriteShard(string path, List<(string Name, long[] Shape)> tensors, Random random)
    {
        var header = new JsonObject();
        long end = 0;
        foreach (var (name, shape) in tensors)
            header[name] = new JsonObject
            {
                ["dtype"] = "BF16", ["shape"] = JsonSerializer.SerializeToNode(shape),
                ["data_offsets"] = JsonSerializer.SerializeToNode((long[])[end, end += 2 * Elements(shape)]),
            };
        var text = JsonSerializer.SerializeToUtf8Bytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        using var stream = File.Create(path);
        stream.Write(length);
        stream.Write(text);
        var buffer = new ushort[BufferElements];
        foreach (var (_, shape) in tensors)
        {
            random.NextBytes(MemoryMarshal.AsBytes(buffer.AsSpan()));
            for (var i = 0; i < buffer.Length; i++)
                buffer[i] = (ushort)(0x3C80 | (buffer[i] & 0x807F)); // between 1/64 and 1/32, of either sign
            for (var left = Elements(shape); left > 0; left -= BufferElements)
                stream.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, (int)Math.Min(left, BufferElements))));
        }

        return end;
    }

    private IEnumerable<(string Name, long[] Shape)> Tensors()
    {
        yield return ("model.embed_tokens.weight", [Vocabulary, Hidden]);
        for (var l = 0; l < Layers; l++)
        {
            var name = $"model.layers.{l}.";
            yield return (name + "input_layernorm.weight", [Hidden]);
            yield return (name + "post_attention_layernorm.weight", [Hidden]);
            yield return (name + "self_attn.q_proj.weight", [Hidden, Hidden]);
            yield return (name + "self_attn.k_proj.weight", [KeyWidth, Hidden]);
            yield return (name + "self_attn.v_proj.weight", [KeyWidth, Hidden]);
            yield return (name + "self_attn.o_proj.weight", [Hidden, Hidden]);
            yield return (name + "mlp.gate_proj.weight", [Intermediate, Hidden]);
            yield return (name + "mlp.up_proj.weight", [Intermediate, Hidden]);
            yield return (name + "mlp.down_proj.weight", [Hidden, Intermediate]);
        }

        yield return ("model.norm.weight", [Hidden]);
        if (!Tied)
            yield return ("lm_head.weight", [Vocabulary, Hidden]);
    }
}
