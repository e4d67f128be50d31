using CsCheck;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Controls;

public sealed class ScoreMatchingTests : IDisposable
{
    private readonly TinyModel files = TinyModel.Llama().AddTokenizer();
    private readonly LanguageModel model;

    public ScoreMatchingTests() => model = files.Load();

    private static readonly Gen<double[]> Values = Gen.Int[0, 20].Select(i => (double)i).Array[0, 4]
        .Select(a => a.Order().ToArray());

    [Fact]
    public void The_assignment_is_as_good_as_the_best_of_all() =>
        Gen.Select(Values, Gen.Int[0, 20].Select(i => (double)i).Array[4, 7].Select(a => a.Order().ToArray()))
        .Sample((values, pool) =>
        {
            var chosen = ScoreMatching.Assign(values, pool);
            Assert.Equal(values.Length, chosen.Distinct().Count());
            Assert.Equal(Best(values, [.. pool]), values.Zip(chosen, (v, p) => Math.Abs(v - pool[p])).Sum());
        });

    [Fact]
    public void Frequencies_are_paired_within_the_layer_and_outside_the_target()
    {
        // Layer 0: 0.2 and 0.9 find 0.25 and 0.85; the nearest to both 0.5 and 0.55 in layer 1 is 0.52, which only one
        // may have.
        var scores = Scores([0.2, 0.9, 0.5, 0.25, 0.85], [0.5, 0.55, 0.52, 0.6, 0.1]);
        var target = NeuronSet.Of([[0, 1], [0, 1]], [5, 5]);
        var control = Draw(Control.FrequencyMatched, target, scores);
        Assert.Equal(NeuronSet.Of([[3, 4], [2, 3]], [5, 5]), control.Neurons);
        var match = Assert.IsType<ScoreMatch>(control.Match);
        Assert.Equal(new MatchedPair(1, 1, 3, 0.55, 0.6), match.Pairs[3]);
        Assert.Equal(0.05, match.LargestDifference, 1e-12);
        Assert.Equal((0.555 - 0.5375) / Math.Sqrt((Spread(0.25, 0.85, 0.52, 0.6) + Spread(0.2, 0.9, 0.5, 0.55)) / 2),
            match.StandardizedDifference!.Value, 1e-12);
        Assert.Equal((0.47 - 0.5375) / Math.Sqrt((
            Spread(0.5, 0.25, 0.85, 0.52, 0.6, 0.1) + Spread(0.2, 0.9, 0.5, 0.55)) / 2), match.Unmatched!.Value, 1e-12);
        Assert.Equal("activation frequency", control.Neurons.Provenance.Score);
        Assert.Equal(
            "those outside the target with the nearest activation frequency, one for each of its neurons",
            control.Neurons.Provenance.ToString());
        Assert.Contains("4 pairs on activation frequency, standardised mean difference 0.065", control.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Variances_are_matched_by_their_ratio()
    {
        // Standard deviation 1 lies nearer to 0.6 than to 1.7 by difference, but nearer to 1.6 than to 0.6 by ratio.
        var scores = Scores(c => c.StandardDeviation, [1, 0.6, 1.6, 0]);
        var control = Draw(Control.VarianceMatched, NeuronSet.Of([[0]], [4]), scores);
        Assert.Equal([2], control.Neurons[0]);
        Assert.Equal(2 * Math.Log(1.6), Assert.IsType<ScoreMatch>(control.Match).LargestDifference, 1e-12);
        Assert.Null(((ScoreMatch)control.Match!).StandardizedDifference); // one pair has no spread
        Assert.Contains(
            "has no log variance",
            Assert.Throws<NegPreactException>(
                () => Draw(Control.VarianceMatched, NeuronSet.Of([[3]], [4]), scores)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_to_pair_or_another_model_is_refused()
    {
        var scores = Scores([0.1, 0.2, 0.3]);
        Assert.Contains(
            "too few to pair",
            Assert.Throws<NegPreactException>(
                () => Draw(Control.FrequencyMatched, NeuronSet.Of([[0, 1]], [3]), scores)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "layers of 3 neurons",
            Assert.Throws<NegPreactException>(
                () => Draw(Control.FrequencyMatched, NeuronSet.Of([[0]], [4]), scores)).Message,
            StringComparison.Ordinal);
        Assert.Equal(0, Draw(Control.FrequencyMatched, NeuronSet.Of([[]], [3]), scores).Neurons.Count);
    }

    [Fact]
    public void Controls_of_equal_counts()
    {
        var scores = Scores<double?>(c => c.WassersteinDistance, [0.9, 0.3, null, 0.1, 0.5, 0.2]);
        var target = NeuronSet.Of([[0, 3]], [6]);
        var lowest = Draw(Control.LowestDistance, target, scores);
        Assert.Equal([1, 5], lowest.Neurons[0]); // 3 has the lowest distance, but is the target's
        Assert.Equal(
            "lowest Wasserstein distance: 2 of 6 neurons: lowest Wasserstein distance of each layer outside the "
            + "target, as many as the target has; 1 neurons without a score left out",
            lowest.ToString());
        Assert.Throws<NegPreactException>(() => Draw(Control.LowestDistance, NeuronSet.Of([[0, 3, 4]], [6]), scores));
        Assert.Equal(NeuronSet.Random(target, 4), Draw(Control.RandomSets, target, scores, 4).Neurons);
        Assert.Equal(
            new Intervention(target, Ablation.ZeroPositive),
            Draw(Comparison.PositiveMirror, target, scores).Intervention);
        Assert.Equal(Intervention.None, Draw(Comparison.Untouched, target, scores).Intervention);
    }

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    // The model is never run for these controls.
    private ControlSet Draw(Comparison of, NeuronSet target, NeuronScores scores, int seed = 1) => of.Draw(
        new(new MeasuringCache(model), Corpus.OfText("tiny", TinyModel.Texts), scores,
        new(target, Ablation.ZeroNegative)),
        seed);

    private static double Best(double[] values, List<double> pool)
    {
        if (values.Length == 0)
            return 0;
        var best = double.PositiveInfinity;
        for (var i = 0; i < pool.Count; i++)
        {
            var rest = new List<double>(pool);
            rest.RemoveAt(i);
            best = Math.Min(best, Math.Abs(values[0] - pool[i]) + Best(values[1..], rest));
        }
        return best;
    }

    private static double Spread(params double[] values) =>
        values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1);

    private static NeuronScores Scores(params double[][] frequencies) => Scores(c => c.PositiveFraction, frequencies);

    private static NeuronScores Scores<T>(Func<NeuronColumns, T[]> column, params T[][] layers)
    {
        var columns = NeuronColumns.Of([.. layers.Select(l => l.Length)], 100);
        layers.SelectMany(l => l).ToArray().CopyTo(column(columns), 0);
        return new NeuronScores(columns);
    }
}
