using System.Text.Json;

namespace NegPreact.Models;

/// <summary>
/// The fields of config.json that do not change what a family computes: inert ones, which its reference in
/// transformers never reads in evaluation, and fields that would, but have their neutral value. Whatever else a
/// config.json holds is read by the family's own code or refused.
/// </summary>
internal sealed class ConfigFields
{
    // Generation, training, bookkeeping: none of these enters a forward pass in evaluation, in any family.
    private static readonly string[] inertEverywhere =
    [
        // Where the model comes from and which tools have written it.
        "_name_or_path", "_commit_hash", "architectures", "model_type", "transformers_version", "torch_dtype", "dtype",
        "auto_map", "tokenizer_class", "task_specific_params", "finetuning_task", "transformers.js_config",
        "unsloth_fixed", "unsloth_version",
        // Special tokens, which the tokenizer's files tell.
        "bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "decoder_start_token_id", "unk_token_id",
        "prefix", "forced_bos_token_id", "forced_eos_token_id",
        // Initial values, dropout and losses of training.
        "initializer_range", "init_std", "attention_dropout", "activation_dropout", "hidden_dropout", "dropout",
        "attention_probs_dropout_prob", "hidden_dropout_prob", "resid_pdrop", "embd_pdrop", "attn_pdrop", "layerdrop",
        "classifier_dropout", "gradient_checkpointing", "problem_type", "tf_legacy_loss", "use_bfloat16",
        // Classification heads.
        "id2label", "label2id", "num_labels", "_num_labels", "summary_type", "summary_use_proj",
        "summary_activation", "summary_proj_to_labels", "summary_first_dropout",
        // What a pass returns, and which of several equal implementations it takes.
        "use_cache", "cache_implementation", "output_attentions", "output_hidden_states", "output_past", "return_dict",
        "use_return_dict", "torchscript", "chunk_size_feed_forward", "_attn_implementation", "attn_implementation",
        "_attn_implementation_autoset", "_flash_attn_2_enabled",
        // Lengths, which the families and rotary scalings that need them read.
        "max_position_embeddings", "original_max_position_embeddings",
        // Generation.
        "max_length", "max_new_tokens", "min_length", "do_sample", "early_stopping", "num_beams", "num_beam_groups",
        "diversity_penalty", "temperature", "top_k", "top_p", "typical_p", "repetition_penalty", "length_penalty",
        "no_repeat_ngram_size", "encoder_no_repeat_ngram_size", "bad_words_ids", "num_return_sequences",
        "output_scores", "return_dict_in_generate", "remove_invalid_values", "exponential_decay_length_penalty",
        "suppress_tokens", "begin_suppress_tokens",
    ];

    private static readonly (string Field, string Only)[] neutralEverywhere =
    [
        ("is_decoder", "false"), ("is_encoder_decoder", "false"), ("add_cross_attention", "false"),
        ("tie_encoder_decoder", "false"), ("partial_rotary_factor", "1"), ("pruned_heads", "{}"),
        ("quantization_config", "null"),
    ];

    private static readonly ConfigFields gpt2 = new(
        // n_ctx is an older name of n_positions; the order of attention's operations matters in half precision only.
        ["n_ctx", "n_special", "predict_special_tokens", "reorder_and_upcast_attn"],
        [("scale_attn_weights", "true"), ("scale_attn_by_inverse_layer_idx", "false")]);

    private static readonly ConfigFields gptNeoX = new([], []);

    private static readonly ConfigFields opt = new([], [("layer_norm_elementwise_affine", "true")]);

    private static readonly ConfigFields llama = new(
        ["is_llama_config", "max_sequence_length"],
        // Tensor-parallel slices of pretraining_tp > 1 change the rounding of every projection.
        [("pretraining_tp", "1"), ("rope_interleaved", "false"), ("activation", "\"swiglu\"")]);

    private static readonly ConfigFields mistral = new(["max_sequence_length"], [("rope_interleaved", "false")]);

