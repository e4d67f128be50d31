using NegPreact.Models;

namespace NegPreact.Tests.Models;

/// <summary>What the families differ in, as far as the reference outputs do not show it.</summary>
public class FamilyTests
{
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
        foreach (var (name, tensor) in files.Tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
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
        Assert.Contains("12 positions", Assert.Throws<NegPreactException>(() => model.Run([text])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_config_json_leaves_out_are_not_asked_for()
    {
        using var all = TinyModel.Of("opt");
        using var plain = TinyModel.Of("opt", ("enable_bias", false), ("_remove_final_layer_norm", true));
        var missing = all.Tensors.Keys.Except(plain.Tensors.Keys).ToList();
        Assert.Equal((2 * 6) + 2, missing.Count); // six maps a layer, and the last norm
        Assert.All(missing, n => Assert.True(n.EndsWith(".bias", StringComparison.Ordinal) || n == "model.decoder.final_layer_norm.weight"));
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
        Assert.All(model.Network.Mlps, m => Assert.EndsWith("." + module, m.PreActivation.Name, StringComparison.Ordinal));
        Assert.Equal(module, ModelFamily.All.Single(f => f.ModelType == type).HookSite);
        Assert.Equal([24, 24], model.IntermediateSizes);
    }
}
