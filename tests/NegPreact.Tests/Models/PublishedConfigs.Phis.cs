namespace NegPreact.Tests.Models;

internal static partial class PublishedConfigs
{
    private const string Phi = """
        "attention_dropout": 0.0, "embd_pdrop": 0.0, "hidden_act": "gelu_new", "layer_norm_eps": 1e-05,
        "qk_layernorm": false, "resid_pdrop": 0.0, "rope_scaling": null, "rope_theta": 10000.0,
        "tie_word_embeddings": false
        """;

    private const string Phi3 = """
        "attention_bias": false, "attention_dropout": 0.0, "auto_map": {"AutoConfig": "configuration_phi3.Phi3Config"},
        "embd_pdrop": 0.0, "hidden_act": "silu", "resid_pdrop": 0.0, "rms_norm_eps": 1e-05
        """;

    private const string Phi3Long = Phi3 + """
        , "max_position_embeddings": 131072, "original_max_position_embeddings": 4096, "rope_theta": 10000.0,
        "sliding_window": 262144
        """;

    private const string Factors = "\"short_factor\": [1.05, 1.1], \"long_factor\": [1.03, 64.2]";

    private static IEnumerable<(string Name, string Type, string Fields, string Mathematics)> Phis =>
    [
        ("microsoft/phi-1_5", "phi", Phi + """
            , "num_key_value_heads": null, "partial_rotary_factor": 0.5
            """, "gelu_new; bias; epsilon 1e-5; theta 10000 on 2 of 4"),
        ("microsoft/phi-2", "phi", Phi + """
            , "head_dim": 10, "num_key_value_heads": 4, "partial_rotary_factor": 0.4
            """, "gelu_new; bias; epsilon 1e-5; theta 10000 on 4 of 10"),
        ("microsoft/Phi-3-mini-4k-instruct", "phi3", Phi3 + """
            , "original_max_position_embeddings": 4096, "rope_scaling": null, "rope_theta": 10000.0,
            "sliding_window": 2047, "tie_word_embeddings": false
            """, "epsilon 1e-5; fused q, k, v; fused gate; theta 10000, window 2047"),
        ("microsoft/Phi-3-mini-128k-instruct", "phi3", Phi3Long + ", \"rope_scaling\": {" + Factors + """
            , "type": "longrope"}, "tie_word_embeddings": false
            """, "epsilon 1e-5; fused q, k, v; fused gate; theta 10000, longrope from 4096, turns x 1.1902, "
            + "window 262144"),
        ("microsoft/Phi-3-mini-128k-instruct, first revision", "phi3", Phi3Long + ", \"rope_scaling\": {" + Factors
            + """
            , "type": "su"}, "tie_word_embeddings": false
            """, "epsilon 1e-5; fused q, k, v; fused gate; theta 10000, longrope from 4096, turns x 1.1902, "
            + "window 262144"),
        ("microsoft/Phi-3.5-mini-instruct", "phi3", Phi3Long + ", \"rope_scaling\": {" + Factors + """
            , "type": "longrope"}, "tie_word_embeddings": false
            """, "epsilon 1e-5; fused q, k, v; fused gate; theta 10000, longrope from 4096, turns x 1.1902, "
            + "window 262144"),
        ("microsoft/phi-4", "phi3", Phi3 + """
            , "max_position_embeddings": 16384, "original_max_position_embeddings": 16384, "rope_scaling": null,
            "rope_theta": 250000, "sliding_window": null, "tie_word_embeddings": false
            """, "epsilon 1e-5; fused q, k, v; fused gate; theta 250000"),
        ("microsoft/Phi-4-mini-instruct", "phi3", Phi3Long + """
            , "full_attn_mod": 1, "head_dim": 8, "interpolate_factor": 1, "lm_head_bias": false, "mlp_bias": false,
            "partial_rotary_factor": 0.75, "rope_scaling": {"long_factor": [1, 1.118320672, 1.250641126],
            "short_factor": [1.0, 1.0, 1.0], "type": "longrope"}, "tie_word_embeddings": true
            """, "tied; epsilon 1e-5; fused q, k, v; fused gate; theta 10000 on 6 of 8, longrope from 4096, "
            + "turns x 1.1902, window 262144"),
    ];
}