    // The size of the window and the layers that would have it say nothing where there is none. Releases of
    // transformers differ from each other in windows in some of the layers.
    private static readonly ConfigFields qwen = new(
        ["max_sequence_length", "sliding_window", "max_window_layers"],
        [("rope_interleaved", "false"), ("use_sliding_window", "false"), ("use_mrope", "false")]);

    // Attention within a text is causal; hidden_act says which gate Gemma 1 has, hidden_activation repeats it.
    private static readonly ConfigFields gemma = new(
        [], [("use_bidirectional_attention", "false"), ("hidden_activation", "\"gelu_pytorch_tanh\"")]);

    private static readonly ConfigFields gemma2 = new(
        ["hidden_act", "sliding_window_size"], [("use_bidirectional_attention", "false")]);

    // transformers applies no limit to the scores of Gemma 3, whatever the field says.
    private static readonly ConfigFields gemma3 = new(
        ["hidden_act", "attn_logit_softcapping"], [("use_bidirectional_attention", "false")]);

    private static readonly ConfigFields phi = new([], [("qk_layernorm", "false")]);

    private static readonly ConfigFields phi3 = new(
        [], [("attention_bias", "false"), ("mlp_bias", "false"), ("lm_head_bias", "false"), ("full_attn_mod", "1"),
            ("interpolate_factor", "1")]);

    private static readonly ConfigFields olmo = new(["pretraining_tp"], []);

    private static readonly ConfigFields smolLm3 = new(
        ["pretraining_tp", "sliding_window", "max_window_layers"], [("use_sliding_window", "false")]);

    private static readonly ConfigFields granite = new([], []);

    private static readonly ConfigFields stableLm = new(
        [], [("qk_layernorm", "false"), ("use_parallel_residual", "false")]);

    // What the exporter of StarCoder2 wrote besides; hidden_act and norm_epsilon are what counts.
    private static readonly ConfigFields starCoder2 = new(
        ["activation_function", "layer_norm_epsilon", "attention_softmax_in_fp32", "scale_attention_softmax_in_fp32",
            "scale_attn_weights", "embedding_dropout", "residual_dropout"],
        [("mlp_type", "\"default\""), ("norm_type", "\"layer_norm\"")]);

    private readonly HashSet<string> inert;
    private readonly Dictionary<string, JsonElement> neutral;

    private ConfigFields(string[] inert, (string Field, string Only)[] neutral, bool isPart = false)
    {
        this.inert = new(isPart ? inert : [.. inertEverywhere, .. inert], StringComparer.Ordinal);
        this.neutral = (isPart ? neutral : [.. neutralEverywhere, .. neutral]).ToDictionary(
            n => n.Field, n => JsonElement.Parse(n.Only), StringComparer.Ordinal);
    }

    /// <summary>Those inside <c>rope_parameters</c> and <c>rope_scaling</c>.</summary>
    public static ConfigFields Rotary { get; } = new(
        ["finetuned"],
        [("partial_rotary_factor", "1"), ("mscale", "null"), ("mscale_all_dim", "null"), ("truncate", "true")],
        isPart: true);

    /// <summary>Those of a family.</summary>
    /// <param name="modelType">A supported <c>model_type</c>.</param>
    public static ConfigFields Of(string modelType) => modelType switch
    {
        "gpt2" => gpt2,
        "gpt_neox" => gptNeoX,
        "opt" => opt,
        "llama" => llama,
        "mistral" => mistral,
        "qwen2" or "qwen3" => qwen,
        "gemma" => gemma,
        "gemma2" => gemma2,
        "gemma3_text" => gemma3,
        "phi" => phi,
        "phi3" => phi3,
        "olmo" or "olmo2" => olmo,
        "smollm3" => smolLm3,
        "granite" => granite,
        "stablelm" => stableLm,
        "starcoder2" => starCoder2,
        _ => throw new InvalidOperationException($"no table of fields for {modelType}"),
    };

    /// <summary>Whether a field may have any value.</summary>
    public bool IsInert(string field) => inert.Contains(field);

    /// <summary>The one value that a field may have; null for a field that is not known to have one.</summary>
    public JsonElement? Neutral(string field) => neutral.TryGetValue(field, out var only) ? only : null;
}
