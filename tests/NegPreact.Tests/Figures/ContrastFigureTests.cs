using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Figures;

public sealed class ContrastFigureTests : IDisposable
{
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Verdicts_come_from_the_intervals_of_the_accuracy()
    {
        var found = tiny.Run();
        KernelTests.ShowsBothForms(found);
        var names = new List<string>();
        foreach (var dose in found.Doses)
            foreach (var ((ability, than), loss) in dose.Beyond.Where(b => b.Key.Ability != Ability.NonGrammar))
            {
                var claim = found.LowersAccuracy(ability, than, dose.Percent);
                names.Add(claim.Id);
                Assert.Equal(Verdicts.FromInterval(loss.Accuracy.Interval, 0, ClaimDirection.GreaterThan),
                    claim.Verdict);
                Assert.Equal(100 * loss.Accuracy.Value, claim.Estimate!.Value, 1e-12);
                Assert.Contains("margin", claim.Notes[0], StringComparison.Ordinal);
                Assert.Equal(
                    than == Control.PerplexityMatched || than == Control.PerplexityMatchedRandom,
                    claim.Notes.Any(n => n.Contains("matched:", StringComparison.Ordinal)));
            }

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Theory]
    [InlineData(1, 3, -3, -1, Verdict.Holds)] // the target costs more in grammar and less without
    [InlineData(1, 3, 1, 3, Verdict.DoesNotHold)] // more in both
    [InlineData(-3, -1, -3, -1, Verdict.DoesNotHold)] // less in both, though the interaction may be above 0
    [InlineData(1, 3, -3, 1, Verdict.Undecided)]
    [InlineData(-1, 3, -3, -1, Verdict.Undecided)]
    public void A_double_dissociation_needs_both_halves(
        double low, double high, double otherLow, double otherHigh, Verdict expected)
    {
        static Estimate Of(double from, double to) => new((from + to) / 2, new Interval(from, to));
        var found = tiny.Run();
        var apart = new Dictionary<(Ability, Comparison), Dissociation>
        {
            [(Ability.Blimp, Control.RandomSets)] = new(
                Of(low, high), Of(otherLow, otherHigh), Of(low - otherHigh, high - otherLow)),
        };
        found = found with { Doses = [found.Doses[0] with { Dissociations = apart }] };
        Assert.Equal(expected, found.DissociatesTwice(Ability.Blimp, Control.RandomSets, 5).Verdict);
        Assert.Equal(
            Verdicts.FromInterval(new Interval(-otherHigh, -otherLow), 0, ClaimDirection.GreaterThan),
            found.HarmsOtherAbilitiesLess(Control.RandomSets, 5).Verdict);
        Assert.Contains(
            "against variance-matched",
            Assert.Throws<NegPreactException>(() => found.Interacts(Ability.Tse, Control.VarianceMatched, 5)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_and_tables_have_a_row_for_everything()
    {
        var found = tiny.Run();
        var all = Comparison.All.Count;
        Assert.Equal(all, found.Perplexities(5).Numbers.Rows.Count);
        Assert.Equal(all, found.AccuracyDrops(Ability.Blimp, 5).Numbers.Rows.Count);
        Assert.Equal(all, found.MarginDrops(Ability.NonGrammar, 5).Numbers.Rows.Count);
        Assert.Equal(
            3 * 3,
            found.ByPhenomenon(Ability.Blimp, 20, Control.RandomSets, Control.PerplexityMatched).Numbers.Rows.Count);
        // untouched and target, random sets, matched random sets, five others
        Assert.Equal(2 + 3 + 2 + 5, found.Conditions(20).Rows.Count);
        Assert.Equal(2 + 3, found.Matches(20).Rows.Count); // both score matches, one and two perplexity matches
        Assert.Equal(3 * all, found.Comparisons(20).Rows.Count);
        Assert.Equal(2, found.Phenomena(Ability.Blimp, 20, Control.RandomSets).Rows.Count);
        Assert.Equal(4, found.Room().Rows.Count);
        Assert.Equal(2 * all, found.Interactions(20).Rows.Count);
        Assert.Equal(2 * 4, found.Dissociation(20, Control.PerplexityMatched).Numbers.Rows.Count);
        Assert.Contains(found.Measured().Rows, r => (string?)r[2] == found.Untouched.Scores[Ability.Tse].ItemsSha256);
    }

    [Fact]
    public void A_quick_run_says_so_in_its_tables_and_claims()
    {
        var found = tiny.Run(TinyGrammar.Settings.Quicker());
        Assert.Contains(found.Measured().Notes, n => n.Contains("quick", StringComparison.Ordinal));
        Assert.Contains(
            found.LowersAccuracy(Ability.Blimp, Comparison.Untouched, 5).Notes,
            n => n.Contains("quick", StringComparison.Ordinal));
    }
}
