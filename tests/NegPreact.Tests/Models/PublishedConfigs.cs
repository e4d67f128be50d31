namespace NegPreact.Tests.Models;

/// <summary>
/// Fields and values of published models' config.json, sizes and bookkeeping aside, and the mathematics they ask for.
/// </summary>
internal static partial class PublishedConfigs
{
    private const string OldGpt2 = """
        "activation_function": "gelu_new", "attn_pdrop": 0.1, "embd_pdrop": 0.1, "layer_norm_epsilon": 1e-05,
        "n_ctx": 12, "resid_pdrop": 0.1, "summary_activation": null, "summary_first_dropout": 0.1,
        "summary_proj_to_labels": true, "summary_type": "cls_index", "summary_use_proj": true,
        "task_specific_params": {"text-generation": {"do_sample": true, "max_length": 50}}
        """;

    private const string Pythia = """
        "attention_bias": true, "attention_dropout": 0.0, "classifier_dropout": 0.1, "hidden_act": "gelu",
        "hidden_dropout": 0.0, "layer_norm_eps": 1e-05, "tie_word_embeddings": false, "use_parallel_residual": true
        """;

    private const string Opt = """
        "_remove_final_layer_norm": false, "activation_dropout": 0.0, "activation_function": "relu",
        "attention_dropout": 0.0, "dropout": 0.1, "init_std": 0.02, "layerdrop": 0.0, "prefix": "</s>"
        """;

    /// <summary>Published model, <c>model_type</c>, fields, and the mathematics in words.</summary>
    public static IReadOnlyList<(string Name, string Type, string Fields, string Mathematics)> All =>
        [.. Older, .. LlamaLike, .. Gemmas, .. Phis, .. Others];

    private static IEnumerable<(string Name, string Type, string Fields, string Mathematics)> Older =>
    [
        ("openai-community/gpt2", "gpt2", OldGpt2, "tied; gelu_new"),
        ("distilbert/distilgpt2", "gpt2", OldGpt2 + """
            , "_num_labels": 1, "id2label": {"0": "LABEL_0"}, "label2id": {"LABEL_0": 0}
            """, "tied; gelu_new"),
        ("openai-community/gpt2-medium", "gpt2", OldGpt2 + """
            , "n_special": 0, "predict_special_tokens": true
            """, "tied; gelu_new"),
        ("openai-community/gpt2-large", "gpt2", OldGpt2 + """
            , "n_special": 0, "predict_special_tokens": true, "output_past": true, "pruned_heads": {}
            """, "tied; gelu_new"),
        ("EleutherAI/pythia-70m", "gpt_neox", Pythia + """
            , "rotary_emb_base": 10000, "rotary_pct": 0.25
            """, "gelu; side by side; bias; theta 10000 on 2 of 8"),
        ("EleutherAI/pythia-70m, saved by a late transformers 4", "gpt_neox", Pythia + """
            , "rotary_emb_base": 10000, "rotary_pct": 0.25, "partial_rotary_factor": 0.25, "rope_theta": 10000,
            "attention_probs_dropout_prob": 0, "hidden_dropout_prob": 0, "max_new_tokens": 20
            """, "gelu; side by side; bias; theta 10000 on 2 of 8"),
        ("EleutherAI/pythia-70m, saved by transformers 5", "gpt_neox", Pythia + """
            , "is_decoder": false, "is_encoder_decoder": false,
            "rope_parameters": {"partial_rotary_factor": 0.25, "rope_theta": 10000, "rope_type": "default"}
            """, "gelu; side by side; bias; theta 10000 on 2 of 8"),
        ("facebook/opt-125m", "opt", Opt + """
            , "do_layer_norm_before": true, "word_embed_proj_dim": 16
            """, "tied; relu; last norm; bias"),
        ("facebook/opt-350m", "opt", Opt + """
            , "do_layer_norm_before": false, "word_embed_proj_dim": 8
            """, "tied; relu; norms Behind; bias; projected embedding"),
        ("facebook/opt-125m, saved by transformers 5", "opt", Opt + """
            , "do_layer_norm_before": true, "word_embed_proj_dim": 16, "enable_bias": true, "is_decoder": false,
            "layer_norm_elementwise_affine": true, "tie_word_embeddings": true
            """, "tied; relu; last norm; bias"),
    ];
}
