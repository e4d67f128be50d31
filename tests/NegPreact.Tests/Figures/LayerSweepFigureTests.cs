namespace NegPreact.Tests.Figures;

/// <summary>What is drawn, listed and claimed of a sweep over layers, against values worked out by hand from <see
/// cref="MadeUpLayers"/>.</summary>
public sealed class LayerSweepFigureTests
{
    private readonly LayerSweepResult found = MadeUpLayers.Result();

    // The least of what both layers cost more than the first alone (loss: 1 - 0.5 and 1 - 0.25) and than the second
    // alone.
    [Theory]
    [InlineData(LayerEffect.Loss, 0.625, 0.5, 0.75, Verdict.Holds)]
    [InlineData(LayerEffect.Divergence, -0.375, -0.5, -0.25, Verdict.DoesNotHold)]
    [InlineData(LayerEffect.Margin, 0.5, 0, 1, Verdict.Undecided)]
    [InlineData(LayerEffect.Accuracy, 25, 0, 50, Verdict.Undecided)]
    public void Beyond_the_largest_is_the_least_gain_over_a_single_layer(
        LayerEffect effect, double value, double low, double high, Verdict verdict) =>
        Is(found.BeyondLargest(effect), value, low, high, verdict);

    // The least of the steps: the first layer (loss: 0.5 and 0.25), and what the second adds to it (0.5 and 0.75).
    [Theory]
    [InlineData(LayerEffect.Loss, 0.375, 0.25, 0.5, Verdict.Holds)]
    [InlineData(LayerEffect.Divergence, 0, 0, 0, Verdict.DoesNotHold)]
    [InlineData(LayerEffect.Margin, 0.5, 0, 0.5, Verdict.Undecided)]
    [InlineData(LayerEffect.Accuracy, 25, 0, 50, Verdict.Undecided)]
    public void Growing_steadily_is_the_least_step(
        LayerEffect effect, double value, double low, double high, Verdict verdict) =>
        Is(found.GrowsSteadily(effect), value, low, high, verdict);

    // The first layer less the second (loss: 0.5 - 0.25 and 0.25 - 0.25).
    [Theory]
    [InlineData(LayerEffect.Loss, 0.125, 0, 0.25, Verdict.Undecided)]
    [InlineData(LayerEffect.Divergence, -0.375, -0.5, -0.25, Verdict.DoesNotHold)]
    [InlineData(LayerEffect.Margin, 0.25, 0, 0.5, Verdict.Undecided)]
    [InlineData(LayerEffect.Accuracy, 25, 0, 50, Verdict.Undecided)]
    public void Early_layers_are_compared_with_late_ones(
        LayerEffect effect, double value, double low, double high, Verdict verdict) =>
        Is(found.EarlyWorst(effect), value, low, high, verdict);

    // Both at once less the single ones added up (loss: 1 - 0.75 and 1 - 0.5).
    [Theory]
    [InlineData(LayerEffect.Loss, 0.375, 0.25, 0.5, Verdict.Holds)]
    [InlineData(LayerEffect.Divergence, -0.75, -1, -0.5, Verdict.DoesNotHold)]
    [InlineData(LayerEffect.Margin, 0.25, 0, 0.5, Verdict.Undecided)]
    [InlineData(LayerEffect.Accuracy, 25, 0, 50, Verdict.Undecided)]
    public void More_than_additive_is_what_is_left_of_the_whole(
        LayerEffect effect, double value, double low, double high, Verdict verdict) =>
        Is(found.MoreThanAdditive(effect), value, low, high, verdict);

    // Under the random sets less under the target: 0.25 and 0.25, or 0.375 and 0.125.
    [Fact]
    public void The_stream_turns_further_where_the_random_sets_turn_it_less() =>
        Is(found.TurnsFurther(), 0.25, 0.125, 0.375, Verdict.Holds);

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
        Assert.Equal([[0.375, 0.25, 0.5], [0.25, 0.25, 0.25]], Ends(found.SingleLayers(LayerEffect.Loss)).Take(2));
        Assert.Equal(3 * 2, found.SingleLayers(LayerEffect.Loss).Numbers.Rows.Count);
        // Target, random, lowest distance, and the target's single layers added up; each with one layer and with both.
        Assert.Equal([0.375, 1, 0, 0, 0, 0, 0.375, 0.625], Drawn(found.Cumulative(LayerEffect.Loss)));
        Assert.Equal([0.25, 1, 0, 0, 0, 0, 0.25, 0.625], Drawn(found.Cumulative(LayerEffect.Loss, fromLast: true)));
        Assert.Equal([25, 50, 0, 0, 0, 0, 25, 25], Drawn(found.Cumulative(LayerEffect.Accuracy)));
        Assert.Equal(
            [[0.625, 0.5, 0.75], [1, 1, 1], [0.375, 0.25, 0.5]], Ends(found.Additivity(LayerEffect.Loss)).Take(3));
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

    private static void Is(Claim claim, double value, double low, double high, Verdict verdict)
    {
        var estimate = claim.Estimate!;
        Assert.Equal((value, low, high), (estimate.Value, estimate.Interval.Low, estimate.Interval.High));
        Assert.Equal(verdict, claim.Verdict);
    }

    // Value, lower and upper end of the interval, which are a row's last cells.
    private static IEnumerable<double[]> Ends(Figure figure) =>
        figure.Numbers.Rows.Select(row => row.TakeLast(3).Select(cell => (double)cell!).ToArray());

    // The value of each point of a chart of lines, which stands behind the line's name and the place on the axis.
    private static IEnumerable<double> Drawn(Figure figure) => figure.Numbers.Rows.Select(row => (double)row[2]!);
}
