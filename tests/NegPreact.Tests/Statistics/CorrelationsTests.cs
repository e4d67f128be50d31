namespace NegPreact.Tests.Statistics;

public class CorrelationsTests
{
    [Fact]
    public void Values_worked_out_by_hand()
    {
        // Deviations -1.5 -0.5 0.5 1.5 and -1.75 0.25 -0.75 2.25: products 5.5, squares 5 and 8.75.
        Assert.Equal(5.5 / Math.Sqrt(5 * 8.75), Correlations.Pearson([1, 2, 3, 4], [1, 3, 2, 5], 0, 100).Value, 1e-14);
        // Ranks 1 2.5 2.5 4 and 1 3 2 4: products of deviations 4.5, squares 4.5 and 5.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), Correlations.Spearman([1, 2, 2, 3], [10, 30, 20, 90], 0, 100).Value,
            1e-14);
    }

    [Fact]
    public void Perfect_agreement_and_its_reverse()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        double[] reversed = [.. values.Select(v => -v)];
        var up = Correlations.Pearson(values, values, 0, 300);
        var down = Correlations.Spearman(values, reversed, 0, 300);
        Assert.Equal([1, 1, 1], [up.Value, up.Interval.Low, up.Interval.High], (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([-1, -1, -1], [down.Value, down.Interval.Low, down.Interval.High],
            (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Spearman_sees_ranks_only()
    {
        var random = new SeededRandom(5);
        var (first, second) = (Draws.Normal(random, 60), Draws.Normal(random, 60));
        double[] related = [.. first.Zip(second, (a, b) => a + b)];
        double[] stretched = [.. related.Select(Math.Exp)];
        Assert.Equal(Correlations.Spearman(first, related, 1, 300), Correlations.Spearman(first, stretched, 1, 300));
        Assert.NotEqual(Correlations.Pearson(first, related, 1, 300).Value,
            Correlations.Pearson(first, stretched, 1, 300).Value, 0.01);
    }

    [Fact]
    public void The_interval_covers_a_known_correlation()
    {
        var random = new SeededRandom(23);
        var covered = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var (first, second) = (Draws.Normal(random, 80), Draws.Normal(random, 80));
            double[] related = [.. first.Zip(second, (a, b) => (0.6 * a) + (0.8 * b))]; // true correlation 0.6
            var interval = Correlations.Pearson(first, related, trial, 300).Interval;
            covered += interval.Low <= 0.6 && interval.High >= 0.6 ? 1 : 0;
        }
        Assert.InRange(covered / 200.0, 0.87, 0.99);
    }

    [Fact]
    public void A_constant_is_refused_but_a_constant_resample_is_not()
    {
        Assert.Throws<NegPreactException>(() => Correlations.Pearson([1, 1, 1], [1, 2, 3], 0));
        Assert.Throws<NegPreactException>(() => Correlations.Spearman([1, 2], [1, 2], 0));
        // most resamples of three are constant in places
        var estimate = Correlations.Spearman([0, 0, 1], [0, 0, 5], 0, 500);
        Assert.Equal(new Interval(1, 1),
            new Interval(Math.Round(estimate.Interval.Low, 9), Math.Round(estimate.Interval.High, 9)));
    }
}
