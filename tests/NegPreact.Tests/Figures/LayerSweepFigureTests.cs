using MathNet.Numerics.Distributions;

namespace NegPreact.Tests.Figures;

/// <summary>What is drawn, listed and claimed of a sweep over layers, against values worked out by hand from <see
/// cref="MadeUpLayers"/>.</summary>
public sealed class LayerSweepFigureTests
{
    private readonly LayerSweepResult found = MadeUpLayers.Result();

    // What both layers cost item by item more than the first alone, and than the second alone.
    [Theory]
    [InlineData(LayerEffect.Loss, new[] { 0.5, 0.75 }, new[] { 0.75, 0.75 }, Verdict.Undecided)]
    [InlineData(LayerEffect.Divergence, new[] { 0.0, 0 }, new[] { -0.25, -0.5 }, Verdict.DoesNotHold)]
    [InlineData(LayerEffect.Margin, new[] { 1.0, 1, 1, -1 }, new[] { 2.0, 2, 0, -1 }, Verdict.Undecided)]
    [InlineData(LayerEffect.Accuracy, new[] { 0.0, 100, 0, 0 }, new[] { 100.0, 100, 0, 0 }, Verdict.Undecided)]
    public void Beyond_the_largest_is_the_least_gain_over_a_single_layer(
        LayerEffect effect, double[] overFirst, double[] overSecond, Verdict verdict) =>
        Is(found.BeyondLargest(effect), verdict, overFirst, overSecond);

    // What the first layer costs, and what the second adds to it.
    [Theory]
    [InlineData(LayerEffect.Loss, new[] { 0.5, 0.25 }, new[] { 0.5, 0.75 }, Verdict.Undecided)]
    [InlineData(LayerEffect.Divergence, new[] { 0.25, 0.5 }, new[] { 0.0, 0 }, Verdict.DoesNotHold)]
    [InlineData(LayerEffect.Margin, new[] { 1.0, 1, 0, 0 }, new[] { 1.0, 1, 1, -1 }, Verdict.Undecided)]
    [InlineData(LayerEffect.Accuracy, new[] { 100.0, 0, 0, 0 }, new[] { 0.0, 100, 0, 0 }, Verdict.Undecided)]
    public void Growing_steadily_is_the_least_step(
        LayerEffect effect, double[] first, double[] second, Verdict verdict) =>
        Is(found.GrowsSteadily(effect), verdict, first, second);

    // The first layer less the second.
    [Theory]
    [InlineData(LayerEffect.Loss, new[] { 0.25, 0 })]
    [InlineData(LayerEffect.Divergence, new[] { -0.25, -0.5 })]
    [InlineData(LayerEffect.Margin, new[] { 1.0, 1, -1, 0 })]
    [InlineData(LayerEffect.Accuracy, new[] { 100.0, 0, 0, 0 })]
    public void Early_layers_are_compared_with_late_ones(LayerEffect effect, double[] difference) =>
        Is(found.EarlyWorst(effect), Verdict.Undecided, difference);

    // Both at once less the single ones added up.
    [Theory]
    [InlineData(LayerEffect.Loss, new[] { 0.25, 0.5 })]
    [InlineData(LayerEffect.Divergence, new[] { -0.5, -1 })]
    [InlineData(LayerEffect.Margin, new[] { 1.0, 1, 0, -1 })]
    [InlineData(LayerEffect.Accuracy, new[] { 0.0, 100, 0, 0 })]
    public void More_than_additive_is_what_is_left_of_the_whole(LayerEffect effect, double[] excess) =>
        Is(found.MoreThanAdditive(effect), Verdict.Undecided, excess);

    // 1 - cosine of the windows: 0.5 and 0.25 under the target, 0.1875 and 0.0625 in the mean of the random sets, both
    // of which turn by 0.125.
    [Fact]
    public void The_stream_turns_further_where_the_random_sets_turn_it_less()
    {
        Is(found.TurnsFurther(), Verdict.Undecided, [0.3125, 0.1875]);
        Assert.Equal((0, 2), (found.TurnedFurther(new(0, 1), 2).AtLeast, found.TurnedFurther(new(0, 1), 2).Sets));
        Assert.Equal(0.375, found.TurnsFurther().Evidence!.Own!.Value);
    }

