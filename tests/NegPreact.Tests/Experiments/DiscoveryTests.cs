using NegPreact.Tests.Figures;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

public sealed class DiscoveryTests : IDisposable
{
    private static readonly DiscoverySettings Settings = new() { Measurement = ShortText.Measurement };
    private readonly LanguageModel model = LanguageModel.Load("data/models/tiny-llama");

    public void Dispose() => model.Dispose();

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void It_leaves_no_tensor_and_no_hook_behind_also_when_cancelled() =>
        Traces.NoneAlsoWhenCancelled(
        model, stop => Discovery.Run(new MeasuringCache(model, cancellation: stop), ShortText.Text, Settings));

    [Fact]
    public void Verdicts_come_from_the_evidence_and_others_from_before_the_training()
    {
        var found = Discovery.Run(model, ShortText.Text, Settings);
        KernelTests.ShowsBothForms(found);
        foreach (var claim in new[]
        {
            found.StandOut(), found.FollowDifficulty(), found.CorrelateWithDifficulty(), found.MostlyNegative(),
        })
            Assert.Equal(Verdicts.Of(claim.Evidence!), claim.Verdict);
        Assert.Equal(found.Settings.Shown + 1, found.Samples.Count);
        Assert.All(found.Samples, s => Assert.Equal(found.Scores.Tokens, s.Values.Count));

        using var before = LanguageModel.Load("data/models/tiny-llama/checkpoints/step000000");
        var untrained = NeuronScores.Measure(before, ShortText.Text, Settings.Measurement);
        var top = NeuronSet.Top(untrained, 1);
        var ratio = untrained.Layers.Average(layer =>
        {
            double[] all = [.. layer.Select(s => s.WassersteinDistance!.Value).Order()];
            return layer.Where(s => top[s.Layer].Contains(s.Neuron)).Average(s => s.WassersteinDistance!.Value)
                / ((all[(all.Length - 1) / 2] + all[all.Length / 2]) / 2);
        });
        Assert.Equal(ratio, found.Standing.NullRatio, 1e-12);
        Assert.Equal(found.Standing.Ratio - ratio, found.StandOut().Estimate!.Value, 1e-12);
        Assert.Contains("step 0", found.StandOut().Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void How_far_a_top_stands_out_is_held_against_others()
    {
        // The top quarter of four is one neuron: 10 and 5 over the median 2.5, and 2 and 3 over the median 1.
        var settings = Settings with { Percent = 25 };
        double[][] layers = [[10, 2, 3, 1], [1, 2, 3, 5]];
        var standing = StandingOut.Of(layers, [[1, 1, 1, 2], [1, 1, 1, 3]], settings, "others");
        Assert.Equal((3.0, 2.5), (standing.Ratio, standing.NullRatio));
        // 4 - 2 and 2 - 3; two layers leave one degree of freedom.
        Assert.Equal(0.5, standing.Further!.Value, 1e-12);
        Assert.Equal(0.5 - (12.7062047 * 1.5), standing.Further.Estimate().Interval.Low, 1e-5);
        // One layer of others for all.
        Assert.Equal(1.0, StandingOut.Of(layers, [[1, 1, 1, 2]], settings, "").Further!.Value, 1e-12);
        Assert.Null(StandingOut.Of([[1, 2, 3, 10]], [[1, 1, 1, 2]], settings, "").Further);
    }

    [Fact]
    public void Where_no_state_before_training_is_kept_the_others_are_Gaussian()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using var tiny = files.Load();
        var found = Discovery.Run(tiny, ShortText.Text, Settings with { Percent = 10 });
        Assert.Contains("Gaussian", found.StandOut().Statement, StringComparison.Ordinal);
        // Distances of Gaussian samples spread by about a quarter of their median.
        Assert.InRange(found.Standing.NullRatio, 1.2, 2);
    }

    [Fact]
    public void Shuffled_difficulty_divides_by_the_input_distances_of_other_pairs()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        using var tiny = files.Load();
        var settings = new NeuronScoreSettings { WindowLength = 16, Pairs = 9 };
        var windows = ShortText.Text.Windows(tiny.Tokenizer, 16).Take(4).ToArray();
        List<float[]> inputs = [], outputs = [];
        using (tiny.Observe((layer, input, output) =>
        {
            if (layer != 1)
                return;
            inputs.AddRange(input.contiguous().data<float>().ToArray().Chunk((int)input.shape[2]));
            outputs.AddRange(output.contiguous().data<float>().ToArray().Chunk((int)output.shape[2]));
        }))
            tiny.Run(windows);
        var pairs = TokenPairs.Disjoint(64, 9, settings.Seed);
        double[] away = [.. pairs.First.Zip(pairs.Second, (a, b) => Math.Sqrt(
            inputs[a].Zip(inputs[b], (x, y) => ((double)x - y) * ((double)x - y)).Sum()))];
        double[] apart = [.. pairs.First.Zip(pairs.Second, (a, b) => Math.Abs((double)outputs[a][3] - outputs[b][3]))];
        var order = new SeededRandom(7).Distinct(9, 9);
        var expected = apart.Select((d, p) => d / apart.Order().ElementAt(4) / (away[order[p]] / away.Max())).Average();
        var found = ShuffledDifficulty.Measure(
            tiny, windows, settings, [6, 7], TestContext.Current.CancellationToken);
        Assert.Equal(expected, found[1][1][3]!.Value, 1e-4 * expected);
        Assert.NotEqual(expected, found[1][0][3]!.Value, 1e-3 * expected);
    }

    [Fact]
    public void A_correlation_that_shuffling_leaves_as_it_is_says_nothing_about_similar_inputs()
    {
        var scores = NeuronScores.Measure(model, ShortText.Text, Settings.Measurement);
        double?[] Of(int layer) => [.. scores.Layers[layer].Select(s => s.MappingDifficulty)];
        var random = new SeededRandom(1);
        double?[] Noise(int layer) => [.. scores.Layers[layer].Select(_ => (double?)random.NextDouble())];
        double?[][][] same = [.. scores.Layers.Select((_, l) => Enumerable.Repeat(Of(l), 39).ToArray())];
        double?[][][] noise = [
            .. scores.Layers.Select((_, l) => Enumerable.Range(0, 39).Select(_ => Noise(l)).ToArray())];
        var alike = DifficultyCorrelation.Of(scores, same);
        Assert.Equal((0.0, 1.0), (Math.Round(alike.Shuffled.Beyond.Value, 12), alike.Shuffled.PValue));
        Assert.Equal(alike.Within.Value, alike.ShuffledMean, 1e-12);
        Assert.All(alike.ByLayer.Zip(alike.ShuffledByLayer), l => Assert.Equal(l.First!.Value, l.Second!.Value, 1e-12));
        var apart = DifficultyCorrelation.Of(scores, noise);
        Assert.Equal(1 / 40.0, apart.Shuffled.PValue);
        Assert.Equal(alike.Within, apart.Within);
        Assert.InRange(apart.ShuffledMean, -0.05, 0.05);
    }
}
