using System.Text.Json.Nodes;

namespace NegPreact.Models;

/// <summary>GGUF files of Gemma 2 and 3 (text).</summary>
internal static class GgufGemma
{
    private const int FullEvery2 = 2; // every second layer of Gemma 2 sees all
    private const int FullEvery3 = 6; // every sixth of Gemma 3
    private const int LayersOf27B2 = 46, LayersOf27B3 = 62; // by which llama.cpp, too, knows the largest ones
    private const double LocalBase = 10_000;

    private static readonly IReadOnlyDictionary<string, GgufPlace> outer = new Dictionary<string, GgufPlace>(
        GgufCommon.Outer)
    {
        ["output_norm"] = new("model.norm", GgufLayout.PlusOne),
    };

    private static readonly IReadOnlyDictionary<string, GgufPlace> layer = GgufCommon.Joined(
        GgufCommon.Attention, GgufCommon.GatedMlp, new Dictionary<string, GgufPlace>
        {
            ["attn_norm"] = new("input_layernorm", GgufLayout.PlusOne),
            ["post_attention_norm"] = new("post_attention_layernorm", GgufLayout.PlusOne),
            ["ffn_norm"] = new("pre_feedforward_layernorm", GgufLayout.PlusOne),
            ["post_ffw_norm"] = new("post_feedforward_layernorm", GgufLayout.PlusOne),
        });

    private static readonly Dictionary<string, GgufPlace> headNorms = new()
    {
        ["attn_q_norm"] = new("self_attn.q_norm", GgufLayout.PlusOne),
        ["attn_k_norm"] = new("self_attn.k_norm", GgufLayout.PlusOne),
    };

    /// <summary>Both of them.</summary>
    public static IReadOnlyList<GgufArchitecture> All { get; } =
    [
        new("gemma2", "gemma2", "Gemma2ForCausalLM", GgufCommon.Layers, outer, layer, Gemma2),
        new("gemma3", "gemma3_text", "Gemma3ForCausalLM", GgufCommon.Layers, outer,
            GgufCommon.Joined(layer, headNorms), Gemma3),
    ];

    private static void Gemma2(GgufFields fields)
    {
        var headSize = Base(fields, LayersOf27B2);
        GgufCommon.Rotary(fields, headSize);
        fields.Config["attn_logit_softcapping"] = fields.Number("attn_logit_softcapping");
        fields.Config["final_logit_softcapping"] = fields.Number("final_logit_softcapping");
        Windows(fields, FullEvery2, "every second layer (1, 3, …) sees all positions, the others a window");
    }

    private static void Gemma3(GgufFields fields)
    {
        var headSize = Base(fields, LayersOf27B3);
        GgufCommon.Rotary(fields, headSize);
        if (fields.NumberOrNull("rope.freq_base_swa") is { } local)
            fields.Config["rope_local_base_freq"] = local;
        else
            fields.Assume("rope_local_base_freq", LocalBase, GgufCommon.Published);
        if (fields.NumberOrNull("final_logit_softcapping") is { } cap)
            fields.Config["final_logit_softcapping"] = cap;
        Windows(fields, FullEvery3, "every sixth layer (5, 11, …) sees all positions, the others a window");
    }

    private static int Base(GgufFields fields, int layersOf27B)
    {
        GgufCommon.Sizes(fields);
        GgufCommon.KeyHeads(fields);
        var config = fields.Config;
        config["rms_norm_eps"] = fields.Number("attention.layer_norm_rms_epsilon");
        var headSize = GgufCommon.HeadSize(fields);
        config["head_dim"] = headSize;
        config["attention_bias"] = false;
        GgufCommon.Activation(fields, "gelu_pytorch_tanh", "hidden_activation");
        fields.Assume("embeddings are multiplied by the root of the hidden size", GgufCommon.Published);
        int hidden = (int)config["hidden_size"]!, heads = (int)config["num_attention_heads"]!;
        var isLargest = (int)config["num_hidden_layers"]! == layersOf27B;
        fields.Assume(
            "query_pre_attn_scalar", isLargest ? hidden / heads : headSize, "the size of a head, as in the published "
            + "models; the hidden size by the number of heads in those of 27 billion parameters");
        return headSize;
    }

    private static void Windows(GgufFields fields, int fullEvery, string pattern)
    {
        fields.Config["sliding_window"] = fields.Size("attention.sliding_window");
        fields.Config["layer_types"] = new JsonArray(
            [.. Enumerable.Range(1, (int)fields.Config["num_hidden_layers"]!).Select(
                l => (JsonNode)(l % fullEvery == 0 ? "full_attention" : "sliding_attention"))]);
        fields.Assume(pattern, GgufCommon.Published);
    }
}
