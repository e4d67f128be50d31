using NegPreact.Tests.Figures;
using static TorchSharp.torch;

namespace NegPreact.Tests.Experiments;

public sealed class GrammarContrastTests : IDisposable
{
    private static readonly Ability[] Abilities = Enum.GetValues<Ability>();
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Two_runs_of_one_seed_give_the_same_numbers()
    {
        var (first, second) = (tiny.Run(), tiny.Run());
        foreach (var (a, b) in first.Doses.Zip(second.Doses))
        {
            Assert.Equal(Numbers(a.Own), Numbers(b.Own));
            Assert.Equal(Numbers(a.Beyond), Numbers(b.Beyond));
            Assert.Equal(a.Dissociations, b.Dissociations);
            Assert.Equal(a.MarginDissociations, b.MarginDissociations);
            foreach (var than in a.Controls.Keys)
                Assert.Equal(
                    a.Controls[than].Select(c => c.Control!.Neurons), b.Controls[than].Select(c => c.Control!.Neurons));
        }

        Assert.NotEqual(
            Numbers(first.Doses[0].Own), Numbers(tiny.Run(TinyGrammar.Settings with { Seed = 2 }).Doses[0].Own));
    }

    [Fact]
    public void Every_condition_is_what_an_ablation_by_hand_gives()
    {
        var found = tiny.Run();
        Is(found, found.Untouched, Intervention.None);
        foreach (var dose in found.Doses)
        {
            var target = NeuronSet.Top(tiny.Scores, dose.Percent);
            Assert.Equal(target, dose.Neurons);
            Is(found, dose.Target, new(target, Ablation.ZeroNegative));
            // all but the untouched model and, as random sets are there, random sets elsewhere
            Assert.Equal(Comparison.All.Count - 2, dose.Controls.Count);
            Assert.Equal(3, dose.Controls[Control.RandomSets].Count);
            Assert.Equal(2, dose.Controls[Control.PerplexityMatchedRandom].Count);
            Is(found, dose.Controls[Control.RandomSets][1],
                new(NeuronSet.Random(target, seed: 2), Ablation.ZeroNegative));
            Is(found, dose.Controls[Comparison.PositiveMirror][0], new(target, Ablation.ZeroPositive));
            foreach (var condition in dose.Controls.Values.SelectMany(c => c))
                Is(found, condition, condition.Control!.Intervention);
        }
    }

    [Fact]
    public void Losses_are_differences_of_accuracies_and_mean_margins()
    {
        var found = tiny.Run();
        foreach (var dose in found.Doses)
            foreach (var ability in Abilities)
                foreach (var (than, conditions) in dose.Controls.Append(new(Comparison.Untouched, [found.Untouched])))
                {
                    double Accuracy(GrammarCondition c) => c.Scores[ability].Right.Average(r => r ? 1.0 : 0);
                    double Margin(GrammarCondition c) => c.Scores[ability].Margins.Average();
                    var beyond = dose.Beyond[(ability, than)];
                    Assert.Equal(conditions.Average(Accuracy) - Accuracy(dose.Target), beyond.Accuracy.Value, 1e-12);
                    Assert.Equal(conditions.Average(Margin) - Margin(dose.Target), beyond.Margin.Value, 1e-12);
                    Assert.Equal(found.Untouched.Scores[ability].Groups.Select(g => g.Name),
                        beyond.Groups.Select(g => g.Name));
                    Assert.Equal(
                        beyond.Groups.Sum(g => g.Accuracy.Value * g.Items) / beyond.Groups.Sum(g => g.Items),
                        beyond.Accuracy.Value, 1e-12);
                    Assert.All(beyond.Groups, g => Assert.InRange(g.AdjustedPValue!.Value, g.PValue!.Value, 1));
                    Assert.Equal(than == Comparison.Untouched, beyond.Contrast is null);
                    Assert.Equal(than == Comparison.Untouched ? 0 : conditions.Count, beyond.Contrast?.Sets ?? 0);
                    if (than != Comparison.Untouched)
                        Assert.Equal(
                            Accuracy(found.Untouched) - conditions.Average(Accuracy),
                            dose.Own[(ability, than)].Accuracy.Value, 1e-12);
                }
    }

    [Fact]
    public void A_dissociation_is_made_of_the_two_losses()
    {
        var dose = tiny.Run().Doses[1];
        Assert.Equal(2 * dose.Controls.Count, dose.Dissociations.Count);
        foreach (var ((grammar, than), apart) in dose.Dissociations)
        {
            var other = dose.Beyond[(Ability.NonGrammar, than)].Accuracy.Value;
            Assert.Equal(dose.Beyond[(grammar, than)].Accuracy, apart.First.Beyond);
            Assert.Equal(other, -apart.Second.Beyond.Value, 1e-12);
            Assert.Equal(apart.First.Beyond.Value - other, apart.Interaction.Beyond.Value, 1e-12);
            Assert.Equal(dose.Own[(Ability.NonGrammar, than)].Accuracy.Value, apart.Second.Own.Value, 1e-12);
            Assert.Equal(dose.Beyond[(grammar, Comparison.Untouched)].Accuracy, apart.Interaction.Own);
        }
    }

