using System.Text.Json.Nodes;
using NegPreact.Models;

namespace NegPreact.Tests.Models;

/// <summary>What the families differ in, as far as the reference outputs do not show it.</summary>
public class FamilyTests
{
    [Theory]
    [InlineData("mistral", "sliding_window", "0", "'sliding_window' to 0")]
    [InlineData("mistral", "attention_bias", "true", "'attention_bias' (True)")]
    [InlineData("qwen2", "use_sliding_window", "true", "'use_sliding_window' to True")]
    [InlineData("qwen2", "use_mrope", "true", "'use_mrope' to True")]
    [InlineData("qwen2", "layer_types", "[\"full_attention\", \"sliding_attention\"]", "'layer_types' to [")]
    [InlineData("qwen3", "use_sliding_window", "true", "'use_sliding_window' to True")]
    [InlineData("qwen3", "layer_types", "\"full_attention\"", "'layer_types' to full_attention")]
    [InlineData("qwen3", "head_dim", "5", "rotates 5 features")]
    [InlineData("qwen3", "mlp_bias", "true", "'mlp_bias' (True)")]
    [InlineData("opt", "layer_norm_elementwise_affine", "false", "'layer_norm_elementwise_affine' to False")]
    [InlineData("opt", "num_attention_heads", "3", "3 heads")]
    [InlineData("opt", "activation_function", "\"mish\"", "'mish'")]
    [InlineData("gpt2", "scale_attn_weights", "false", "'scale_attn_weights' to False")]
    [InlineData("gpt2", "scale_attn_by_inverse_layer_idx", "true", "'scale_attn_by_inverse_layer_idx' to True")]
    [InlineData("gpt2", "add_cross_attention", "true", "'add_cross_attention' to True")]
    [InlineData("gpt2", "n_head", "3", "3 heads")]
    [InlineData("gemma", "hidden_activation", "\"gelu\"", "'hidden_activation' to gelu (only gelu_pytorch_tanh is)")]
    [InlineData("gemma", "use_bidirectional_attention", "true", "'use_bidirectional_attention' to True")]
    [InlineData("gemma2", "layer_types", "[\"full_attention\"]", "a list of 2 words or numbers")]
    [InlineData("gemma2", "layer_types", "[\"full_attention\", \"chunked_attention\"]",
        "each of them sliding_attention or full_attention")]
    [InlineData("gemma2", "final_logit_softcapping", "0", "'final_logit_softcapping' to 0")]
    [InlineData("gemma3_text", "use_bidirectional_attention", "true", "'use_bidirectional_attention' to True")]
    [InlineData("granite", "residual_multiplier", "-0.2", "'residual_multiplier' to -0.2")]
    [InlineData("olmo", "clip_qkv", "-8", "'clip_qkv' to -8")]
    [InlineData("olmo2", "clip_qkv", "8", "'clip_qkv' (8)")]
    [InlineData("phi", "qk_layernorm", "true", "'qk_layernorm' to True")]
    [InlineData("phi3", "attention_bias", "true", "'attention_bias' to True")]
    [InlineData("phi3", "partial_rotary_factor", "0.75", "rotates 3 features")]
    [InlineData("smollm3", "no_rope_layers", "[1, 2]", "each of them 1 or 0")]
    [InlineData("smollm3", "use_sliding_window", "true", "'use_sliding_window' to True")]
    [InlineData("stablelm", "use_parallel_residual", "true", "'use_parallel_residual' to True")]
    [InlineData("starcoder2", "norm_type", "\"rms_norm\"", "'norm_type' to rms_norm (only layer_norm is)")]
    public void A_field_with_a_value_that_the_family_does_not_have_is_named(
        string type, string field, string value, string named) =>
        LoadingTests.Refused(type, files => files.Config[field] = JsonNode.Parse(value), named);

