using NegPreact.Controls;
using NegPreact.Experiments;
using NegPreact.Figures;
using NegPreact.Statistics;
using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Figures;

public sealed class LayerSweepFigureTests : IDisposable
{
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Verdicts_come_from_the_intervals()
    {
        var found = Run();
        KernelTests.ShowsBothForms(found);
        var names = new List<string>();
        foreach (var effect in Enum.GetValues<LayerEffect>())
        {
            var single = Enumerable.Range(0, 2)
                .Select(g => found.Difference(effect, Selection.Target, found.AllLayers, LayerRange.Alone(g)))
                .ToArray();
            Judged(found.BeyondLargest(effect), single.Min(s => s.Value), single.Min(s => s.Interval.Low), single.Min(s => s.Interval.High), effect);
            var first = found.Effect(effect, Selection.Target, LayerRange.Alone(0));
            Judged(
                found.GrowsSteadily(effect), Math.Min(first.Value, single[0].Value), Math.Min(first.Interval.Low, single[0].Interval.Low),
                Math.Min(first.Interval.High, single[0].Interval.High), effect);
            var early = found.EarlyLessLate(effect, Selection.Target);
            Judged(found.EarlyWorst(effect), early.Value, early.Interval.Low, early.Interval.High, effect);
            var excess = found.Additivity(effect, Selection.Target).Excess;
            Judged(found.MoreThanAdditive(effect), excess.Value, excess.Interval.Low, excess.Interval.High, effect);
        }

        var further = found.TurnedFurther(found.AllLayers, 2);
        Judged(found.TurnsFurther(), further.Value, further.Interval.Low, further.Interval.High, LayerEffect.Loss);
        Assert.Equal(names.Count, names.Distinct().Count());

        void Judged(Claim claim, double value, double low, double high, LayerEffect effect)
        {
            var scale = effect == LayerEffect.Accuracy ? 100 : 1;
            Assert.Equal(scale * value, claim.Estimate!.Value, 1e-12);
            Assert.Equal(Verdicts.FromInterval(new Interval(low, high), 0, ClaimDirection.GreaterThan), claim.Verdict);
            names.Add(claim.Id);
        }
    }

    [Fact]
    public void Figures_and_tables_have_a_row_for_everything()
    {
        var found = Run();
        foreach (var effect in Enum.GetValues<LayerEffect>())
        {
            Assert.Equal(3 * 2, found.SingleLayers(effect).Numbers.Rows.Count);
            Assert.Equal(4 * 2, found.Cumulative(effect).Numbers.Rows.Count);
            Assert.Equal(3 * 3, found.Additivity(effect).Numbers.Rows.Count);
        }

        // Both ways end with all layers.
        Assert.Equal(found.Cumulative(LayerEffect.Loss).Numbers.Rows[1], found.Cumulative(LayerEffect.Loss, fromLast: true).Numbers.Rows[1]);
        Assert.NotEqual(found.Cumulative(LayerEffect.Loss).Numbers.Rows[0], found.Cumulative(LayerEffect.Loss, fromLast: true).Numbers.Rows[0]);
        Assert.Equal(3, found.Phenomena(LayerEffect.Margin).Numbers.Rows.Count);
        Assert.Equal(1 + 2, found.Phenomena(LayerEffect.Margin).Numbers.Columns.Count);
        Assert.Equal(3 * 3, found.CosineByDepth().Numbers.Rows.Count);
        Assert.Equal(3, found.Drift().Numbers.Rows.Count);
        Assert.Equal(3 * 3, found.Conditions().Rows.Count);
        Assert.Contains(found.Measured().Rows, r => (string?)r[2] == found.PairsSha256);
    }

    [Fact]
    public void A_quick_run_says_so()
    {
        var found = Run(new LayerSweepSettings { Percent = 20, WindowLength = 8, Resamples = 50 }.Quicker());
        Assert.Contains(found.Measured().Notes, n => n.Contains("quick", StringComparison.Ordinal));
        Assert.Contains(found.TurnsFurther().Notes, n => n.Contains("quick", StringComparison.Ordinal));
        Assert.DoesNotContain(Run().TurnsFurther().Notes, n => n.Contains("quick", StringComparison.Ordinal));
    }

    private LayerSweepResult Run(LayerSweepSettings? settings = null) => LayerSweep.Run(
        tiny.Model, TinyGrammar.Text, tiny.Scores, TinyGrammar.Battery,
        settings ?? new LayerSweepSettings { Percent = 20, Seeds = [1, 2, 3], WindowLength = 8, PairsPerParadigm = 6, Resamples = 200 },
        TestContext.Current.CancellationToken);
}
