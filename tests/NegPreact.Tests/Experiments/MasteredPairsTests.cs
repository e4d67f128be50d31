namespace NegPreact.Tests.Experiments;

public sealed class MasteredPairsTests : IDisposable
{
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void A_paradigm_is_mastered_by_pairs_that_are_not_scored()
    {
        var settings = TinyGrammar.Settings with { Mastery = new() { At = 0.4 } };
        var battery = TinyGrammar.Battery;
        var mastered = MasteredPairs.Of(tiny.Model, battery, settings.Pairs)[Ability.Blimp];
        Assert.Equal(["near", "that sees", "knows"], mastered.Paradigms.Select(p => p.Paradigm));
        var scored = mastered.Scored.Pairs.ToHashSet();
        foreach (var paradigm in mastered.Paradigms)
        {
            // 12 pairs: at most half are scored, the others qualify
            var (first, second) = Battery.Apart(
                PairSuite.Of("p", battery.Blimp.Pairs.Where(p => p.Paradigm == paradigm.Paradigm)), 20, 60, 1);
            Assert.Equal((6, 6), (first.Pairs.Count, second.Pairs.Count));
            var right = PairScores.Measure(
                tiny.Model, second, ScoringConvention.PaperBlimp, TestContext.Current.CancellationToken)
                .Right.Count(r => r);
            Assert.Equal((6, right), (paradigm.Pairs, paradigm.Right));
            double[] atLeast = [1, 63 / 64.0, 57 / 64.0, 42 / 64.0, 22 / 64.0, 7 / 64.0, 1 / 64.0];
            Assert.Equal(atLeast[right], paradigm.PValue, 1e-9);
            Assert.Equal(right >= 4, paradigm.IsMastered);
            Assert.Equal(
                paradigm.IsMastered || mastered.Count == 0, first.Pairs.All(scored.Contains));
            Assert.DoesNotContain(second.Pairs, scored.Contains);
        }
    }

    [Fact]
    public void Paradigms_that_a_leading_mark_decides_are_listed()
    {
        var table = new MeasuringCache(tiny.Model).LeadingMark(TinyGrammar.Battery, TinyGrammar.Settings);
        Assert.All(table.Rows, r => Assert.True(Math.Abs((double)r[5]!) > 5));
        Assert.Contains($"{table.Rows.Count} of 4 paradigms", table.Notes[0], StringComparison.Ordinal);
        foreach (var row in table.Rows)
            Assert.Equal((double)row[4]! - (double)row[3]!, (double)row[5]!, 1e-9);
    }
}
