using System.Text.Json.Nodes;

namespace NegPreact.Models;

/// <summary>GGUF files of Llama's relatives: RMS norms, rotary attention, SiLU-gated MLP.</summary>
internal static class GgufLlama
{
    private const int PlainEvery = 4; // of SmolLM3's layers

    // The converter puts the two features that turn together side by side.
    private static readonly IReadOnlyDictionary<string, GgufPlace> pairs = GgufCommon.Joined(
        GgufCommon.Norms, GgufCommon.GatedMlp, new Dictionary<string, GgufPlace>(GgufCommon.Attention)
        {
            ["attn_q"] = new("self_attn.q_proj", GgufLayout.QueryPairs),
            ["attn_k"] = new("self_attn.k_proj", GgufLayout.KeyPairs),
        });

    private static readonly IReadOnlyDictionary<string, GgufPlace> halves =
        GgufCommon.Joined(GgufCommon.Norms, GgufCommon.GatedMlp, GgufCommon.Attention);

    private static readonly Dictionary<string, GgufPlace> headNorms = new()
    {
        ["attn_q_norm"] = new("self_attn.q_norm"), ["attn_k_norm"] = new("self_attn.k_norm"),
    };

    private static readonly IReadOnlyDictionary<string, GgufPlace> normsBehind = GgufCommon.Joined(
        GgufCommon.GatedMlp, GgufCommon.Attention, headNorms, new Dictionary<string, GgufPlace>
        {
            ["post_attention_norm"] = new("post_attention_layernorm"),
            ["post_ffw_norm"] = new("post_feedforward_layernorm"),
        });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GgufArchitecture> All { get; } =
    [
        new("llama", "llama", "LlamaForCausalLM", GgufCommon.Layers, GgufCommon.Outer, pairs, Llama),
        new("qwen2", "qwen2", "Qwen2ForCausalLM", GgufCommon.Layers, GgufCommon.Outer, halves, Qwen2),
        new("qwen3", "qwen3", "Qwen3ForCausalLM", GgufCommon.Layers, GgufCommon.Outer,
            GgufCommon.Joined(halves, headNorms), Qwen3),
        new("olmo2", "olmo2", "Olmo2ForCausalLM", GgufCommon.Layers, GgufCommon.Outer, normsBehind, Olmo2),
        new("granite", "granite", "GraniteForCausalLM", GgufCommon.Layers, GgufCommon.Outer, pairs, Granite),
        new("smollm3", "smollm3", "SmolLM3ForCausalLM", GgufCommon.Layers, GgufCommon.Outer, pairs, SmolLm3),
    ];

    private static int Base(GgufFields fields)
    {
        GgufCommon.Sizes(fields);
        GgufCommon.KeyHeads(fields);
        fields.Config["rms_norm_eps"] = fields.Number("attention.layer_norm_rms_epsilon");
        var headSize = GgufCommon.HeadSize(fields);
        GgufCommon.Rotary(fields, headSize);
        GgufCommon.Activation(fields, "silu");
        return headSize;
    }

    // Biases are there or not for all layers alike; one that is missing is refused when the tensors are read.
    private static void Biases(GgufFields fields)
    {
        fields.Config["attention_bias"] = fields.Has("blk.0.attn_q.bias");
        fields.Config["mlp_bias"] = fields.Has("blk.0.ffn_gate.bias");
    }

    private static void Llama(GgufFields fields)
    {
        fields.Config["head_dim"] = Base(fields);
        Biases(fields);
        fields.Assume(
            "each position sees all before it",
            "as in most published models; Mistral 7B v0.1 and its descendants have a "
            + "window of 4096 tokens, which matters in longer texts only");
    }

    private static void Qwen2(GgufFields fields)
    {
        RequireOwnShare(fields, Base(fields));
        FullAttention(fields);
    }

    private static void Qwen3(GgufFields fields)
    {
        fields.Config["head_dim"] = Base(fields);
        fields.Config["attention_bias"] = fields.Has("blk.0.attn_q.bias");
        FullAttention(fields);
    }

    private static void Olmo2(GgufFields fields)
    {
        RequireOwnShare(fields, Base(fields));
        fields.Config["attention_bias"] = fields.Has("blk.0.attn_q.bias");
    }

    private static void Granite(GgufFields fields)
    {
        RequireOwnShare(fields, Base(fields));
        Biases(fields);
        fields.Config["embedding_multiplier"] = fields.Number("embedding_scale");
        fields.Config["residual_multiplier"] = fields.Number("residual_scale");
        fields.Config["attention_multiplier"] = fields.Number("attention.scale");
        fields.Config["logits_scaling"] = fields.Number("logit_scale");
    }

    private static void SmolLm3(GgufFields fields)
    {
        RequireOwnShare(fields, Base(fields));
        Biases(fields);
        FullAttention(fields);
        var layers = (int)fields.Config["num_hidden_layers"]!;
        fields.Config["no_rope_layer_interval"] = PlainEvery;
        fields.Config["no_rope_layers"] = new JsonArray(
            [.. Enumerable.Range(1, layers).Select(l => (JsonNode)(l % PlainEvery == 0 ? 0 : 1))]);
        fields.Assume("every fourth layer (3, 7, …) has no rotary embedding", GgufCommon.Published);
    }

    private static void FullAttention(GgufFields fields)
    {
        fields.Config["use_sliding_window"] = false;
        fields.Assume("each position sees all before it", GgufCommon.Published);
    }

    /// <summary>Refuses a size of heads other than hidden size by heads, for which the family has no field.</summary>
    internal static void RequireOwnShare(GgufFields fields, int headSize)
    {
        int hidden = (int)fields.Config["hidden_size"]!, heads = (int)fields.Config["num_attention_heads"]!;
        if (headSize * heads != hidden)
            throw new NegPreactException(
                ErrorKind.Architecture, $"{fields.Path} has {heads} heads of {headSize} features and a hidden size of "
                + $"{hidden}, which the architecture '{fields.Architecture}' has no field for; use another model.");
    }
}