    [Fact]
    public void Without_tasks_there_is_no_dissociation_and_only_the_comparisons_asked_for_are_run()
    {
        var settings = TinyGrammar.Settings with { Comparisons = [Control.RandomSets], Percents = [5] };
        var found = GrammarContrast.Run(
            new MeasuringCache(tiny.Model, cancellation: TestContext.Current.CancellationToken), TinyGrammar.Text,
            tiny.Scores, TinyGrammar.Battery.PairsOnly, settings);
        var dose = Assert.Single(found.Doses);
        Assert.Equal([Control.RandomSets], dose.Controls.Keys);
        Assert.Empty(dose.Dissociations);
        Assert.DoesNotContain(Ability.NonGrammar, found.Untouched.Scores.Keys);
        Assert.Contains("5", Assert.Throws<NegPreactException>(() => found.At(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_perplexity_ratio_is_that_of_the_window_losses()
    {
        var found = tiny.Run();
        var random = found.Doses[0].Controls[Control.RandomSets];
        var expected = Math.Exp(random.Average(c => c.Perplexity.MeanLoss) - found.Untouched.Perplexity.MeanLoss);
        var ratio = found.PerplexityRatio(random);
        Assert.Equal(expected, ratio.Value, 1e-12);
        Assert.InRange(ratio.Value, ratio.Interval.Low, ratio.Interval.High);
    }

    [Fact]
    public void The_other_ablations_agree_with_a_comparison_of_pairs()
    {
        var neurons = NeuronSet.Top(tiny.Scores, 20);
        var found = GrammarByAblation.Run(
            new MeasuringCache(tiny.Model, cancellation: TestContext.Current.CancellationToken), neurons,
            TinyGrammar.Battery, TinyGrammar.Settings);
        KernelTests.ShowsBothForms(found);
        Assert.Equal(2 * Ablation.All.Count, found.Drops.Count);
        var scored = found.Mastered[Ability.Blimp].Scored;
        var before = Pairs(scored, ScoringConvention.PaperBlimp);
        foreach (var ablation in Ablation.All)
            using (tiny.Model.Ablate(neurons, ablation))
            {
                var compared = PairComparison.Of(
                    before, Pairs(scored, ScoringConvention.PaperBlimp), seed: 1, resamples: 10);
                var loss = found.Drops[(Ability.Blimp, ablation)];
                Assert.Equal(-compared.Overall.Change.Value, loss.Accuracy.Value, 1e-12);
                Assert.Equal(compared.ByPhenomenon.Select(p => -p.Change.Value),
                    loss.Groups.Select(g => g.Accuracy.Value), (a, b) => Math.Abs(a - b) < 1e-12);
            }
    }

    [Fact]
    public void It_leaves_no_tensor_and_no_hook_behind_also_when_cancelled()
    {
        var before = Tensor.TotalCount;
        tiny.Run();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => tiny.Run(cancellation: stop.Token));
        Assert.Equal(before, Tensor.TotalCount);
        Assert.All(tiny.Model.Network.Mlps, site => Assert.Equal(0, site.HookCount));
    }

    [Fact]
    public void A_quick_run_is_smaller_and_says_so()
    {
        var quick = new GrammarContrastSettings().Quicker();
        Assert.True(quick.Quick);
        Assert.False(new GrammarContrastSettings().Quick);
        Assert.Equal(10, quick.Seeds.Count);
        Assert.Equal(SetContrast.RankedSets, new GrammarContrastSettings().Seeds.Count);
        Assert.Equal(new GrammarContrastSettings().Percents, quick.Percents);
        Assert.Equal(10, quick.PairsPerParadigm);
    }

    private static List<double> Numbers(IReadOnlyDictionary<(Ability Ability, Comparison Than), ScoreDrop> losses) =>
        [.. losses.Values.SelectMany(l => l.Groups.SelectMany(g => Ends(g.Accuracy).Append(g.PValue ?? 0))
        .Concat(Ends(l.Accuracy)).Concat(Ends(l.Margin)))];

    private static IEnumerable<double> Ends(Estimate e) => [e.Value, e.Interval.Low, e.Interval.High];

    private void Is(GrammarContrastResult found, GrammarCondition condition, Intervention intervention)
    {
        using var scope = tiny.Model.Apply(intervention);
        Assert.Equal(Perplexity.Of(tiny.Model, TinyGrammar.Text, 8, TestContext.Current.CancellationToken).Value,
            condition.Perplexity.Value, 1e-9);
        Equal(Pairs(found.Mastered[Ability.Blimp].Scored, ScoringConvention.PaperBlimp),
            condition.Scores[Ability.Blimp]);
        Equal(Pairs(found.Mastered[Ability.Tse].Scored, ScoringConvention.PaperTse), condition.Scores[Ability.Tse]);
        var task = TaskScore.Of(
            tiny.Model, TinyGrammar.Battery.Tasks[0], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(task.Correct(), condition.Scores[Ability.NonGrammar].Right);
        Assert.Equal(
            task.Outcomes.Select(o => o.Options[0].LogProbability - o.Options[1].LogProbability),
            condition.Scores[Ability.NonGrammar].Margins);
    }

    private static void Equal(PairScores expected, ItemScores actual)
    {
        Assert.Equal(expected.Margins, actual.Margins);
        Assert.Equal(expected.Right, actual.Right);
        Assert.Equal(expected.Overall.Accuracy, actual.Accuracy);
        Assert.Equal(expected.Overall.MedianMargin, actual.MedianMargin);
        foreach (var (phenomenon, group) in expected.ByPhenomenon.Zip(actual.Groups))
        {
            Assert.Equal((phenomenon.Name, phenomenon.Pairs), (group.Name, group.Items.Count()));
            Assert.Equal(phenomenon.Accuracy, actual.AccuracyIn(group));
            Assert.Equal(phenomenon.MedianMargin, actual.MedianMarginIn(group));
        }
    }

    private PairScores Pairs(PairSuite suite, ScoringConvention convention) =>
        PairScores.Measure(tiny.Model, suite, convention, TestContext.Current.CancellationToken);
}
