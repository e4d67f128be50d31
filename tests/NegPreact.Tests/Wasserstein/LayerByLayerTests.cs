using NegPreact.Tests.Models;

namespace NegPreact.Tests.Wasserstein;

/// <summary>Scores are measured one layer at a time, and see what a whole pass sees.</summary>
public class LayerByLayerTests
{
    private static readonly int[][] Windows =
        [.. Enumerable.Range(0, 21).Select(
        w => Enumerable.Range(0, 12).Select(t => ((w * 7) + (t * 11)) % 300).ToArray())];

    [Theory]
    [InlineData("llama")]
    [InlineData("gpt_neox")]
    [InlineData("gpt2")]
    [InlineData("opt")]
    public void A_layer_sees_what_it_sees_in_a_whole_pass(string type)
    {
        using var files = TinyModel.Of(type);
        using var model = files.Load();
        // Every hook counts: an ablation in the first layer changes what the second sees, and so does the stream
        // between them.
        var first = NeuronSet.Of([[0, 1, 2], []], model.IntermediateSizes);
        using var ablation = model.Ablate(first, Ablation.ZeroBoth);
        using var shift = model.Network.Residual[1].Add(x => x * 1.5);
        var whole = Seen(model, () =>
        {
            foreach (var batch in Windows.Chunk(8))
                model.Run(batch);
        });
        var layerByLayer = Seen(model, () => model.RunLayerByLayer(Windows, 8, _ => { }, _ => { }));
        Assert.Equal(whole.Order(), layerByLayer.Order());
        Assert.Equal(6, whole.Count); // three batches in each of two layers
    }

    [Fact]
    public void Each_layer_ends_before_the_next_begins()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        var order = new List<string>();
        using var see = model.Observe((layer, _, _) => order.Add($"{layer}"));
        model.RunLayerByLayer(Windows, 8, layer => order.Add($"before {layer}"), layer => order.Add($"after {layer}"));
        Assert.Equal(["before 0", "0", "0", "0", "after 0", "before 1", "1", "1", "1", "after 1"], order);
    }

    [Fact]
    public void Nothing_is_left_behind_even_when_a_hook_throws()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        LiveTensors.StayEqual(() => model.RunLayerByLayer(Windows, 8, _ => { }, _ => { }));
        using var fault = model.Network.Mlps[1].PreActivation.Add(_ => throw new InvalidOperationException("here"));
        LiveTensors.StayEqual(() => Assert.Throws<InvalidOperationException>(
            () => model.RunLayerByLayer(Windows, 8, _ => { }, _ => { })));
    }

    [Fact]
    public void One_layer_at_a_time_has_to_fit_the_bytes_for_exact_distances()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load();
        var bytes = (long)Windows.Length * 12 * model.IntermediateSizes.Max() * sizeof(float);
        Assert.True(Measure(bytes).IsExact);
        Assert.False(Measure(bytes - 1).IsExact);

        NeuronScores Measure(long exactBytes) => ActivationPass.Measure(
            model, Windows, new NeuronScoreSettings { Pairs = 5, ExactBytes = exactBytes },
            TestContext.Current.CancellationToken);
    }

    // For each layer and batch its pre-activations, as text.
    private static List<string> Seen(LanguageModel model, Action run)
    {
        var seen = new List<string>();
        using (model.Observe((layer, _, a) => seen.Add($"{layer}: {string.Join(' ', Oracle.Values(a))}")))
            run();
        return seen;
    }
}