    [Theory]
    [InlineData("mistral", 2, "theta 10000, window 4096")]
    [InlineData("gemma2", 4, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; scores x 0.0625; "
        + "scores within 50; embedding x 4; logits within 30; theta 10000, window 4096 in 0 2; theta 10000 in 1 3")]
    [InlineData("gemma3_text", 7, "tied; gelu_pytorch_tanh; RmsWithOffset norms; norms Around; q and k normalised, "
        + "EachHead; scores x 0.0625; embedding x 4; theta 10000, window 4096 in 0 1 2 3 4 6; theta 1000000 in 5")]
    [InlineData("granite", 2, "scores x 1; embedding x 1; logits / 1; theta 10000")]
    [InlineData("olmo2", 2, "norms Behind; epsilon 1e-5; q and k normalised, AllHeads; theta 10000")]
    [InlineData("phi", 2, "gelu_new; bias; epsilon 1e-5; theta 10000 on 2 of 4")]
    [InlineData("phi3", 2, "epsilon 1e-5; fused q, k, v; fused gate; theta 10000")]
    [InlineData("smollm3", 5, "tied; theta 2000000 in 0 1 2 4; no positions in 3")]
    [InlineData("starcoder2", 2, "tied; gelu_pytorch_tanh; bias; epsilon 1e-5; theta 10000")]
    public void Absent_fields_mean_what_transformers_takes(string type, int layers, string mathematics)
    {
        using var files = TinyModel.Of(type, ("num_hidden_layers", layers));
        using var model = files.Load();
        Assert.Equal(mathematics, Mathematics.Of(model.Network));
    }

    [Theory]
    [MemberData(nameof(LoadingTests.Families), MemberType = typeof(LoadingTests))]
    public void Weights_saved_without_the_head_lack_the_prefix_of_their_names(string type)
    {
        using var files = TinyModel.Of(type);
        float[] Logits()
        {
            using var model = files.Load();
            using var logits = model.Logits([[1, 2, 3]]);
            return Oracle.Values(logits);
        }

        var whole = Logits();
        var prefix = ModelFamily.All.Single(f => f.ModelType == type).Prefix;
        foreach (var (name, tensor) in files.Tensors.Where(
            t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            files.Tensors.Remove(name);
            files.Tensors.Add(name[prefix.Length..], tensor with { Name = name[prefix.Length..] });
        }

        Assert.Equal(whole, Logits());
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("opt")]
    public void A_text_longer_than_the_learned_positions_is_refused(string type)
    {
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        int[] text = [.. Enumerable.Range(0, 13)];
        model.Run([text[..12]]);
        Assert.Contains("12 positions", Assert.Throws<NegPreactException>(() => model.Run([text])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_config_json_leaves_out_are_not_asked_for()
    {
        using var all = TinyModel.Of("opt");
        using var plain = TinyModel.Of("opt", ("enable_bias", false), ("_remove_final_layer_norm", true));
        var missing = all.Tensors.Keys.Except(plain.Tensors.Keys).ToList();
        Assert.Equal((2 * 6) + 2, missing.Count); // six maps a layer, and the last norm
        Assert.All(missing, n => Assert.True(
            n.EndsWith(".bias", StringComparison.Ordinal) || n == "model.decoder.final_layer_norm.weight"));
        plain.Load().Dispose();
    }

    [Theory]
    [InlineData("llama", "gate_proj")]
    [InlineData("opt", "fc1")]
    [InlineData("gpt2", "c_fc")]
    [InlineData("phi", "fc1")]
    [InlineData("phi3", "gate_up_proj")]
    [InlineData("starcoder2", "c_fc")]
    public void The_hook_site_is_the_module_before_the_activation(string type, string module)
    {
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        Assert.All(model.Network.Mlps, m => Assert.EndsWith(
            "." + module, m.PreActivation.Name, StringComparison.Ordinal));
        Assert.Equal(module, ModelFamily.All.Single(f => f.ModelType == type).HookSite);
        Assert.Equal([24, 24], model.IntermediateSizes);
    }
}
