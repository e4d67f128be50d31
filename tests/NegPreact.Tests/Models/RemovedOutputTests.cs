using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

public class RemovedOutputTests
{
    [Theory]
    [InlineData("llama")]
    [InlineData("gpt_neox")]
    [InlineData("gpt2")]
    [InlineData("opt")]
    [InlineData("granite", 0.6)]
    [InlineData("phi")]
    [InlineData("phi3")]
    [InlineData("starcoder2")]
    public void Is_what_the_stream_loses_when_one_neuron_of_the_last_layer_is_zeroed(
        string family, double? residualFactor = null)
    {
        using var files = TinyModel.Of(
            family, residualFactor is null ? [] : [("residual_multiplier", residualFactor)]).AddTokenizer();
        using var model = files.Load();
        int[][] windows = [[3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8]];
        var removed = RemovedOutput.OfNegatives(model, windows, TestContext.Current.CancellationToken);
        var layer = model.Layers - 1;
        for (var neuron = 0; neuron < 6; neuron++)
        {
            // Nothing stands between the last MLP and the stream's end but a sum.
            using var scope = NewDisposeScope();
            using var none = no_grad();
            var before = model.Pass(windows).Residual[^1];
            using var ablation = model.Ablate(
                NeuronSet.One(layer, neuron, model.IntermediateSizes), Ablation.ZeroNegative);
            var apart = (model.Pass(windows).Residual[^1] - before).to(ScalarType.Float64);
            Assert.Equal(Math.Sqrt((apart * apart).sum(2).mean().item<double>()), removed[layer][neuron], 1e-5);
        }
    }
}
