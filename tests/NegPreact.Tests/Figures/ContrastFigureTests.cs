using System.Text.Json.Nodes;
using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Figures;

public sealed class ContrastFigureTests : IDisposable
{
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Claims_are_judged_by_the_comparison_of_accuracies()
    {
        var found = tiny.Run();
        KernelTests.ShowsBothForms(found);
        var names = new List<string>();
        foreach (var dose in found.Doses)
            foreach (var ((ability, than), loss) in dose.Beyond.Where(b => b.Key.Ability != Ability.NonGrammar))
            {
                var claim = found.LowersAccuracy(ability, than, dose.Percent);
                names.Add(claim.Id);
                Assert.Equal(100 * loss.Accuracy.Value, claim.Estimate!.Value, 1e-12);
                Assert.Equal(loss.PValue, claim.Evidence!.PValue);
                Assert.Equal(
                    loss.Contrast is { } contrast ? 100 * contrast.Own.Value : null, claim.Evidence.Own?.Value);
                Assert.Equal(SmallestEffect.Accuracy, claim.Evidence.Smallest);
                Assert.Contains("margin", claim.Notes[0], StringComparison.Ordinal);
                var all = found.Mastered[ability].Paradigms.Count;
                Assert.Contains($"Judged on {all} of {all} paradigm", claim.Notes[1], StringComparison.Ordinal);
                Assert.Equal(
                    than.IsSearched, claim.Notes.Any(n => n.Contains("matched:", StringComparison.Ordinal)));
            }

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void All_claims_of_a_dose_are_one_list_and_each_is_data_of_its_own()
    {
        var found = tiny.Run();
        var list = found.Claims(5);
        Assert.Equal(
            found.LowersAccuracy(Ability.Blimp, Comparison.Untouched, 5) with { Notes = [] },
            list.Claims[0] with { Notes = [] });
        Assert.Equal(
            [
                "loss", "beyond-random", "beyond-perplexity-matched", "beyond-perplexity-matched-random",
                "beyond-mirror", "intact-under-random", "intact-under-perplexity-matched",
            ],
            list.Claims.Where(c => c.Id.StartsWith("blimp-", StringComparison.Ordinal))
                .Select(c => c.Id["blimp-".Length..^"-at-5".Length]));
        Assert.Equal(list.Claims.Count, list.Claims.Select(c => c.Id).Distinct().Count());
        Assert.All(list.Claims, c => Assert.Contains($"<b>Claim {c.Id}: ", list.ToHtml(), StringComparison.Ordinal));
        Assert.Equal(list.Claims.Count, list.ToString().Split('\n').Length);
        var data = JsonNode.Parse(KernelTests.Form(list, "application/vnd.negpreact.claim+json"))!.AsArray();
        Assert.Equal(list.Claims.Select(c => c.Id), data.Select(c => (string?)c!["id"]));
        Assert.All(data, c => Assert.Null(c!["compared"]));
    }

    [Fact]
    public void A_model_that_masters_no_paradigm_has_no_grammar_to_lose()
    {
        var found = tiny.Run(TinyGrammar.Settings with { Mastery = new() { At = 0 }, Percents = [5] });
        Assert.Equal(0, found.Mastered[Ability.Blimp].Count);
        Claim[] claims =
        [
            found.LowersAccuracy(Ability.Blimp, Control.RandomSets, 5),
            found.LeavesIntact(Ability.Tse, Control.RandomSets, 5),
            found.DissociatesTwice(Ability.Blimp, Control.PerplexityMatched, 5),
            found.Interacts(Ability.Tse, Control.PerplexityMatched, 5),
        ];
        Assert.All(claims, c => Assert.Equal((Verdict.CannotApply, null), (c.Verdict, c.Estimate)));
        Assert.Contains("masters 0 of 3 paradigms", claims[0].Notes[0], StringComparison.Ordinal);
        Assert.Equal(found.Settings.Comparisons.Count, found.AccuracyDrops(Ability.Blimp, 5).Numbers.Rows.Count);
    }

    [Theory]
    [InlineData(0.2, -0.3, 0.7, Verdict.Holds)] // less than a point, whatever it is
    [InlineData(0.9, 0.7, 1.2, Verdict.Undecided)]
    [InlineData(3, 2, 4, Verdict.DoesNotHold)]
    public void A_control_leaves_grammar_intact_that_costs_less_than_a_point(
        double loss, double low, double high, Verdict expected)
    {
        var found = tiny.Run();
        var own = found.Doses[0].Own.ToDictionary();
        var key = (Ability.Blimp, (Comparison)Control.RandomSets);
        own[key] = own[key] with { Accuracy = new(loss / 100, new Interval(low / 100, high / 100)) };
        found = found with { Doses = [found.Doses[0] with { Own = own }] };
        var claim = found.LeavesIntact(Ability.Blimp, Control.RandomSets, 5);
        Assert.Equal(expected, claim.Verdict);
        Assert.Equal(1 - loss, claim.Estimate!.Value, 1e-9);
        Assert.Equal("blimp-intact-under-random-at-5", claim.Id);
    }

    [Fact]
    public void A_dissociation_takes_the_worse_half()
    {
        var found = tiny.Run();
        var apart = found.Doses[1].Dissociations[(Ability.Blimp, Control.PerplexityMatchedRandom)];
        var claim = found.DissociatesTwice(Ability.Blimp, Control.PerplexityMatchedRandom, 20);
        Assert.Equal(Math.Max(apart.First.PValue, apart.Second.PValue), claim.Evidence!.PValue);
        Assert.Equal(
            100 * Math.Min(apart.First.Beyond.Value, apart.Second.Beyond.Value), claim.Estimate!.Value, 1e-12);
        Assert.Contains(claim.Notes, n => n.Contains("Relative rise of the error", StringComparison.Ordinal));
        Assert.Null(claim.Tests);
        Assert.Equal(
            PaperClaim.SparesOtherAbilities,
            found.DissociatesTwice(Ability.Blimp, Control.PerplexityMatched, 20).Tests);
        var interaction = found.Interacts(Ability.Blimp, Control.PerplexityMatched, 20);
        Assert.Null(interaction.Tests);
        Assert.Contains(
            "against variance-matched",
            Assert.Throws<NegPreactException>(() => (found with
            {
                Doses = [found.Doses[0] with { Dissociations = new Dictionary<(Ability, Comparison), Dissociation>() }],
            }).Interacts(Ability.Tse, Control.VarianceMatched, 5)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_and_tables_have_a_row_for_everything()
    {
        var found = tiny.Run();
        var all = found.Settings.Comparisons.Count;
        Assert.Equal(all, found.Perplexities(5).Numbers.Rows.Count);
        Assert.Equal(all, found.AccuracyDrops(Ability.Blimp, 5).Numbers.Rows.Count);
        Assert.Equal(all, found.MarginDrops(Ability.NonGrammar, 5).Numbers.Rows.Count);
        Assert.Equal(
            3 * 3,
            found.ByPhenomenon(Ability.Blimp, 20, Control.RandomSets, Control.PerplexityMatched).Numbers.Rows.Count);
        // untouched and target, random sets, matched random sets, ten others
        Assert.Equal(2 + 3 + 2 + 10, found.Conditions(20).Rows.Count);
        Assert.Equal(3 + 4, found.Matches(20).Rows.Count); // three score matches, two and two perplexity matches
        Assert.Equal(3 * all, found.Comparisons(20).Rows.Count);
        Assert.Equal(2, found.Phenomena(Ability.Blimp, 20, Control.RandomSets).Rows.Count);
        Assert.Equal(4, found.Room().Rows.Count);
        Assert.Equal(2 * (all - 1), found.Interactions(20).Rows.Count);
        Assert.Equal(3 * (all - 1), found.Halves(20).Rows.Count);
        Assert.Equal(2 * all, found.ErrorRises(20).Rows.Count);
        Assert.Equal(4, found.MasteredParadigms().Rows.Count);
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
