using NegPreact.Tests.Models;

namespace NegPreact.Tests.Wasserstein;

/// <summary>Scores computed by torch, as on a GPU, are those of the host's own arithmetic; here on the CPU.</summary>
public class DevicePassTests
{
    private const double Rounding = 1e-9; // sums of float64 in another order

    [Theory]
    [InlineData("llama", 500)]
    [InlineData("gpt_neox", 7)]
    [InlineData("opt", 1)]
    public void They_agree_with_the_hosts(string type, int pairs)
    {
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        var host = Measure(model, pairs, onDevice: false);
        var device = Measure(model, pairs, onDevice: true);
        Assert.Equal((host.Tokens, host.EqualPairs, true), (device.Tokens, device.EqualPairs, device.IsExact));
        Assert.Equal(pairs == 500, host.EqualPairs > 0); // first tokens of windows that begin alike
        foreach (var (h, d) in host.All.Zip(device.All))
        {
            Assert.Equal((h.Layer, h.Neuron, h.MissingReason), (d.Layer, d.Neuron, d.MissingReason));
            Assert.Equal((h.NegativeFraction, h.PositiveFraction), (d.NegativeFraction, d.PositiveFraction));
            foreach (var (a, b) in Numbers(h).Zip(Numbers(d)))
                Assert.Equal(a ?? -1, b ?? -1, Rounding * Math.Max(1, Math.Abs(a ?? 0)));
        }

        Assert.Equal(host.All.Count, device.All.Count);
    }

    [Fact]
    public void What_cannot_be_measured_is_missing_for_the_same_reason()
    {
        using var files = TinyModel.GptNeoX();
        // Neurons that are the same everywhere: no weights, a bias alone.
        var weight = files.Tensors["gpt_neox.layers.0.mlp.dense_h_to_4h.weight"];
        System.Runtime.InteropServices.MemoryMarshal.AsMemory(weight.Bytes).Span.Clear();
        using var model = files.Load();
        var host = Measure(model, 20, onDevice: false);
        Assert.Equal(24, host.All.Count(s => s.WassersteinDistance is null && s.MissingReason is not null));
        Assert.Equal(host.All.Select(s => s.MissingReason),
            Measure(model, 20, onDevice: true).All.Select(s => s.MissingReason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_that_are_not_finite_are_refused_by_their_place(bool onDevice)
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        using var spoilt = model.Network.Mlps[1].PreActivation.Add(
            a => a.index_fill(2, TorchSharp.torch.tensor([3L]), float.NaN));
        Assert.Contains("token 0, column 3 is NaN",
            Assert.Throws<NegPreactException>(() => Measure(model, 5, onDevice)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        LiveTensors.StayEqual(() => Measure(model, 20, onDevice: true));
    }

    [Theory]
    [InlineData("llama")]
    [InlineData("gpt2")]
    public void More_texts_a_pass_give_the_same_scores(string type)
    {
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        var few = Measure(model, 50, onDevice: false);
        var (each, most) = (model.TextsPerPass(8, 12), model.TextsPerPass(8, 1 << 20));
        model.BatchFactor = 16;
        // of long texts no more than ever
        Assert.Equal((8, 8, 128, 8), (each, most, model.TextsPerPass(8, 12), model.TextsPerPass(8, 1 << 20)));
        var many = Measure(model, 50, onDevice: false);
        foreach (var (a, b) in few.All.Zip(many.All))
            Assert.Equal(a.WassersteinDistance!.Value, b.WassersteinDistance!.Value, 1e-4);
    }

    private static NeuronScores Measure(LanguageModel model, int pairs, bool onDevice)
    {
        var random = new Random(4);
        int[][] windows = [.. Enumerable.Range(0, 100).Select(
            w => (int[])[w % 3, .. Enumerable.Range(0, 11).Select(_ => random.Next(300))])];
        return ActivationPass.Measure(
            model, windows, new NeuronScoreSettings { Pairs = pairs }, TestContext.Current.CancellationToken, onDevice);
    }

    private static double?[] Numbers(NeuronScore s) =>
        [s.WassersteinDistance, s.WassersteinErrorBound, s.MappingDifficulty, s.Skewness, s.ExcessKurtosis, s.Mean,
        s.StandardDeviation];
}
