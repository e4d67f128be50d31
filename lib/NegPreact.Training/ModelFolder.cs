using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>Writes what the trainer makes as a Hugging Face folder.</summary>
internal static class ModelFolder
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The architecture of the settings, as config.json says it.</summary>
    public static LlamaConfig Architecture(TrainingSettings s) => new(
        s.VocabularySize, s.HiddenSize, s.IntermediateSize, s.Layers, s.Heads, s.KeyHeads, s.HiddenSize / s.Heads,
        NormEpsilon: 1e-5, RotaryTheta: 10_000, new RotaryScaling.None(), Activation: "silu", TiedHead: true);

    /// <summary>Writes config.json, float16 weights, and the tokenizer that lies in <paramref name="tokenizerFolder"/>.</summary>
    public static void Write(string folder, TrainingSettings s, IReadOnlyDictionary<string, Tensor> parameters, string tokenizerFolder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["tokenizer.json", "tokenizer_config.json"])
            File.Copy(Path.Combine(tokenizerFolder, file), Path.Combine(folder, file), overwrite: true);
        var a = Architecture(s);
        var config = new JsonObject
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["model_type"] = "llama",
            ["vocab_size"] = a.VocabularySize,
            ["hidden_size"] = a.HiddenSize,
            ["intermediate_size"] = a.IntermediateSize,
            ["num_hidden_layers"] = a.Layers,
            ["num_attention_heads"] = a.Heads,
            ["num_key_value_heads"] = a.KeyHeads,
            ["head_dim"] = a.HeadSize,
            ["hidden_act"] = a.Activation,
            ["max_position_embeddings"] = s.Context,
            ["rms_norm_eps"] = a.NormEpsilon,
            ["rope_theta"] = a.RotaryTheta,
            ["rope_scaling"] = null,
            ["attention_bias"] = a.InputBias,
            ["mlp_bias"] = a.MlpBias,
            ["tie_word_embeddings"] = a.TiedHead,
            ["bos_token_id"] = 0,
            ["eos_token_id"] = 0,
            ["torch_dtype"] = "float16",
            ["use_cache"] = true,
        };
        File.WriteAllText(Path.Combine(folder, "config.json"), config.ToJsonString(Indented) + "\n");
        TrainingState.WriteWeights(Path.Combine(folder, "model.safetensors"), parameters, TensorDtype.Float16);
    }
}
