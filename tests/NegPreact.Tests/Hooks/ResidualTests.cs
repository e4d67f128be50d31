using NegPreact.Tests.Models;
using static TorchSharp.torch;

namespace NegPreact.Tests.Hooks;

public sealed class ResidualTests : IDisposable
{
    private static readonly int[][] Ids = [[1, 5, 9, 30, 7], [2, 8, 4, 11, 250]];
    private readonly TinyModel files = TinyModel.Llama();
    private readonly LanguageModel model;

    public ResidualTests() => model = files.Load();

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    [Fact]
    public void There_is_a_point_before_each_layer_and_one_after_the_last()
    {
        Assert.Equal(["residual.0", "residual.1", "residual.2"], model.Network.Residual.Select(r => r.Name));
        Assert.Equal(model.Layers + 1, model.Network.Residual.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pass_gives_what_the_hooks_see(bool reused)
    {
        using var reuse = reused ? model.ReuseLowerLayers(1 << 20) : null;
        List<float[]> seen = [];
        foreach (var point in model.Network.Residual)
            using (point.Add(x =>
            {
                seen.Add(Oracle.Values(x));
                return x;
            }))
                model.Run(Ids);
        using var scope = NewDisposeScope();
        for (var round = 0; round < 2; round++)
        {
            var pass = model.Pass(Ids);
            Assert.Equal(seen, pass.Residual.Select(Oracle.Values));
            Assert.Equal(Oracle.Values(model.Logits(Ids)), Oracle.Values(pass.Logits));
            Assert.All(pass.Residual, r => Assert.Equal([2, 5, model.Network.HiddenSize], r.shape));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_hook_changes_the_stream_from_its_depth_on(int depth)
    {
        using var scope = NewDisposeScope();
        var plain = model.Pass(Ids);
        using (model.Network.Residual[depth].Add(x => x * 3))
        {
            var changed = model.Pass(Ids);
            for (var d = 0; d <= model.Layers; d++)
                Assert.Equal(d < depth,
                    Oracle.Values(plain.Residual[d]).SequenceEqual(Oracle.Values(changed.Residual[d])));
            Assert.Equal(Oracle.Values(plain.Residual[depth] * 3), Oracle.Values(changed.Residual[depth]));
            // The final norm takes the size away, so the last depth is judged by its own stream alone.
            if (depth < model.Layers)
                Assert.NotEqual(Oracle.Values(plain.Logits), Oracle.Values(changed.Logits));
        }

        Assert.Equal(Oracle.Values(plain.Logits), Oracle.Values(model.Logits(Ids)));
    }

    [Fact]
    public void An_ablated_layer_leaves_what_enters_it_as_it_was()
    {
        using var scope = NewDisposeScope();
        var plain = model.Pass(Ids);
        using var ablation = model.Ablate(
            NeuronSet.Of([[], Enumerable.Range(0, 24)], model.IntermediateSizes), Ablation.ZeroBoth);
        var changed = model.Pass(Ids);
        Assert.Equal(Oracle.Values(plain.Residual[1]), Oracle.Values(changed.Residual[1]));
        Assert.NotEqual(Oracle.Values(plain.Residual[2]), Oracle.Values(changed.Residual[2]));
    }

    [Fact]
    public void A_pass_leaves_no_tensor_but_its_own() => LiveTensors.StayEqual(() =>
    {
        using var scope = NewDisposeScope();
        var before = Tensor.TotalCount;
        model.Pass(Ids);
        Assert.Equal(before + model.Layers + 2, Tensor.TotalCount);
    });
}
