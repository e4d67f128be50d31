using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Native;
using static TorchSharp.torch;

namespace NegPreact.Benchmarks;

/// <summary>A random Llama of the built-in model's width with a small vocabulary, for what depends on depth.</summary>
internal static class DeepLlama
{
    public const int Vocabulary = 512;

    public static CausalModel Build(int layers)
    {
        NativeLibraries.EnsureLoaded();
        var config = new JsonObject
        {
            ["model_type"] = "llama", ["vocab_size"] = Vocabulary, ["hidden_size"] = 128,
            ["intermediate_size"] = 384, ["num_hidden_layers"] = layers, ["num_attention_heads"] = 4,
            ["num_key_value_heads"] = 2, ["tie_word_embeddings"] = true,
        };
        using var generator = new Generator(1, CPU);
        return Architectures.Read(ConfigReader.Of(config, "the benchmark")).Build(
            new RandomParameters(layers, generator));
    }

    /// <summary>Batches of random ids, <c>[text, position]</c>.</summary>
    public static Tensor[] Batches(int batches, int texts, int length)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, batches).Select(_ => tensor(
            Enumerable.Range(0, texts * length).Select(_ => (long)random.Next(Vocabulary)).ToArray(),
            [texts, length]))];
    }
}
