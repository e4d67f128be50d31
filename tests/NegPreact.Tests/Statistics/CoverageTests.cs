namespace NegPreact.Tests.Statistics;

/// <summary>
/// Intervals of 95 % hold a known truth in 93 to 97 % of simulated experiments. Each count of 2000 has a standard
/// deviation of half a per cent, and the seeds are fixed.
/// </summary>
public class CoverageTests
{
    private const int Trials = 2000;
    private const int Resamples = 400;
    private readonly SeededRandom random = new(11);

    [Fact]
    public void Of_a_mean_difference() => Covers(0.3, trial =>
    {
        // What both share, and a paired comparison must not be disturbed by, is five times the noise.
        var shared = Draws.Normal(random, 100);
        double[] first = [.. shared.Zip(Draws.Normal(random, 100), (s, e) => (5 * s) + e + 0.3)];
        double[] second = [.. shared.Select(s => 5 * s)];
        return PairedBootstrap.MeanDifference(first, second, trial, Resamples).Interval;
    });

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(10)]
    public void Of_a_mean_of_few(int units) => Covers(
        0.3, _ => SampleStatistic.Mean([.. Draws.Normal(random, units).Select(e => e + 0.3)]).Estimate().Interval);

    [Fact]
    public void Of_a_ratio_of_sums() => Covers(0.5, _ =>
    {
        double[] tokens = [.. Draws.Uniform(random, 40).Select(u => Math.Ceiling(20 * u))];
        double[] sums = [.. tokens.Zip(Draws.Normal(random, 40), (n, e) => (0.5 * n) + (Math.Sqrt(n) * e))];
        return SampleStatistic.Ratio(sums, tokens).Estimate().Interval;
    });

    [Fact]
    public void Of_a_ratio_of_perplexities() => Covers(Math.Exp(0.2), trial =>
    {
        var text = Draws.Normal(random, 100);
        double[] first = [.. text.Zip(Draws.Normal(random, 100), (s, e) => 3 + s + (0.3 * e) + 0.2)];
        double[] second = [.. text.Select(s => 3 + s)];
        return PairedBootstrap.PerplexityRatio(first, second, trial, Resamples).Interval;
    });

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Of_a_dissociation_of_accuracies() => Covers((0.9 - 0.6) - (0.7 - 0.65), trial => Dissociation.Of(
        Answers(150, 0.6), Answers(150, 0.9), Answers(120, 0.65), Answers(120, 0.7), trial,
        Resamples).Interaction.Interval);

    [Fact]
    public void Of_an_accuracy()
    {
        var truth = 0.0;
        Covers(() => truth, trial =>
        {
            truth = 0.05 + (0.9 * random.NextDouble());
            return Proportion.Wilson((int)Answers(80, truth).Sum(), 80).Interval;
        });
    }

    [Fact]
    public void Of_an_odds_ratio_of_independent_groups() => Covers(Math.Log(0.8 / 0.2 / (0.6 / 0.4)), trial =>
    {
        int first = (int)Answers(100, 0.8).Sum(), second = (int)Answers(70, 0.6).Sum();
        return LogOddsRatio.Independent(first, 100 - first, second, 70 - second).Interval;
    });

    [Fact]
    public void Of_an_odds_ratio_of_pairs() => Covers(Math.Log(0.8 * 0.4 / (0.2 * 0.6)), trial =>
    {
        bool[] first = [.. Answers(200, 0.8).Select(a => a > 0)], second = [.. Answers(200, 0.6).Select(a => a > 0)];
        return LogOddsRatio.Paired(first, second)!.Interval;
    });

    private void Covers(double truth, Func<int, Interval> experiment) => Covers(() => truth, experiment);

    private static void Covers(Func<double> truth, Func<int, Interval> experiment)
    {
        var covered = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var interval = experiment(trial);
            covered += interval.Low <= truth() && truth() <= interval.High ? 1 : 0;
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{100.0 * covered / Trials:F1} % of {Trials} intervals hold the truth");
        Assert.InRange((double)covered / Trials, 0.93, 0.97);
    }

    private double[] Answers(int count, double share) =>
        [.. Draws.Uniform(random, count).Select(u => u < share ? 1.0 : 0)];
}
