using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>Writes what the trainer makes as a Hugging Face folder.</summary>
internal static class ModelFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Writes config.json, float16 weights, and the tokenizer that lies in <paramref name="tokenizerFolder"/>.
    /// </summary>
    public static void Write(
        string folder, TrainingSettings s, IReadOnlyDictionary<string, Tensor> parameters, string tokenizerFolder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["tokenizer.json", "tokenizer_config.json"])
            File.Copy(Path.Combine(tokenizerFolder, file), Path.Combine(folder, file), overwrite: true);
        File.WriteAllText(Path.Combine(folder, "config.json"), Config(s).ToJsonString(Indented) + "\n");
        TrainingState.WriteWeights(Path.Combine(folder, "model.safetensors"), parameters, TensorDtype.Float16);
    }

    /// <summary>config.json of the settings; the trainer builds its model from the same.</summary>
    public static JsonObject Config(TrainingSettings s)
    {
        var config = new JsonObject
        {
            ["vocab_size"] = s.VocabularySize,
            ["hidden_size"] = s.HiddenSize,
            ["intermediate_size"] = s.IntermediateSize,
            ["num_hidden_layers"] = s.Layers,
            ["num_attention_heads"] = s.Heads,
            ["max_position_embeddings"] = s.Context,
            ["attention_bias"] = s.Form != ModelForm.SiluLlama,
            ["tie_word_embeddings"] = true,
            ["bos_token_id"] = 0,
            ["eos_token_id"] = 0,
            ["torch_dtype"] = "float16",
            ["use_cache"] = true,
        };
        foreach (var (name, value) in s.Form == ModelForm.SiluLlama ? Llama(s) : GptNeoX(s))
            config[name] = value;
        return config;
    }

    private static Dictionary<string, JsonNode?> Llama(TrainingSettings s) => new()
    {
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["model_type"] = "llama",
        ["num_key_value_heads"] = s.KeyHeads,
        ["head_dim"] = s.HiddenSize / s.Heads,
        ["hidden_act"] = "silu",
        ["rms_norm_eps"] = 1e-5,
        ["rope_theta"] = 10_000,
        ["rope_scaling"] = null,
        ["mlp_bias"] = false,
    };

    // Pythia's choices: attention and MLP side by side, a quarter of each head's features rotated.
    private static Dictionary<string, JsonNode?> GptNeoX(TrainingSettings s) => new()
    {
        ["architectures"] = new JsonArray("GPTNeoXForCausalLM"),
        ["model_type"] = "gpt_neox",
        ["hidden_act"] = s.Form == ModelForm.GeluGptNeoX ? "gelu" : "relu",
        ["layer_norm_eps"] = 1e-5,
        ["rotary_emb_base"] = 10_000,
        ["rotary_pct"] = 0.25,
        ["use_parallel_residual"] = true,
    };
}
