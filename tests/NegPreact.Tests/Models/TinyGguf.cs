using System.Runtime.InteropServices;
using NegPreact.Tests.Weights;
using NegPreact.Weights;

namespace NegPreact.Tests.Models;

/// <summary>
/// A sound random model of a few neurons as a GGUF file of one test's own; the test may spoil it before it is written.
/// </summary>
internal sealed class TinyGguf : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private TinyGguf(string architecture) => Keys["general.architecture"] = architecture;

    /// <summary>Metadata: strings, whole numbers, singles, truth values and lists of strings or of whole
    /// numbers.</summary>
    public OrderedDictionary<string, object> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Shape, outermost first, and values.</summary>
    public OrderedDictionary<string, (long[] Shape, float[] Values)> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>Tensors of rows of 32 that are stored in another type than F32, in place of those above.</summary>
    public Dictionary<string, (GgufType Type, byte[] Bytes)> Packed { get; } = new(StringComparer.Ordinal);

    public string Path => File("tiny.gguf");

    public string Folder => folder.Path;

    /// <summary>No tensors and no keys but the architecture.</summary>
    public static TinyGguf Empty(string architecture) => new(architecture);

    /// <summary>Two layers, four heads of four features, two of them for keys, a vocabulary of 30.</summary>
    public static TinyGguf Llama()
    {
        var made = new TinyGguf("llama");
        foreach (var (key, value) in ((string, uint)[])
            [("block_count", 2), ("context_length", 64), ("embedding_length", 16), ("feed_forward_length", 24),
            ("attention.head_count", 4), ("attention.head_count_kv", 2)])
            made.Keys["llama." + key] = value;
        made.Keys["llama.attention.layer_norm_rms_epsilon"] = 1e-5f;
        var random = new Random(1);
        made.Add(random, "token_embd.weight", 30, 16);
        for (var layer = 0; layer < 2; layer++)
            foreach (var (name, shape) in ((string, long[])[])
                [("attn_norm", [16]), ("ffn_norm", [16]), ("attn_q", [16, 16]), ("attn_k", [8, 16]),
                ("attn_v", [8, 16]), ("attn_output", [16, 16]), ("ffn_gate", [24, 16]), ("ffn_up", [24, 16]),
                ("ffn_down", [16, 24])])
                made.Add(random, $"blk.{layer}.{name}.weight", shape);
        made.Add(random, "output_norm.weight", 16);
        return made;
    }

    public TinyGguf Add(Random random, string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - (shape.Length == 1 ? 0 : 0.5f);
        Tensors[name] = (shape, values);
        return this;
    }

    public string File(string name) => folder.File(name);

    /// <summary>Writes the file and gives its path.</summary>
    public string Write()
    {
        var raw = new RawGguf();
        foreach (var (key, value) in Keys)
            _ = value switch
            {
                string text => raw.Key(key, text),
                uint number => raw.Key(key, number),
                float number => raw.Key(key, 6, BitConverter.GetBytes(number)),
                bool flag => raw.Key(key, 7, flag ? (byte)1 : (byte)0),
                string[] texts => raw.Texts(key, texts),
                int[] numbers => raw.List(
                    key, 5, (ulong)numbers.Length, MemoryMarshal.AsBytes<int>(numbers).ToArray()),
                _ => throw new ArgumentException($"{key} cannot be {value}"),
            };
        foreach (var (name, (shape, values)) in Tensors)
            if (Packed.TryGetValue(name, out var packed))
                raw.Tensor(name, [32, (ulong)shape[0]], packed.Type, packed.Bytes);
            else
                raw.Tensor(
                    name, [.. shape.Reverse().Select(d => (ulong)d)], GgufType.F32,
                    MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        System.IO.File.WriteAllBytes(Path, raw.Bytes());
        return Path;
    }

    public LanguageModel Load()
    {
        Write();
        return LanguageModel.Load(Path, new(), tell: _ => { });
    }

    public void Dispose() => folder.Dispose();
}
