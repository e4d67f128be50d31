using System.Text.Json.Nodes;
using NegPreact.Models;

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

    public static TheoryData<string, string, string, string> Published
    {
        get
        {
            var rows = new TheoryData<string, string, string, string>();
            foreach (var (name, type, fields, mathematics) in PublishedConfigs.All)
                rows.Add(name, type, fields, mathematics);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_config_is_loaded_and_its_mathematics_read(
        string published, string type, string fields, string mathematics)
    {
        using var files = TinyModel.Of(type, Fields($"{fields}, {Bookkeeping}"));
        using var model = files.Load();
        Assert.Equal(mathematics, Mathematics.Of(model.Network));
        using var logits = model.Logits([[1, 2, 3]]);
        Assert.All(Oracle.Values(logits), v => Assert.True(float.IsFinite(v), published));
    }

    [Fact]
    public void The_list_of_published_models_is_what_was_tried_here()
    {
        Assert.Equal(
            PublishedConfigs.All.GroupBy(p => p.Type).ToDictionary(
                g => g.Key, g => g.Select(p => p.Name).Order(StringComparer.Ordinal).ToList()),
            ModelFamily.All.ToDictionary(
                f => f.ModelType, f => f.PublishedModels.Order(StringComparer.Ordinal).ToList()));
        Assert.Equal(
            PublishedConfigs.All.Count, PublishedConfigs.All.Select(p => p.Name).Distinct().Count());
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void The_versions_of_transformers_are_those_of_the_reference_folders()
    {
        var folders = SharedData.References();
        Assert.SkipWhen(
            folders.Count == 0, $"no folder with expected.safetensors below {SharedData.Root} (set NEGPREACT_SHARED)");
        var compared = folders.GroupBy(f => ConfigReader.Open(f).ModelType).ToDictionary(
            g => g.Key, g => g.Select(Version).Distinct().Order(StringComparer.Ordinal).ToList());
        Assert.Equal(compared, ModelFamily.All.ToDictionary(
            f => f.ModelType, f => f.ComparedWith.Order(StringComparer.Ordinal).ToList()));

        // A state of the repository just before a release calls itself .dev0.
        static string Version(string folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")))!
            ["meta"]!["transformers"]!.GetValue<string>().Replace(".dev0", "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemma3", "google/gemma-3-4b-pt, whose text part is inside")]
    [InlineData("phi3small", "microsoft/Phi-3-small-8k-instruct")]
    [InlineData("phi3_v", "microsoft/Phi-3-vision-128k-instruct")]
    [InlineData("phimoe", "microsoft/Phi-3.5-MoE-instruct")]
    [InlineData("granitemoehybrid", "ibm-granite/granite-4.0-h-tiny")]
    [InlineData("mixtral", "mistralai/Mixtral-8x7B-v0.1")]
    [InlineData("olmo3", "allenai/Olmo-3-1025-7B")]
    [InlineData("hf_olmo", "allenai/OLMo-1B, not converted")]
    [InlineData("qwen3_moe", "Qwen/Qwen3-30B-A3B")]
    public void A_published_model_of_another_architecture_is_refused_by_name(string type, string published)
    {
        using var files = TinyModel.Llama();
        files.Config["model_type"] = type;
        var refusal = Assert.Throws<NegPreactException>(() => files.Load());
        Assert.True(refusal.Message.Contains($"'{type}'", StringComparison.Ordinal), published);
        Assert.Equal(ErrorKind.Architecture, refusal.Kind);
    }

    [Theory]
    [InlineData("llama", """ "rope_interleaved": true """, "'rope_interleaved' to True (only False is)")]
    [InlineData("llama", """ "activation": "geglu" """, "'activation' to geglu (only swiglu is)")]
    [InlineData("llama", """ "partial_rotary_factor": 0.5 """, "'partial_rotary_factor' to 0.5")]
    [InlineData("llama", """ "rope_parameters": {"rope_type": "default", "partial_rotary_factor": 0.5} """,
        "'partial_rotary_factor' to 0.5 (only 1 is) inside 'rope_parameters'")]
    [InlineData("llama", """ "rope_scaling": {"rope_type": "yarn", "factor": 2, "mscale": 1} """,
        "'mscale' to 1 (only null is) inside 'rope_scaling'")]
    [InlineData("llama", """ "rope_scaling": {"rope_type": "yarn", "factor": 2, "truncate": false} """,
        "'truncate' to False (only True is) inside 'rope_scaling'")]
    [InlineData("llama", """ "rope_scaling": {"rope_type": "longrope", "short_factor": [1], "long_factor": [1, 2]} """,
        "no 'original_max_position_embeddings'")]
    [InlineData("llama", """
        "original_max_position_embeddings": 4096,
        "rope_scaling": {"rope_type": "longrope", "short_factor": [1], "long_factor": [1, 2]}
        """, "'short_factor' to [1], where a list of 2 numbers above 0 belongs")]
    [InlineData("llama", """
        "original_max_position_embeddings": 4096,
        "rope_scaling": {"rope_type": "yarn", "factor": 4, "original_max_position_embeddings": 2048}
        """, "'original_max_position_embeddings' to 2048 (only 4096 is) inside 'rope_scaling'")]
    [InlineData("phi3", """ "rope_scaling": {"rope_type": "linear", "factor": 2} """, "a rotary scaling that Phi-3")]
    [InlineData("stablelm", """ "qk_layernorm": true, "use_parallel_residual": true """,
        "'qk_layernorm' to True (only False is) and 'use_parallel_residual' to True (only False is)")]
    [InlineData("qwen2", """ "use_sliding_window": true, "sliding_window": 4096 """, "'use_sliding_window' to True")]
    [InlineData("llama", """ "quantization_config": {"quant_method": "awq", "bits": 4} """, "'quantization_config' to")]
    [InlineData("gemma3_text", """
        "rope_parameters": {"full_attention": {"rope_type": "default", "speed": 2}}
        """, "'speed' (2) inside 'full_attention'")]
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
        foreach (var (field, value) in Fields(fields))
            files.Config[field] = value;
        return files;
    }

    private static (string Field, JsonNode? Value)[] Fields(string fields) =>
        [.. JsonNode.Parse($"{{{fields}}}")!.AsObject().Select(f => (f.Key, f.Value?.DeepClone()))];
}