    [Fact]
    public void A_claim_that_holds_needs_an_own_cost_and_every_claim_a_smallest_effect()
    {
        var all = found.BeyondLargest(LayerEffect.Loss).Evidence!;
        Assert.Equal(found.Effect(LayerEffect.Loss, Selection.Target, found.AllLayers), all.Own);
        Assert.Equal(SmallestEffect.Loss, all.Smallest);
        // A tenth of the standard deviation of the margins 1, 2, -1 and 3.
        Assert.Equal(
            0.1 * Math.Sqrt(((0.25 * 0.25) + (0.75 * 0.75) + (2.25 * 2.25) + (1.75 * 1.75)) / 4),
            found.EarlyWorst(LayerEffect.Margin).Evidence!.Smallest.Value, 1e-12);
    }

    [Fact]
    public void Where_the_ablation_changes_nothing_no_claim_applies()
    {
        var set = found.Sets[Selection.Target][0];
        var still = found with
        {
            Sets = new Dictionary<Selection, IReadOnlyList<LayerSweepSet>>(found.Sets)
            {
                [Selection.Target] = [set with { Measured = set.Measured.Keys.ToDictionary(
                    range => range, _ => found.Untouched) }],
            },
        };
        Assert.True(still.ChangesNothing);
        Assert.All(
            [still.GrowsSteadily(LayerEffect.Loss), still.EarlyWorst(LayerEffect.Accuracy), still.TurnsFurther()],
            claim => Assert.True(claim is { Verdict: Verdict.CannotApply, Estimate: null, On: not null }));
    }

