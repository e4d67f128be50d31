namespace NegPreact.Models;

/// <summary>GGUF files of models with layer norms: GPT-2, GPT-NeoX, StableLM and StarCoder 2.</summary>
internal static class GgufLayerNorms
{
    private const int StarCoder2Window = 4096; // of the published models

    private static readonly IReadOnlyDictionary<string, GgufPlace> neoXOuter = new Dictionary<string, GgufPlace>
    {
        ["token_embd"] = new("gpt_neox.embed_in"), ["output_norm"] = new("gpt_neox.final_layer_norm"),
        ["output"] = new("embed_out"),
    };

    private static readonly IReadOnlyDictionary<string, GgufPlace> neoXLayer = GgufCommon.Joined(
        GgufCommon.Norms, new Dictionary<string, GgufPlace>
        {
            ["attn_qkv"] = new("attention.query_key_value", GgufLayout.QueriesKeysValues),
            ["attn_output"] = new("attention.dense"),
            ["ffn_up"] = new("mlp.dense_h_to_4h"), ["ffn_down"] = new("mlp.dense_4h_to_h"),
        });

    private static readonly IReadOnlyDictionary<string, GgufPlace> gpt2Outer = new Dictionary<string, GgufPlace>
    {
        ["token_embd"] = new("transformer.wte"), ["position_embd"] = new("transformer.wpe"),
        ["output_norm"] = new("transformer.ln_f"), ["output"] = new("lm_head"),
    };

    private static readonly IReadOnlyDictionary<string, GgufPlace> gpt2Layer = new Dictionary<string, GgufPlace>
    {
        ["attn_norm"] = new("ln_1"), ["ffn_norm"] = new("ln_2"),
        ["attn_qkv"] = new("attn.c_attn", GgufLayout.Transposed),
        ["attn_output"] = new("attn.c_proj", GgufLayout.Transposed),
        ["ffn_up"] = new("mlp.c_fc", GgufLayout.Transposed), ["ffn_down"] = new("mlp.c_proj", GgufLayout.Transposed),
    };

    private static readonly IReadOnlyDictionary<string, GgufPlace> starCoder2Layer = GgufCommon.Joined(
        GgufCommon.Norms, GgufCommon.Attention, new Dictionary<string, GgufPlace>
        {
            ["ffn_up"] = new("mlp.c_fc"), ["ffn_down"] = new("mlp.c_proj"),
        });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GgufArchitecture> All { get; } =
    [
        new("gpt2", "gpt2", "GPT2LMHeadModel", "transformer.h.", gpt2Outer, gpt2Layer, Gpt2),
        new("gptneox", "gpt_neox", "GPTNeoXForCausalLM", "gpt_neox.layers.", neoXOuter, neoXLayer, GptNeoX),
        new("stablelm", "stablelm", "StableLmForCausalLM", GgufCommon.Layers, GgufCommon.Outer,
            GgufCommon.Joined(GgufCommon.Norms, GgufCommon.Attention, GgufCommon.GatedMlp), StableLm),
        new("starcoder2", "starcoder2", "Starcoder2ForCausalLM", GgufCommon.Layers, GgufCommon.Outer, starCoder2Layer,
            StarCoder2),
    ];

    private static void Gpt2(GgufFields fields)
    {
        var config = fields.Config;
        config["vocab_size"] = fields.Vocabulary();
        config["n_embd"] = fields.Size("embedding_length");
        config["n_inner"] = fields.Size("feed_forward_length");
        config["n_layer"] = fields.Layers();
        config["n_head"] = fields.Size("attention.head_count");
        config["n_positions"] = fields.Size("context_length");
        config["layer_norm_epsilon"] = fields.Number("attention.layer_norm_epsilon");
        config["tie_word_embeddings"] = !fields.Has("output.weight");
        fields.RequireSame("attention.head_count_kv", (int)config["n_head"]!);
        GgufCommon.Activation(fields, "gelu_new", "activation_function");
    }

    private static void GptNeoX(GgufFields fields)
    {
        GgufCommon.Sizes(fields);
        fields.RequireSame("attention.head_count_kv", (int)fields.Config["num_attention_heads"]!);
        fields.Config["layer_norm_eps"] = fields.Number("attention.layer_norm_epsilon");
        fields.Config["use_parallel_residual"] = fields.Flag("use_parallel_residual") ?? true;
        fields.Config["attention_bias"] = fields.Has("blk.0.attn_qkv.bias");
        fields.Config["rotary_pct"] = PartlyRotary(fields, "rotary_emb_base");
        GgufCommon.Activation(fields, "gelu");
    }

    private static void StableLm(GgufFields fields)
    {
        GgufCommon.Sizes(fields);
        GgufCommon.KeyHeads(fields);
        fields.Config["layer_norm_eps"] = fields.Number("attention.layer_norm_epsilon");
        // Beside each other, attention and MLP share a norm, and the file holds no other. What it says of this is no
        // guide: the converter writes true where config.json is silent, which means false.
        fields.Flag("use_parallel_residual");
        fields.Config["use_parallel_residual"] = !fields.Has("blk.0.ffn_norm.weight");
        fields.Config["use_qkv_bias"] = fields.Has("blk.0.attn_q.bias");
        fields.Config["qk_layernorm"] = false; // the tensors of such norms would be left over
        fields.Config["partial_rotary_factor"] = PartlyRotary(fields, "rope_theta");
        GgufCommon.Activation(fields, "silu");
    }

    private static void StarCoder2(GgufFields fields)
    {
        GgufCommon.Sizes(fields);
        GgufCommon.KeyHeads(fields);
        var headSize = GgufCommon.HeadSize(fields);
        GgufLlama.RequireOwnShare(fields, headSize);
        fields.Config["norm_epsilon"] = fields.Number("attention.layer_norm_epsilon");
        fields.Config["use_bias"] = fields.Has("blk.0.attn_q.bias");
        GgufCommon.Rotary(fields, headSize);
        GgufCommon.Activation(fields, "gelu_pytorch_tanh");
        fields.Assume("sliding_window", StarCoder2Window, GgufCommon.Published);
    }

    // On the first features of each head only; gives their share.
    private static double PartlyRotary(GgufFields fields, string baseField)
    {
        var headSize = GgufCommon.HeadSize(fields);
        GgufLlama.RequireOwnShare(fields, headSize);
        fields.Config[baseField] = GgufCommon.RotaryBase(fields);
        fields.Config["rope_scaling"] = GgufCommon.LinearScaling(fields);
        return (double)(fields.SizeOrNull("rope.dimension_count") ?? headSize) / headSize;
    }
}
