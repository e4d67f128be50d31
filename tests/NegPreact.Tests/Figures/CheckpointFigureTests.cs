using System.Text.Json.Nodes;
using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Figures;

public sealed class CheckpointFigureTests : IDisposable
{
    private static readonly Axis Y = new("loss", "nats");
    private readonly TinyTraining training = new(0, 2, 10, 20, 30);

    public void Dispose() => training.Dispose();

    [Fact]
    public void Histogram_over_steps() => ChartTests.Matches(
        Charts.HistogramOverSteps("Spread", new Axis("distance", "sigma"), ["all", "few"],
        [new(0, [[0.1, 0.1, 1], [1]]), new(1000, [[0.1, 1, double.NaN], [0.5]])]),
        "histogram-over-steps");

    [Fact]
    public void Over_steps() => ChartTests.Matches(
        Charts.OverSteps("Losses", Y,
        [new("top", [new(512, 3, new(2, 4)), new(0, 2, new(1, 3)), new(1, 1, new(0, 2)), new(500, 1)])]), "over-steps");

    [Fact]
    public void Step_0_has_a_place_and_marks_that_would_run_into_each_other_are_left_out()
    {
        var axis = ChartTests.Parsed(
            Charts.OverSteps("t", Y,
            [new("a", [.. new[] { 0, 1, 512, 6000, 6400 }.Select(s => new LinePoint(s, 1))])]))["layout"]!["xaxis"]!;
        Assert.Equal("log", (string?)axis["type"]);
        Assert.Equal(["6,400", "512", "1", "0"], axis["ticktext"]!.AsArray().Select(t => (string?)t));
        Assert.Equal([6401, 513, 2, 1], axis["tickvals"]!.AsArray().Select(t => (double)t!));
        Assert.Contains("no step -1", Assert.Throws<NegPreactException>(
            () => Charts.OverSteps("t", Y, [new("a", [new(-1, 1)])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_frame_keeps_the_axes_and_its_bars_add_up()
    {
        var figure = Charts.HistogramOverSteps("t", new Axis("distance"), ["a"],
            [.. Enumerable.Range(0, 4).Select(
            s => new CheckpointDistribution(s, [[.. Enumerable.Range(1, 50).Select(i => (double)i * (s + 1))]]))]);
        var chart = ChartTests.Parsed(figure);
        Assert.Equal(["step 0", "step 1", "step 2", "step 3"],
            chart["frames"]!.AsArray().Select(f => (string?)f!["name"]));
        foreach (var frame in chart["frames"]!.AsArray())
        {
            var heights = frame!["data"]![0]!["y"]!.AsArray().Select(h => (double)h!).ToList();
            Assert.Equal(100, heights.Sum(), 1e-3);
            Assert.Equal(chart["data"]![0]!["x"]!.AsArray().Count, heights.Count);
            Assert.True(heights.Max() < (double)chart["layout"]!["yaxis"]!["range"]![1]!);
            Assert.Equal((string?)frame["name"], (string?)frame["layout"]!["title"]!["text"]);
        }

        // what is seen first is the last
        Assert.True(JsonNode.DeepEquals(chart["frames"]![3]!["data"]![0]!["y"], chart["data"]![0]!["y"]));
        Assert.Contains("of 2 groups, but 1 are named",
            Assert.Throws<NegPreactException>(() => Charts.HistogramOverSteps(
            "t", new Axis("d"), ["a"], [new(0, [[1], [2]])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frames_bring_a_slider_that_a_keyboard_reaches_and_nothing_plays_by_itself()
    {
        var html = Charts.HistogramOverSteps("t", new Axis("d"), ["a"], [new(0, [[1]]), new(1, [[2]])]).ToHtml();
        Assert.Contains("type:\"range\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-valuetext", html, StringComparison.Ordinal);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "setInterval"));
        Assert.Contains("play.onclick=function(){if(timer){pause();return;}", html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "setInterval", Charts.OverSteps("t", Y, [new("a", [new(1, 1)])]).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_and_tables_have_a_row_for_every_step()
    {
        var found = CheckpointsTests.Run(training);
        KernelTests.ShowsBothForms(found);
        Assert.Equal(5 * 2, found.Distributions().Numbers.Rows.Count);
        Assert.Equal(5 * 4, found.Quantiles().Numbers.Rows.Count);
        Assert.Equal(5 * 4, found.Cohorts().Numbers.Rows.Count);
        Assert.Equal(5 * 2, found.Grammar().Numbers.Rows.Count);
        Assert.Equal(5, found.Overlap().Numbers.Rows.Count);
        Assert.Equal(2, found.QuantileByLayer(99).Numbers.Rows.Count);
        Assert.Equal(2, found.Separation().Numbers.Rows.Count);
        Assert.Equal(3, found.SeparationBegins().Rows.Count);
        Assert.Equal(5, found.Overview().Rows.Count);
        Assert.Equal(5, found.Members().Rows.Count);
        Assert.Equal([30L, found.Backward.Count, found.Backward.Count],
            found.Members().Rows[^1].Take(3).Select(c => Convert.ToInt64(c)));
        Assert.Equal(16, found.Correlations().Rows.Count);
        foreach (var by in Enum.GetValues<CheckpointMeasure>())
        {
            Assert.Equal(5 * 3, found.Effects(by).Numbers.Rows.Count);
            Assert.Equal(5, found.Excess(by).Rows.Count);
        }

        Assert.Equal(Enum.GetValues<CheckpointMeasure>().Length, found.FrozenCohort().Rows.Count);

        Assert.Contains(found.Measured().Rows, r => (string?)r[2] == found.Steps[2].Measured.WeightsSha256);
        Assert.Contains(CheckpointsTests.Run(training, CheckpointsTests.Settings.Quicker()).Measured().Notes,
            n => n.Contains("quick", StringComparison.Ordinal));
    }

    [Fact]
    public void Verdicts_come_from_the_evidence_and_what_cannot_be_measured_cannot_apply()
    {
        var found = CheckpointsTests.Run(training);
        Claim[] claims =
        [
            found.NeuronsEmerge(), found.HurtsMoreWithDistance(CheckpointMeasure.Loss),
            .. Enum.GetValues<CheckpointMeasure>().Select(by => found.HurtsMoreAtTheEnd(by)),
        ];
        Assert.All(claims, c => Assert.Equal(Verdicts.Of(c.Evidence!), c.Verdict));
        Assert.All(claims, c => Assert.Equal(PaperClaim.GrowsInTraining, c.Tests));
        Assert.Equal(found.Growth[CheckpointMeasure.TseMargin].Beyond, claims[^1].Estimate);
        Assert.Equal(found.Growth[CheckpointMeasure.TseMargin].PValue, claims[^1].Evidence!.PValue);
        Assert.Equal(found.Steps[^1].Effects[CheckpointMeasure.TseMargin].Target, claims[^1].Evidence!.Own);
        Assert.Equal(claims.Length, claims.Select(c => c.Id).Distinct().Count());
        var rho = found.Correlation(s => s.OfTop.Median, s => s.Accuracy(Ability.Tse).Value)!;
        Assert.Equal(rho.Estimate, found.GrammarComesWithDistance(Ability.Tse).Estimate);
        Assert.Equal(rho.PValue, found.GrammarComesWithDistance(Ability.Tse).Evidence!.PValue);
        var stay = found.NeuronsStay();
        // 4 of 40 in each layer
        Assert.Equal((10.0, null), (stay.Threshold, stay.Tests));
        Assert.Equal(CheckpointOverlap.Of(found.Forward, found.Backward).PValue, stay.Evidence!.PValue);

        var one = found with { Steps = [.. found.Steps.Take(2)],
            Growth = new Dictionary<CheckpointMeasure, SetContrast>() };
        Claim[] none = [one.NeuronsEmerge(), one.HurtsMoreAtTheEnd(CheckpointMeasure.Loss),
            one.HurtsMoreWithDistance(CheckpointMeasure.Loss), one.GrammarComesWithDistance(Ability.Tse)];
        Assert.All(none,
            c => Assert.True(c is { Verdict: Verdict.CannotApply, Estimate: null }
            && c.Notes[0].Contains("too few", StringComparison.Ordinal)));
    }
}
