namespace NegPreact.Tests.Models;

internal static partial class PublishedConfigs
{
    private const string Olmo2 = """
        "attention_bias": false, "attention_dropout": 0.0, "hidden_act": "silu", "rms_norm_eps": 1e-06,
        "rope_scaling": null, "rope_theta": 500000, "tie_word_embeddings": false
        """;

    private const string SmolLm3 = """
        "attention_bias": false, "attention_dropout": 0.0, "hidden_act": "silu", "layer_types": ["full_attention",
        "full_attention", "full_attention", "full_attention"], "max_window_layers": 28, "mlp_bias": false,
        "no_rope_layer_interval": 4, "no_rope_layers": [1, 1, 1, 0], "num_hidden_layers": 4, "pretraining_tp": 2,
        "rms_norm_eps": 1e-06, "rope_scaling": null, "sliding_window": null, "use_sliding_window": false
        """;

    private const string Granite = """
        "attention_bias": false, "attention_dropout": 0.0, "embedding_multiplier": 12.0, "hidden_act": "silu",
        "mlp_bias": false, "residual_multiplier": 0.22, "rms_norm_eps": 1e-05, "rope_scaling": null,
        "tie_word_embeddings": true
        """;

    private const string StableLm = """
        "attention_dropout": 0.0, "hidden_act": "silu", "hidden_dropout": 0.0, "layer_norm_eps": 1e-05, "head_dim": 8,
        "partial_rotary_factor": 0.25, "qk_layernorm": false, "rope_theta": 10000, "tie_word_embeddings": false,
        "use_parallel_residual": false
        """;

    private const string StarCoder2 = """
        "activation_function": "gelu", "attention_dropout": 0.1, "attention_softmax_in_fp32": true,
        "embedding_dropout": 0.1, "hidden_act": "gelu_pytorch_tanh", "layer_norm_epsilon": 1e-05,
        "mlp_type": "default", "norm_epsilon": 1e-05, "norm_type": "layer_norm", "residual_dropout": 0.1,
        "scale_attention_softmax_in_fp32": true, "scale_attn_weights": true, "sliding_window": 4096, "use_bias": true
        """;

    private static IEnumerable<(string Name, string Type, string Fields, string Mathematics)> Others =>
    [
        ("allenai/OLMo-1B-hf", "olmo", """
            "attention_bias": false, "attention_dropout": 0.0, "clip_qkv": null, "hidden_act": "silu",
            "pretraining_tp": 1, "rope_scaling": null, "rope_theta": 10000.0, "tie_word_embeddings": true
            """, "tied; PlainLayer norms; epsilon 1e-5; theta 10000"),
        ("allenai/OLMo-7B-0424-hf", "olmo", """
            "attention_bias": false, "attention_dropout": 0.0, "clip_qkv": 8.0, "hidden_act": "silu",
            "rope_scaling": null, "rope_theta": 10000.0, "tie_word_embeddings": false
            """, "PlainLayer norms; epsilon 1e-5; q, k, v within 8; theta 10000"),
        ("allenai/OLMo-2-0425-1B", "olmo2", Olmo2, "norms Behind; q and k normalised, AllHeads; theta 500000"),
        ("allenai/OLMo-2-1124-7B", "olmo2", Olmo2 + """
            , "num_key_value_heads": 4
            """, "norms Behind; q and k normalised, AllHeads; theta 500000"),
        ("allenai/OLMo-2-0325-32B", "olmo2", Olmo2, "norms Behind; q and k normalised, AllHeads; theta 500000"),
        ("HuggingFaceTB/SmolLM3-3B-Base", "smollm3", SmolLm3 + """
            , "rope_theta": 2000000.0
            """, "tied; theta 2000000 in 0 1 2; no positions in 3"),
        ("HuggingFaceTB/SmolLM3-3B", "smollm3", SmolLm3 + """
            , "rope_theta": 5000000.0
            """, "tied; theta 5000000 in 0 1 2; no positions in 3"),
        ("ibm-granite/granite-3.0-2b-base", "granite", Granite + """
            , "attention_multiplier": 0.015625, "logits_scaling": 8.0, "rope_theta": 10000.0
            """, "tied; epsilon 1e-5; scores x 0.0156; embedding x 12; branches x 0.22; logits / 8; theta 10000"),
        ("ibm-granite/granite-3.3-8b-instruct", "granite", Granite + """
            , "attention_multiplier": 0.0078125, "logits_scaling": 16.0, "rope_theta": 10000000.0
            """, "tied; epsilon 1e-5; scores x 0.0078; embedding x 12; branches x 0.22; logits / 16; "
            + "theta 10000000"),
        ("stabilityai/stablelm-3b-4e1t", "stablelm", StableLm + """
            , "use_qkv_bias": false
            """, "Layer norms; epsilon 1e-5; theta 10000 on 2 of 8"),
        ("stabilityai/stablelm-2-1_6b", "stablelm", StableLm + """
            , "use_qkv_bias": true
            """, "Layer norms; epsilon 1e-5; bias of q, k, v; theta 10000 on 2 of 8"),
        ("bigcode/starcoder2-3b", "starcoder2", StarCoder2 + """
            , "rope_theta": 999999.4420358813
            """, "tied; gelu_pytorch_tanh; bias; epsilon 1e-5; theta 999999.442, window 4096"),
        ("bigcode/starcoder2-15b", "starcoder2", StarCoder2 + """
            , "rope_theta": 100000, "tie_word_embeddings": false
            """, "gelu_pytorch_tanh; bias; epsilon 1e-5; theta 100000, window 4096"),
    ];
}
