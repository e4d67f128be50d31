using NegPreact.Models;
using NegPreact.Tests.Figures;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Experiments;

public class DifferentiationTests
{
    private static readonly Corpus Short = Corpus.OfText("short", string.Concat(Corpus.BuiltIn.Documents.Take(4)));
    private static readonly NeuronScoreSettings Measurement = new() { WindowLength = 64 };
    private static readonly DifferentiationSettings Quick = new()
    {
        Percent = 5, RandomSeeds = [1, 2], WindowLength = 64, Pairs = 8_000, ClosePercent = 10, Resamples = 50,
            MinimumPairs = 3,
    };

    [Fact]
    public void The_same_seed_gives_the_same_result_and_another_gives_another()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var first = Differentiation.Run(model, Short, scores, Quick);
        var again = Differentiation.Run(model, Short, scores, Quick);
        Assert.Equal(first.Neurons, again.Neurons);
        Assert.Equal(first.Shares, again.Shares);
        Assert.Equal(first.Tags, again.Tags);
        Assert.Equal(first.Syntactic, again.Syntactic);
        Assert.NotEqual(first.Shares, Differentiation.Run(model, Short, scores, Quick with { Seed = 2 }).Shares);
    }

    [Fact]
    public void Layers_looked_at_one_by_one_give_what_all_at_once_give()
    {
        using var folder = TinyModel.GptNeoX();
        using var model = folder.Load(new LoadOptions { Tokenizer = TokenizerSource.Bytes });
        var text = Corpus.OfText("shorter", Short.Documents[0][..3_000]);
        var scores = NeuronScores.Measure(model, text, Measurement);
        var atOnce = Differentiation.Run(model, text, scores, Quick);
        var oneByOne = Differentiation.Run(model, text, scores, Quick with { InputBytes = 1 });
        Assert.Equal(atOnce.Neurons, oneByOne.Neurons);
        Assert.Equal(atOnce.Shares, oneByOne.Shares);
    }

    [Fact]
    public void Nothing_is_left_behind_and_a_cancelled_run_stops()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        Traces.NoneAlsoWhenCancelled(
            model, stop => Differentiation.Run(new MeasuringCache(model, cancellation: stop), Short, scores, Quick));
    }

    [Fact]
    public void Counts_and_shares_are_what_they_are_said_to_be()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var found = Differentiation.Run(model, Short, scores, Quick);
        KernelTests.ShowsBothForms(found);
        var target = NeuronSet.Top(scores, Quick.Percent);
        Assert.Equal(target.Count, found.Neurons.Count(n => n.IsTarget));
        Assert.All(found.Neurons, n => Assert.Equal(n.IsTarget, target[n.Layer].Contains(n.Neuron)));
        Assert.All(found.Neurons, n => Assert.InRange(
            n.ClosePairs, (int)(0.099 * found.Pairs), (int)(0.101 * found.Pairs) + 1));
        Assert.All(found.Neurons, n => Assert.InRange(n.FarPairs, n.ClosePairs / 11, (n.ClosePairs / 9) + 1));
        Assert.All(found.Neurons, n => Assert.InRange(n.Share, 0, 1));
        Assert.Equal(found.Neurons.Where(n => n.IsTarget).Average(n => n.Share), found.Shares[^1].Target.Value, 1e-12);
        // A random set is drawn from the whole layer: a target's neuron that it holds counts for it as well.
        double[] sets =
        [
            .. Quick.RandomSeeds.Select(seed => NeuronSet.Random(target, seed)).Select(set =>
                found.Neurons.Where(n => set[n.Layer].Contains(n.Neuron)).Average(n => n.Share)),
        ];
        Assert.Equal(sets.Average(), found.Shares[^1].Random.Value, 1e-12);
        Assert.Equal(sets.Count(s => s >= found.Shares[^1].Target.Value), found.Shares[^1].Contrast.AtLeast);
        Assert.Equal(Mean(n => n.Share - n.ExpectedShare), found.ShareExcesses[^1].Target.Value, 1e-12);
        Assert.Equal(Mean(n => n.Share - n.ShareOfAll), found.OverAllPairs[^1].Target.Value, 1e-12);
        Assert.Equal(Mean(n => n.Amount), found.Amounts[^1].Target.Value, 1e-9);
        Assert.Equal(Mean(n => n.Amount - n.ExpectedAmount), found.AmountExcesses[^1].Target.Value, 1e-9);
        Assert.All(found.Shares.SkipLast(1), l => Assert.True(l.AdjustedPValue > 0));
        foreach (var pair in found.Examples.SelectMany(e => e.Pairs))
        {
            Assert.True(pair.FirstValue <= pair.SecondValue);
            Assert.True(pair.InputDistance < 1, "a close pair is nearer than the median pair");
        }

        double Mean(Func<NeuronSeparation, double> of) => found.Neurons.Where(n => n.IsTarget).Average(of);
    }

    [Fact]
    public void A_single_random_set_is_refused_since_its_spread_is_unknown()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var scores = NeuronScores.Measure(model, Short, Measurement);
        var refused = Assert.Throws<NegPreactException>(
            () => Differentiation.Run(model, Short, scores, Quick with { RandomSeeds = [1] }));
        Assert.Contains("two seeds or more instead of 1", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3, -1, 1)]
    [InlineData(1, 3, 0)]
    [InlineData(-1, 3, 0.25)]
    [InlineData(3, -1, 0.25)]
    public void The_share_below_zero_is_the_part_of_the_way_that_is_negative(double a, double b, double share) =>
        Assert.Equal(share, SeparatedPair.ShareBelowZero(a, b), 1e-12);

    [Theory]
    [InlineData(1.0, 0, 1)]
    [InlineData(2.0, -1.5, 0.8)]
    [InlineData(0.7, 0.6, 1.2)]
    public void What_the_mean_explains_is_what_random_pairs_as_far_apart_have(
        double distance, double mean, double sigma)
    {
        var random = new SeededRandom(3);
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < 1_000_000; i++)
        {
            // Box and Muller: two independent values of the neuron
            var (radius, angle) = (sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())),
                2 * Math.PI * random.NextDouble());
            var (a, b) = (mean + (radius * Math.Cos(angle)), mean + (radius * Math.Sin(angle)));
            if (Math.Abs(Math.Abs(a - b) - distance) < 0.02)
                (sum, count) = (sum + SeparatedPair.ShareBelowZero(a, b), count + 1);
        }

        Assert.Equal(sum / count, GaussianShare.Of(distance, mean, sigma), 0.01);
    }

    [Fact]
    public void What_the_mean_explains_reaches_all_and_nothing_far_from_zero()
    {
        Assert.Equal(0.5, GaussianShare.Of(3, 0, 1), 1e-12);
        Assert.Equal(1, GaussianShare.Of(1, -20, 1), 1e-12);
        Assert.Equal(0, GaussianShare.Of(1, 20, 1), 1e-12);
    }

    [Fact]
    public void A_mean_over_pairs_has_the_influence_of_both_windows_of_each_pair()
    {
        var windows = new PairWindows(3, [0, 1, 2, 0], [1, 2, 2, 2]);
        double[] values = [1, 2, 4, 7];
        var mean = windows.Mean([0, 1, 2, 3], p => values[p]);
        Assert.Equal((3.5, 2), (mean.Value, mean.Degrees));
        // Deviations -2.5, -1.5, 0.5 (twice in window 2) and 3.5.
        double[] sums = [1, -4, 3];
        Assert.All(sums.Zip(mean.Influence), w => Assert.Equal(w.First * Math.Sqrt(1.5) / 4, w.Second, 1e-12));
    }

    [Fact]
    public void The_error_of_a_mean_over_pairs_is_that_of_drawing_windows_again()
    {
        const int count = 20;
        var windows = new PairWindows(
            count, [.. Enumerable.Range(0, count * count).Select(p => p / count)],
            [.. Enumerable.Range(0, count * count).Select(p => p % count)]);
        int[] all = [.. Enumerable.Range(0, count * count)];
        double Value(int pair) => Math.Sin(windows.First[pair]) + Math.Cos(3 * windows.Second[pair]);
        var random = new SeededRandom(1);
        double[] drawn =
        [
            .. Enumerable.Range(0, 4_000).Select(_ =>
            {
                var weight = windows.Draw(random);
                return all.Sum(p => weight(p) * Value(p)) / all.Sum(weight);
            }),
        ];
        var center = drawn.Average();
        var deviation = Math.Sqrt(drawn.Average(d => (d - center) * (d - center)));
        Assert.InRange(windows.Mean(all, Value).StandardError / deviation, 0.9, 1.1);
    }

    [Fact]
    public void A_confounder_that_defines_the_strata_explains_the_odds_away()
    {
        // In stratum 0 nine of ten pairs are of kind 1 and most are far, in stratum 1 the reverse; within each, kind
        // and far are independent.
        var entries = new List<StratifiedOdds.Entry>();
        foreach (var (stratum, kind1, far) in new[] { (0, 36, 32), (1, 4, 8) })
            for (var i = 0; i < 40; i++)
                for (var j = 0; j < 40; j++)
                    entries.Add(new(stratum, i < kind1 ? 1 : 0, j < far, (40 * i) + j));
        var windows = new PairWindows(40, [.. Enumerable.Range(0, 1_600).Select(p => p / 40)],
            [.. Enumerable.Range(0, 1_600).Select(p => p % 40)]);
        var settings = new DifferentiationSettings { Resamples = 200, MinimumPairs = 1 };
        string[] kinds = ["other", "kind"];
        var within = StratifiedOdds.Of(entries, kinds, windows, settings)[1]!;
        var crude = StratifiedOdds.Of([.. entries.Select(e => e with { Stratum = 0 })], kinds, windows, settings)[1]!;
        Assert.Equal(0, within.LogOdds.Value, 1e-12);
        // 74 % of the pairs of the kind are far, 26 % of the rest.
        Assert.Equal(Math.Log(74.0 * 74 / (26 * 26)), crude.LogOdds.Value, 1e-12);
        Assert.InRange(within.LogOdds.Value, within.LogOdds.Interval.Low, within.LogOdds.Interval.High);
    }

    [Fact]
    public void Verdicts_come_from_their_evidence_and_every_figure_can_be_drawn()
    {
        using var folder = TinyModel.Llama().AddTokenizer();
        using var model = folder.Load();
        var found = Differentiation.Run(model, Short, NeuronScores.Measure(model, Short, Measurement), Quick);
        foreach (var claim in new[] { found.BelowZero(), found.FartherBelowZero(), found.SyntacticPairs() })
            Assert.Equal(Verdicts.Of(claim.Evidence!), claim.Verdict);
        Assert.Equal(100 * found.ShareExcesses[^1].Difference.Value, found.BelowZero().Estimate!.Value, 1e-9);
        var layer = found.Examples[0].Sample.Layer;
        Figure[] figures = [found.MarkedPairs(layer), found.InputAgainstOutput(layer), found.ShareByLayer(),
            found.ExcessByLayer(), found.OverAllPairsByLayer(), found.AmountByLayer(), found.TagOdds(),
            found.RelationOdds(), found.SyntacticControls()];
        Assert.All(figures, f => Assert.NotEmpty(f.Numbers.Rows));
        Assert.Equal(found.Tags.Count, found.TagTable().Rows.Count);
        Assert.Equal(found.Neurons.Count, found.Neurons().Rows.Count);
        Assert.Equal(4 * found.Shares.Count, found.Layers().Rows.Count);
        Assert.NotEmpty(found.FarPairs().Rows);
        Assert.Throws<NegPreactException>(() => found.MarkedPairs(99));
        var quick = found with { Settings = found.Settings.Quicker() };
        Assert.Equal(found.BelowZero().Notes.Count + 1, quick.BelowZero().Notes.Count);
        Assert.Equal(SetContrast.Seeds.Take(10), new DifferentiationSettings().Quicker().RandomSeeds);
    }
}
