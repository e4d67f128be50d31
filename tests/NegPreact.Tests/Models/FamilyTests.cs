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
    [InlineData("qwen3", "head_dim", "5", "heads of 5 features")]
    [InlineData("qwen3", "mlp_bias", "true", "'mlp_bias' (True)")]
    [InlineData("opt", "layer_norm_elementwise_affine", "false", "'layer_norm_elementwise_affine' to False")]
    [InlineData("opt", "num_attention_heads", "3", "3 heads")]
    [InlineData("opt", "activation_function", "\"mish\"", "'mish'")]
    [InlineData("gpt2", "scale_attn_weights", "false", "'scale_attn_weights' to False")]
    [InlineData("gpt2", "scale_attn_by_inverse_layer_idx", "true", "'scale_attn_by_inverse_layer_idx' to True")]
    [InlineData("gpt2", "add_cross_attention", "true", "'add_cross_attention' to True")]
    [InlineData("gpt2", "n_head", "3", "3 heads")]
    public void A_field_with_a_value_that_the_family_does_not_have_is_named(
        string type, string field, string value, string named) =>
        LoadingTests.Refused(type, files => files.Config[field] = JsonNode.Parse(value), named);

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
