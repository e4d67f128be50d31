namespace NegPreact.Tests.Experiments;

public class ScoreDropTests
{
    // two phenomena, the first of two paradigms
    private static readonly ItemGroup[] Groups = [new("a", [[0, 1, 2], [3, 4]], 0.5), new("b", [[5, 6, 7, 8, 9]], 0.5)];
    private static readonly ItemScores Untouched = Scores("1111100111");

    [Fact]
    public void Only_items_that_change_sides_count_in_the_exact_test()
    {
        // four lost, one gained: of five, four and more with probability (5 + 1) / 32
        var worse = Scores("0000110111");
        Assert.Equal(6 / 32.0, AccuracyContrast.Exact(Untouched, worse), 1e-12);
        Assert.Equal(31 / 32.0, AccuracyContrast.Exact(worse, Untouched), 1e-12);
        Assert.Equal(1 / 16.0, AccuracyContrast.Exact(Untouched, worse, Groups[0]), 1e-12);
        Assert.Equal(1, AccuracyContrast.Exact(Untouched, Untouched));
    }

    [Fact]
    public void Where_no_item_changes_the_interval_is_a_step_of_one_item_wide()
    {
        var none = ScoreDrop.Own(Untouched, Untouched);
        var step = 1.959963984540054 / 12;
        Assert.Equal(0, none.Accuracy.Value);
        Assert.Equal((-step, step), (none.Accuracy.Interval.Low, none.Accuracy.Interval.High), Near);
        Assert.Equal(1, none.PValue);
        // and it combines with the error of the items as independent errors do
        var wide = AccuracyContrast.Widened(new(0.5, new Interval(0.2, 0.8)), 10);
        Assert.Equal(0.5 + Math.Sqrt(0.09 + (step * step)), wide.Interval.High, 1e-12);
    }

    [Fact]
    public void A_target_that_loses_nothing_does_not_cost_more_than_a_control_that_gains()
    {
        // the control is right where the untouched model is wrong
        ItemScores plain = Scores("1111100000", 40), gains = Scores("1111111111", 40);
        var drop = ScoreDrop.Beyond(plain, plain, [gains]);
        Assert.Equal(0.5, drop.Accuracy.Value, 1e-12);
        var evidence = GrammarContrastClaims.EvidenceOf(drop);
        Assert.True(evidence.PValue < 1e-6);
        Assert.Equal(0, evidence.Own!.Value);
        Assert.NotEqual(Verdict.Holds, Verdicts.Of(evidence));
        var lost = ScoreDrop.Beyond(gains, plain, [gains]);
        Assert.Equal(Verdict.Holds, Verdicts.Of(GrammarContrastClaims.EvidenceOf(lost)));
    }

    [Fact]
    public void Phenomena_are_corrected_by_the_largest_loss_of_each_random_set()
    {
        var target = Scores("0011100111");
        ItemScores[] sets =
        [
            .. Enumerable.Range(0, 39).Select(
                i => Scores(i % 3 == 0 ? "0111100111" : i % 3 == 1 ? "1111100011" : "1111100111")),
        ];
        var drop = ScoreDrop.Beyond(Untouched, target, sets);
        Assert.Equal(1 / 40.0, drop.Groups[0].PValue!.Value, 1e-12); // no set loses two of five
        Assert.Equal(1 / 40.0, drop.Groups[0].AdjustedPValue!.Value, 1e-12);
        Assert.Equal(1, drop.Groups[1].PValue!.Value, 1e-12);
        var few = ScoreDrop.Beyond(Untouched, target, sets[..5]);
        Assert.Equal(
            Holm.Adjust([.. few.Groups.Select(g => g.PValue!.Value)]), few.Groups.Select(g => g.AdjustedPValue!.Value));
    }

    [Fact]
    public void Over_paradigms_each_counts_once()
    {
        // losses by paradigm 2/3, 0, 1/5
        var drop = ScoreDrop.Own(Untouched, Scores("0011100011"));
        Assert.Equal(0.3, drop.Accuracy.Value, 1e-12);
        Assert.Equal(((2 / 3.0) + 0.2) / 3, drop.OverTemplates!.Value, 1e-12);
        Assert.True(drop.OverTemplates.Interval.High > drop.Accuracy.Interval.High);
    }

    [Fact]
    public void The_relative_rise_of_the_error_is_that_of_its_own_start()
    {
        // wrong 2 of 10 before, 5 after
        var rise = ScoreLoss.ErrorRise(Untouched, Scores("0001100111"))!;
        Assert.Equal(1.5, rise.Value, 1e-12);
        Assert.Null(ScoreLoss.ErrorRise(Scores("1111111111"), Untouched));
        // the same ratio of sums: (after - before) over before
        double[] before = [0, 0, 0, 0, 0, 1, 1, 0, 0, 0], more = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
        var one = new ItemGroup("all", [[.. Enumerable.Range(0, 10)]]);
        Assert.Equal(
            SampleStatistic.Ratio(more, before).StandardError,
            ScoreLoss.ErrorRise(Untouched, Scores("0001100111"), one)!.StandardError, 1e-12);
    }

    [Fact]
    public void The_mean_of_sets_carries_their_spread()
    {
        SampleStatistic[] sets = [new(1, [0, 0], 1), new(2, [0, 0], 1), new(3, [0, 0], 1)];
        var mean = SetMean.Of(sets);
        Assert.Equal(2, mean.Value, 1e-12);
        Assert.Equal(2 + (4.302652729749464 * Math.Sqrt(1 / 3.0)), mean.Interval.High, 1e-9);
        Assert.Equal(new(1, new Interval(1, 1)), SetMean.Of(sets[..1]));
    }

    private static bool Near((double Low, double High) a, (double Low, double High) b) =>
        Math.Abs(a.Low - b.Low) < 1e-12 && Math.Abs(a.High - b.High) < 1e-12;

    private static ItemScores Scores(string right, int times = 1)
    {
        bool[] all = [.. Enumerable.Repeat(right, times).SelectMany(r => r).Select(c => c == '1')];
        ItemGroup[] groups = times == 1 ? Groups : [new("a", [[.. Enumerable.Range(0, all.Length)]], 0.5)];
        return new("items", "sha", "nats", groups, all, [.. all.Select(r => r ? 1.0 : -1)]);
    }
}
