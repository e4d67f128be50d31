using System.Text.Json;
using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Gpu;

/// <summary>Models of random weights, made on the device, of the shapes of published ones.</summary>
internal static class Shapes
{
    // The fields that decide the arithmetic, as the published config.json files have them.
    private static readonly Dictionary<string, string> configs = new(StringComparer.Ordinal)
    {
        ["tiny"] = """
            {"model_type":"llama","vocab_size":512,"hidden_size":64,"intermediate_size":176,"num_hidden_layers":2,"num_attention_heads":4,
             "num_key_value_heads":2,"rms_norm_eps":1e-5,"rope_theta":10000.0,"hidden_act":"silu","tie_word_embeddings":true}
            """,
        ["SmolLM2-135M"] = """
            {"model_type":"llama","vocab_size":49152,"hidden_size":576,"intermediate_size":1536,"num_hidden_layers":30,"num_attention_heads":9,
             "num_key_value_heads":3,"rms_norm_eps":1e-5,"rope_theta":100000.0,"hidden_act":"silu","tie_word_embeddings":true}
            """,
        ["Pythia-1.4B"] = """
            {"model_type":"gpt_neox","vocab_size":50304,"hidden_size":2048,"intermediate_size":8192,"num_hidden_layers":24,
             "num_attention_heads":16,"layer_norm_eps":1e-5,"rotary_emb_base":10000,"rotary_pct":0.25,"hidden_act":"gelu",
             "use_parallel_residual":true,"tie_word_embeddings":false}
            """,
        ["Llama-3.1-8B"] = """
            {"model_type":"llama","vocab_size":128256,"hidden_size":4096,"intermediate_size":14336,"num_hidden_layers":32,
             "num_attention_heads":32,"num_key_value_heads":8,"rms_norm_eps":1e-5,"rope_theta":500000.0,"hidden_act":"silu",
             "rope_scaling":{"factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":8192,
             "rope_type":"llama3"},"tie_word_embeddings":false}
            """,
    };

    /// <summary>
    /// Makes a model; its matrices are kept in bfloat16, as published, where a loaded model's would be.
    /// </summary>
    public static LanguageModel Make(string name, LoadOptions options)
    {
        if (!configs.TryGetValue(name, out var config))
            throw new NegPreactException(
                ErrorKind.Settings, $"There is no shape '{name}'; known are {string.Join(", ", configs.Keys)}.");
        var folder = Directory.CreateTempSubdirectory("negpreact-shape-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config.json"), config);
            var device = options.TorchDevice();
            using var _ = no_grad();
            var blueprint = Architectures.Read(ConfigReader.Open(folder));
            // the small ones are tied
            var parameters = new DeviceParameters(device, options.Compute, keepsStored: !IsTied(name));
            var network = DeviceMemory.Explained(() => blueprint.Build(parameters));
            return new LanguageModel(name, folder, network, null, 
                new ModelFacts($"random {name}", "", JsonElement.Parse(config), "random", IsQuantised: false, []),
                device,
                options);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Windows of random token ids.</summary>
    public static int[][] Windows(LanguageModel model, int count, int length)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(
            _ => Enumerable.Range(0, length).Select(_ => random.Next(model.Network.VocabularySize)).ToArray())];
    }

    /// <summary>
    /// Floating-point operations per token of the matrix products, head included, and of the attention in windows of a
    /// length.
    /// </summary>
    public static double OperationsPerToken(LanguageModel model, int length)
    {
        var n = model.Network;
        var table = (double)n.VocabularySize * n.HiddenSize;
        // An untied head is a parameter of its own; a tied one is the embedding, which costs nothing where it is looked
        // up.
        var products = n.ParameterCount - (IsTied(model.Name) ? 0 : table);
        // Queries with keys and weights with values: each position sees half a window on average.
        return (2 * products) + (2.0 * n.Mlps.Count * n.HiddenSize * length);
    }

    private static bool IsTied(string name) => configs[name].Contains(
        "\"tie_word_embeddings\":true", StringComparison.Ordinal);

    private sealed class DeviceParameters(Device device, ComputeType compute, bool keepsStored) : IParameters
    {
        private const double Deviation = 0.02;

        public ComputeType Compute => compute;

        public Tensor Get(string name, params long[] shape)
        {
            var type = keepsStored && shape.Length > 1 ? ScalarType.BFloat16 : ScalarType.Float32;
            var value = name.EndsWith(".bias", StringComparison.Ordinal) ? zeros(shape, type, device)
                : shape.Length == 1 ? ones(shape, type, device)
                : randn(shape, type, device).mul_(Deviation);
            return value.DetachFromDisposeScope();
        }
    }
}
