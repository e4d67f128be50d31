using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Parity;

namespace NegPreact.Tests.Models;

/// <summary>
/// Fields and values of published models' config.json beside tiny sizes: what is loaded, and what is refused.
/// </summary>
public class PublishedConfigTests
{
    private const string Bookkeeping = """
        "_name_or_path": "here", "architectures": ["AnyForCausalLM"], "bos_token_id": 0, "eos_token_id": [0, 1],
        "initializer_range": 0.02, "torch_dtype": "bfloat16", "transformers_version": "4.52.0", "use_cache": true
        """;

    private const string OldGpt2 = """
        "activation_function": "gelu_new", "attn_pdrop": 0.1, "embd_pdrop": 0.1, "layer_norm_epsilon": 1e-05,
        "n_ctx": 12, "resid_pdrop": 0.1, "summary_activation": null, "summary_first_dropout": 0.1,
        "summary_proj_to_labels": true, "summary_type": "cls_index", "summary_use_proj": true,
        "task_specific_params": {"text-generation": {"do_sample": true, "max_length": 50}}
        """;

    private const string Llama = """
        "attention_bias": false, "attention_dropout": 0.0, "hidden_act": "silu", "mlp_bias": false,
        "pretraining_tp": 1, "rms_norm_eps": 1e-05
        """;

    private const string Llama3Rope = """
        "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
            "original_max_position_embeddings": 8192, "rope_type": "llama3"}, "rope_theta": 500000.0
        """;

    private const string Pythia = """
        "attention_bias": true, "attention_dropout": 0.0, "classifier_dropout": 0.1, "hidden_act": "gelu",
        "hidden_dropout": 0.0, "layer_norm_eps": 1e-05, "tie_word_embeddings": false, "use_parallel_residual": true
        """;

    private const string Opt = """
        "_remove_final_layer_norm": false, "activation_dropout": 0.0, "activation_function": "relu",
        "attention_dropout": 0.0, "do_layer_norm_before": true, "dropout": 0.1, "init_std": 0.02, "layerdrop": 0.0,
        "prefix": "</s>", "word_embed_proj_dim": 16
        """;

    private const string Qwen = """
        "attention_dropout": 0.0, "hidden_act": "silu", "max_window_layers": 1, "rms_norm_eps": 1e-06,
        "rope_theta": 1000000.0, "tie_word_embeddings": true, "use_sliding_window": false
        """;

    /// <summary>Published model, <c>model_type</c>, fields besides sizes and bookkeeping.</summary>
    public static TheoryData<string, string, string> Published => new()
    {
        { "gpt2", "gpt2", OldGpt2 },
        { "distilgpt2", "gpt2", OldGpt2 + """
            , "_num_labels": 1, "id2label": {"0": "LABEL_0"}, "label2id": {"LABEL_0": 0}
            """ },
        { "gpt2-medium", "gpt2", OldGpt2 + """
            , "n_special": 0, "predict_special_tokens": true
            """ },
        { "gpt2-large", "gpt2", OldGpt2 + """
            , "n_special": 0, "predict_special_tokens": true, "output_past": true, "pruned_heads": {}
            """ },
        { "SmolLM2-135M", "llama", Llama + """
            , "is_llama_config": true, "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
            "tie_word_embeddings": true
            """ },
        { "SmolLM2-135M-Instruct", "llama", Llama + """
            , "is_llama_config": true, "rope_interleaved": false, "rope_scaling": null, "rope_theta": 100000,
            "tie_word_embeddings": true, "transformers.js_config": {"kv_cache_dtype": {"q4f16": "float16"}}
            """ },
        { "Llama-3.2-1B", "llama", Llama + ", \"tie_word_embeddings\": true, " + Llama3Rope },
        { "Llama-3.2-1B, trained further", "llama", Llama + ", \"unsloth_fixed\": true, " + Llama3Rope },
        { "Llama 1, converted", "llama", Llama + """
            , "max_sequence_length": 2048, "_flash_attn_2_enabled": true, "activation": "swiglu",
            "partial_rotary_factor": 1.0
            """ },
        { "pythia", "gpt_neox", Pythia + ", \"rotary_emb_base\": 10000, \"rotary_pct\": 0.25" },
        { "pythia, saved between", "gpt_neox", Pythia + """
            , "rotary_emb_base": 10000, "rotary_pct": 1.0, "partial_rotary_factor": 1.0, "rope_theta": 10000,
            "attention_probs_dropout_prob": 0, "hidden_dropout_prob": 0, "max_new_tokens": 20
            """ },
        { "pythia, saved by transformers 5", "gpt_neox", Pythia + """
            , "is_decoder": false, "is_encoder_decoder": false,
            "rope_parameters": {"partial_rotary_factor": 0.25, "rope_theta": 10000, "rope_type": "default"}
            """ },
        { "opt-125m", "opt", Opt },
        { "opt, saved by transformers 5", "opt", Opt + """
            , "enable_bias": true, "layer_norm_elementwise_affine": true, "is_decoder": false,
            "tie_word_embeddings": true
            """ },
        { "Mistral-7B", "mistral", """
            "attention_dropout": 0.0, "hidden_act": "silu", "rms_norm_eps": 1e-05, "rope_theta": 10000.0,
            "sliding_window": 4096, "tie_word_embeddings": false
            """ },
        { "Qwen2.5-0.5B", "qwen2", Qwen + ", \"sliding_window\": 32768, \"use_mrope\": false" },
        { "Qwen3-0.6B", "qwen3", Qwen + ", \"attention_bias\": false, \"sliding_window\": null, "
            + "\"rope_scaling\": null" },
    };

