namespace NegPreact.Tests.Models;

internal static partial class PublishedConfigs
{
    private const string Gemma = """
        "attention_bias": false, "attention_dropout": 0.0, "rms_norm_eps": 1e-06, "rope_theta": 10000.0
        """;

    private const string Gemma2 = Gemma + """
        , "attn_logit_softcapping": 50.0, "cache_implementation": "hybrid", "final_logit_softcapping": 30.0,
        "hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh", "num_hidden_layers": 3,
        "sliding_window": 4096
        """;

    private const string Gemma3 = """
        "attention_bias": false, "attention_dropout": 0.0, "attn_logit_softcapping": null,
        "cache_implementation": "hybrid", "final_logit_softcapping": null, "hidden_activation": "gelu_pytorch_tanh",
        "num_hidden_layers": 7, "query_pre_attn_scalar": 256, "rms_norm_eps": 1e-06, "rope_local_base_freq": 10000,
        "rope_scaling": null, "rope_theta": 1000000, "sliding_window": 512
        """;

    private static IEnumerable<(string Name, string Type, string Fields, string Mathematics)> Gemmas =>
    [
        ("google/gemma-2b", "gemma", Gemma + """
            , "hidden_act": "gelu", "num_key_value_heads": 1, "rope_scaling": null
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; embedding x 4; theta 10000"),
        ("google/gemma-7b", "gemma", Gemma + """
            , "hidden_act": "gelu_pytorch_tanh", "hidden_activation": null, "num_key_value_heads": 4,
            "rope_scaling": null
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; embedding x 4; theta 10000"),
        ("google/gemma-1.1-2b-it", "gemma", Gemma + """
            , "hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh", "num_key_value_heads": 1,
            "rope_scaling": null
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; embedding x 4; theta 10000"),
        ("google/gemma-2-2b", "gemma2", Gemma2 + """
            , "query_pre_attn_scalar": 256
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; scores x 0.0625; scores within 50; "
            + "embedding x 4; logits within 30; theta 10000, window 4096 in 0 2; theta 10000 in 1"),
        ("google/gemma-2-9b", "gemma2", Gemma2 + """
            , "query_pre_attn_scalar": 256, "sliding_window_size": 4096
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; scores x 0.0625; scores within 50; "
            + "embedding x 4; logits within 30; theta 10000, window 4096 in 0 2; theta 10000 in 1"),
        ("google/gemma-2-27b", "gemma2", Gemma2 + """
            , "query_pre_attn_scalar": 144, "sliding_window_size": 4096
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; scores x 0.0833; scores within 50; "
            + "embedding x 4; logits within 30; theta 10000, window 4096 in 0 2; theta 10000 in 1"),
        ("google/gemma-3-1b-pt", "gemma3_text", Gemma3 + """
            , "sliding_window_pattern": 6
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; q and k normalised, EachHead; "
            + "scores x 0.0625; embedding x 4; theta 10000, window 512 in 0 1 2 3 4 6; theta 1000000 in 5"),
        ("google/gemma-3-270m", "gemma3_text", Gemma3 + """
            , "_sliding_window_pattern": 6, "layer_types": ["sliding_attention", "sliding_attention",
            "sliding_attention", "sliding_attention", "sliding_attention", "full_attention", "sliding_attention"],
            "use_bidirectional_attention": false
            """, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; q and k normalised, EachHead; "
            + "scores x 0.0625; embedding x 4; theta 10000, window 512 in 0 1 2 3 4 6; theta 1000000 in 5"),
    ];
}