    [Fact]
    public void Claims_have_names_of_their_own()
    {
        var claims = Enum.GetValues<LayerEffect>()
            .SelectMany(e => new[]
            {
                found.BeyondLargest(e), found.GrowsSteadily(e), found.EarlyWorst(e), found.MoreThanAdditive(e),
            })
            .Append(found.TurnsFurther()).Select(c => c.Id).ToList();
        Assert.Equal(17, claims.Distinct().Count());
        Assert.All(claims, id => Assert.EndsWith("-at-5", id, StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_draw_the_effect_of_each_layer_of_more_and_more_and_added_up()
    {
        Assert.Equal(
            [Ends(0.5, 0.25), Ends(0.25, 0.25)], Ends(found.SingleLayers(LayerEffect.Loss)).Take(2));
        Assert.Equal(3 * 2, found.SingleLayers(LayerEffect.Loss).Numbers.Rows.Count);
        // Target, random, lowest distance, and the target's single layers added up; each with one layer and with both.
        Assert.Equal([0.375, 1, 0, 0, 0, 0, 0.375, 0.625], Drawn(found.Cumulative(LayerEffect.Loss)));
        Assert.Equal([0.25, 1, 0, 0, 0, 0, 0.25, 0.625], Drawn(found.Cumulative(LayerEffect.Loss, fromLast: true)));
        Assert.Equal([25, 50, 0, 0, 0, 0, 25, 25], Drawn(found.Cumulative(LayerEffect.Accuracy)));
        Assert.Equal(
            [Ends(0.75, 0.5), Ends(1, 1), Ends(0.25, 0.5)], Ends(found.Additivity(LayerEffect.Loss)).Take(3));
        Assert.Equal(3 * 3, found.Additivity(LayerEffect.Loss).Numbers.Rows.Count);
    }

    [Fact]
    public void Maps_have_a_row_for_each_layer_and_for_all()
    {
        Assert.Equal(
            [["0", 1.0, 0.0], ["1", 0.0, 0.5], ["all", 2.0, 0.0]], found.Phenomena(LayerEffect.Margin).Numbers.Rows);
        Assert.Equal(
            [["0", 50.0, 0.0], ["1", 0.0, 0.0], ["all", 100.0, 0.0]],
            found.Phenomena(LayerEffect.Accuracy).Numbers.Rows);
        Assert.Equal(
            [["0", 1.0, 0.0], ["all", 2.0, 0.0]], found.Phenomena(LayerEffect.Margin, cumulative: true).Numbers.Rows);
        Assert.Equal(
            [["0", 0.0, 1.0], ["1", 1.0, 0.0], ["all", 2.0, 1.0]], found.ByConstruction().Numbers.Rows);
        Assert.Equal(
            [["0", 0.0, 0.125, 0.125], ["1", 0.0, 0.0, 0.25], ["all", 0.0, 0.125, 0.375]], found.Drift().Numbers.Rows);
        Assert.Equal([1, 0.875, 0.625, 1, 1, 0.875, 1, 1, 1], Drawn(found.CosineByDepth()));
    }

    [Fact]
    public void Tables_list_every_choice_of_layers_and_what_was_measured()
    {
        var rows = found.Conditions().Rows;
        Assert.Equal(3 * 3, rows.Count);
        Assert.Equal(["0", "1", "all"], rows.Take(3).Select(r => r[1]));
        // Losses 4 and 5, before 3 and 4; divergences 0.25 and 0.5; margins fall by 2, 2, 1 and -1; of three right
        // pairs two are lost; last cosines 0.5 and 0.75.
        Assert.Equal([Math.Exp(4.5), 1.0, 0.375, 1.0, 50.0, 0.625], rows[2].Skip(2));
        Assert.Contains(found.Measured().Rows, r => (string?)r[2] == "sha of the pairs");
        // The random sets cost nothing; with the target they are three, of which it is the most striking.
        var beyond = found.BeyondRandomByLayer(LayerEffect.Loss).Rows;
        Assert.Equal(["0", "1"], beyond.Select(r => r[0]));
        Assert.Equal([0.375, 0.375, 0, 1 / 3.0], new[] { 1, 4, 7, 9 }.Select(c => Convert.ToDouble(beyond[0][c])));
    }

    [Fact]
    public void It_is_shown_in_both_forms() => KernelTests.ShowsBothForms(found);

    [Fact]
    public void A_quick_run_says_so()
    {
        var quick = MadeUpLayers.Result(new LayerSweepSettings { Percent = 5 }.Quicker());
        Assert.Contains(quick.Measured().Notes, n => n.Contains("quick", StringComparison.Ordinal));
        Assert.Contains(quick.TurnsFurther().Notes, n => n.Contains("quick", StringComparison.Ordinal));
        Assert.DoesNotContain(found.TurnsFurther().Notes, n => n.Contains("quick", StringComparison.Ordinal));
    }

    // Of several effects, given item by item, the smallest with the lowest ends; the upper ones corrected.
    private static void Is(Claim claim, Verdict verdict, params double[][] effects)
    {
        var estimate = claim.Estimate!;
        var each = effects.Select(Mean).ToList();
        Assert.Equal(each.Min(e => e.Value), estimate.Value, 1e-12);
        Assert.Equal(
            each.Min(e => e.Value - (e.Error * Quantile(e.Degrees, 0.975))), estimate.Interval.Low, 1e-9);
        Assert.Equal(
            each.Min(e => e.Value + (e.Error * Quantile(e.Degrees, 1 - (0.025 / effects.Length)))),
            estimate.Interval.High, 1e-9);
        Assert.Equal(verdict, claim.Verdict);
    }

    private static double Quantile(int degrees, double p) => StudentT.InvCDF(0, 1, degrees, p);

    // Two windows, or two pairs of each of two paradigms: (2/4)² · (a - b)² / 2 / 2 is a paradigm's part of the error.
    private static (double Value, double Error, int Degrees) Mean(double[] items) => items.Length == 2
        ? (items.Average(), Math.Abs(items[0] - items[1]) / 2, 1)
        : (items.Average(), Math.Sqrt(
            (Math.Pow(items[0] - items[1], 2) + Math.Pow(items[2] - items[3], 2)) / 16), 2);

    private static double[] Ends(params double[] items)
    {
        var (value, error, degrees) = Mean(items);
        var half = error == 0 ? 0 : error * Quantile(degrees, 0.975);
        return [.. new[] { value, value - half, value + half }.Select(v => Math.Round(v, 9))];
    }

    // Value, lower and upper end of the interval, which are a row's last cells.
    private static IEnumerable<double[]> Ends(Figure figure) =>
        figure.Numbers.Rows.Select(
            row => row.TakeLast(3).Select(cell => Math.Round((double)cell!, 9)).ToArray());

    // The value of each point of a chart of lines, which stands behind the line's name and the place on the axis.
    private static IEnumerable<double> Drawn(Figure figure) => figure.Numbers.Rows.Select(row => (double)row[2]!);
}
