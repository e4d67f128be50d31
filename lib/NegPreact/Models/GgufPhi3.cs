using System.Text.Json.Nodes;

namespace NegPreact.Models;

/// <summary>GGUF files of Phi-3 and Phi-4-mini: Llama with fused projections.</summary>
internal static class GgufPhi3
{
    private const double Rounding = 1e-6; // of singles of about 1
    private const string OriginalLength = "rope.scaling.original_context_length";
    private const string Short = "rope_factors_short.weight", Long = "rope_factors_long.weight";

    /// <summary>The one of them.</summary>
    public static GgufArchitecture Phi3 { get; } = new(
        "phi3", "phi3", "Phi3ForCausalLM", GgufCommon.Layers, GgufCommon.Outer, GgufCommon.Joined(
        GgufCommon.Norms, new Dictionary<string, GgufPlace>
        {
            ["attn_qkv"] = new("self_attn.qkv_proj"), ["attn_output"] = new("self_attn.o_proj"),
            ["ffn_up"] = new("mlp.gate_up_proj"), ["ffn_down"] = new("mlp.down_proj"),
        }), Describe);

    private static void Describe(GgufFields fields)
    {
        GgufCommon.Sizes(fields);
        GgufCommon.KeyHeads(fields);
        var config = fields.Config;
        config["rms_norm_eps"] = fields.Number("attention.layer_norm_rms_epsilon");
        // 0 stands for none; llama.cpp itself reads it and gives this family no window.
        config["sliding_window"] = fields.WindowOrNull("attention.sliding_window");
        var headSize = GgufCommon.HeadSize(fields);
        GgufLlama.RequireOwnShare(fields, headSize);
        var dimensions = fields.SizeOrNull("rope.dimension_count") ?? headSize;
        config["partial_rotary_factor"] = (double)dimensions / headSize;
        config["rope_theta"] = GgufCommon.RotaryBase(fields);
        config["rope_scaling"] = GgufCommon.LinearScaling(fields);
        if (fields.SizeOrNull(OriginalLength) is { } original)
            config["original_max_position_embeddings"] = original;
        if (fields.Has(Short) || fields.Has(Long))
            config["rope_scaling"] = Stretching(fields, dimensions / 2);
        GgufCommon.Activation(fields, "silu");
    }

    private static JsonObject Stretching(GgufFields fields, int frequencies)
    {
        // Releases of transformers differ in what else they let stand here.
        var scaling = new JsonObject
        {
            ["type"] = "longrope",
            ["short_factor"] = fields.Factors(Short, frequencies),
            ["long_factor"] = fields.Factors(Long, frequencies),
        };
        // The attention's factor follows from the two lengths; a file that has another is believed.
        double original = fields.Size(OriginalLength), length = (int)fields.Config["max_position_embeddings"]!;
        var usual = length <= original ? 1 : Math.Sqrt(1 + (Math.Log(length / original) / Math.Log(original)));
        if (fields.NumberOrNull("rope.scaling.attn_factor") is { } factor && Math.Abs(factor - usual) > Rounding)
            scaling["attention_factor"] = factor;
        return scaling;
    }
}
