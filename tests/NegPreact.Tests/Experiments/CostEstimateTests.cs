namespace NegPreact.Tests.Experiments;

public sealed class CostEstimateTests : IDisposable
{
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Passes_are_those_that_the_experiments_make()
    {
        var doses = new DoseResponseSettings
        {
            Percents = [5, 20], Seeds = [1, 2, 3], WindowLength = 8, Ablations = Ablation.All,
        };
        var surprisal = new PosSurprisalSettings { Percents = [5], Seeds = [1, 2] };
        CostEstimate? cost = null;
        Traces.None(tiny.Model, () => cost = CostEstimate.Of(
            tiny.Model, TinyGrammar.Text, TinyGrammar.Battery, doses, TinyGrammar.Settings, surprisal));
        var (scores, perplexity, grammar, words) = (cost!.Parts[0], cost.Parts[1], cost.Parts[2], cost.Parts[3]);
        Assert.Equal((1, 0), (scores.TextPasses, scores.PairPasses));
        // untouched, no MLP at all; then ablation by ablation the target and the random sets
        Assert.Equal(2 + (2 * 5 * (1 + 3)), perplexity.TextPasses);
        // untouched; then the target, 3 random sets, 2 matched random ones and 10 other controls
        Assert.Equal(1 + (2 * (1 + 15)), grammar.PairPasses);
        Assert.True(grammar.TextPasses > grammar.PairPasses && words.TextPasses > 1 + 1 + 2); // searches on top
        Assert.All(cost.Parts, p => Assert.True(p.Seconds > 0));
        Assert.Equal(cost.Parts.Sum(p => p.Seconds), cost.Seconds, 1e-9);
        Assert.Equal(TinyGrammar.Text.Windows(tiny.Model.Tokenizer, 8).Count * 8, cost.Tokens);
        Assert.Equal(TinyGrammar.Battery.Blimp.Pairs.Count + TinyGrammar.Battery.Tse.Pairs.Count, cost.Pairs);
        Assert.Equal(tiny.Model.Network.WeightBytes, cost.WeightBytes);
        // untouched, target, three random sets
        Assert.Equal(2 + 3, cost.Verdicts[0].TextPasses);
        Assert.All(cost.Verdicts, v => Assert.InRange(v.Seconds, 0, cost.Seconds));
        Assert.Equal(cost.Verdicts.Select(v => v.Name), cost.VerdictTable().Rows.Select(r => (string)r[0]!));
        Assert.Equal(["every neuron's scores", "perplexity under each ablation", "grammar, target and controls",
            "surprisal by part of speech", "all"], cost.Table().Rows.Select(r => r[0]));
    }
}