    public static TheoryData<string> Resaved => [.. SharedData.Folders("families", "expected.safetensors")
        .Select(f => Path.GetFileName(f)!).Where(f => f.EndsWith("-v5", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_config_is_loaded(string published, string type, string fields)
    {
        using var files = Tiny(type, $"{fields}, {Bookkeeping}");
        using var model = files.Load();
        using var logits = model.Logits([[1, 2, 3]]);
        Assert.All(Oracle.Values(logits), v => Assert.True(float.IsFinite(v), published));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Resaved))]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void A_folder_saved_by_transformers_5_gives_the_numbers_of_its_reference(string folder)
    {
        using var reference = ReferenceFolder.Open(SharedData.Need(Path.Combine("families", folder)));
        Assert.NotEmpty(reference.Tensors);
        Assert.All(reference.Tensors, t => Assert.True(reference.CompareTensor(t).IsWithin(1e-4), t));
    }

    [Theory]
    [InlineData("llama", """ "rope_interleaved": true """, "'rope_interleaved' to True (only False is)")]
    [InlineData("llama", """ "activation": "geglu" """, "'activation' to geglu (only swiglu is)")]
    [InlineData("llama", """ "partial_rotary_factor": 0.5 """, "'partial_rotary_factor' to 0.5")]
    [InlineData("llama", """ "rope_parameters": {"rope_type": "default", "partial_rotary_factor": 0.5} """,
        "'partial_rotary_factor' to 0.5 (only 1 is) inside 'rope_parameters'")]
    [InlineData("llama", """ "rope_scaling": {"rope_type": "yarn", "factor": 2, "mscale": 1} """, "'yarn'")]
    [InlineData("llama", """ "rope_scaling": {"rope_type": "yarn", "factor": 2, "truncate": false} """, "'yarn'")]
    [InlineData("gpt_neox", """ "rotary_pct": 0.25, "partial_rotary_factor": 1.0 """, "(only 0.25 is)")]
    [InlineData("gpt_neox", """ "is_decoder": true """, "'is_decoder' to True")]
    [InlineData("gpt2", """ "pruned_heads": {"0": [1]} """, "'pruned_heads' to {\"0\":[1]} (only {} is)")]
    [InlineData("gpt2", """ "is_llama_config": true """, "'is_llama_config' (True)")]
    [InlineData("opt", """ "n_special": 0 """, "'n_special' (0)")]
    public void A_field_that_changes_the_computation_or_is_another_familys_is_refused(
        string type, string fields, string named) =>
        Assert.Contains(named, Refusal(type, fields).Message, StringComparison.Ordinal);

    [Fact]
    public void All_fields_are_named_at_once()
    {
        var wrong = Refusal("llama", """ "rope_interleaved": true, "quantization_config": {"bits": 4} """);
        Assert.Equal(ErrorKind.Architecture, wrong.Kind);
        Assert.Contains(
            "sets 'rope_interleaved' to True (only False is) and 'quantization_config' to {\"bits\":4} (only null is)"
            + ", which changes", wrong.Message, StringComparison.Ordinal);

        var unknown = Refusal("llama", """ "a": 1, "b": 2, "c": null, "d": "3" """);
        Assert.Equal(ErrorKind.ConfigField, unknown.Kind);
        Assert.Contains("has the fields 'a' (1), 'b' (2) and 'd' (3), which", unknown.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("delete them in a copy of the folder, or accept them by name (--accept-unknown a "
            + "--accept-unknown b --accept-unknown d).", unknown.Message, StringComparison.Ordinal);

        var both = Refusal("llama", """
            "a": 1, "pretraining_tp": 2, "rope_scaling": {"rope_type": "linear", "factor": 2, "e": 5}
            """);
        Assert.Contains("sets 'pretraining_tp' to 2 (only 1 is), which", both.Message, StringComparison.Ordinal);
        Assert.Contains("has the fields 'a' (1) and 'e' (5) inside 'rope_scaling', which", both.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("; use another model.", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_field_is_accepted_by_name_and_results_are_kept_apart()
    {
        using var files = Tiny("llama", """ "maker": "Ada" """);
        LoadingTests.Refused("llama", f => f.Config["maker"] = "Ada", "'maker' (Ada)");
        using var model = files.Load(new LoadOptions { AcceptUnknown = ["maker"] });
        Assert.Equal("without maker", model.Arithmetic);
        EnvironmentSettings.Set("accept-unknown", "other, maker");
        try
        {
            using var other = LanguageModel.Load(files.Path);
            Assert.Equal("without maker,other", other.Arithmetic);
        }
        finally
        {
            EnvironmentSettings.Set("accept-unknown", "");
        }

        files.Config["quantization_config"] = new JsonObject { ["bits"] = 4 };
        Assert.Contains("'quantization_config'", Assert.Throws<NegPreactException>(() => files.Load(
            new LoadOptions { AcceptUnknown = ["maker", "quantization_config"] })).Message, StringComparison.Ordinal);
    }

    private static NegPreactException Refusal(string type, string fields)
    {
        using var files = Tiny(type, fields);
        return Assert.Throws<NegPreactException>(() => files.Load());
    }

    private static TinyModel Tiny(string type, string fields)
    {
        var files = TinyModel.Of(type);
        foreach (var (field, value) in JsonNode.Parse($"{{{fields}}}")!.AsObject())
            files.Config[field] = value?.DeepClone();
        return files;
    }
}
