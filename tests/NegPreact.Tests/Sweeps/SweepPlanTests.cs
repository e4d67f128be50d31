using NegPreact.Sweeps;

namespace NegPreact.Tests.Sweeps;

public sealed class SweepPlanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Units_are_the_cross_product_and_seeds_multiply_only_what_is_drawn()
    {
        var plan = SweepPlan.Load(folder.Write("plan.json", """
            {
              "models": ["a", "b"],
              "revisions": ["step1", "step2"],
              "neurons": ["Top", "Random", "PerplexityMatchedRandom"],
              "percents": [1, 5],
              "ablations": ["ZeroNegative", "SignFlip"],
              "seeds": [1, 2, 3],
              "tasks": [{"measure": "Perplexity"}, {"measure": "Questions", "path": "q.jsonl"}]
            }
            """));
        var units = plan.Units();
        Assert.Equal(2 * 2 * (1 + (2 * 2 * (1 + 3 + 3))) * 2, units.Count);
        Assert.Equal(units, units.Distinct());
        Assert.Equal(units, plan.Units());
        Assert.All(units.Where(u => u.Neurons == Selection.Target), u => Assert.Null(u.Seed));
        Assert.Equal(8, units.Count(u => u.Neurons is null));
        Assert.Equal(["a@step1", "a@step2", "b@step1", "b@step2"], units.Select(u => u.Checkpoint).Distinct());
        Assert.Equal(
            "a@step1, Random 5 %, SignFlip, seed 3, perplexity",
            units
                .First(u => (u.Neurons, u.Percent, u.Ablation, u.Seed) == (Control.RandomSets, 5, Ablation.SignFlip, 3))
                .ToString());
    }

    [Theory]
    [InlineData("all", "")]
    [InlineData("early", "0-1")]
    [InlineData("late", "2-4")]
    [InlineData("each", "0 1 2 3 4")]
    [InlineData("cumulative", "0 0-1 0-2 0-3  1-4 2-4 3-4 4")] // all at once in the middle
    [InlineData("3", "3")]
    [InlineData("1-3", "1-3")]
    [InlineData("0-4", "")]
    [InlineData("late\", \"2-4\", \"each\", \"4", "2-4 0 1 2 3 4")]
    public void Layers_are_named_by_words_and_numbers(string named, string layers)
    {
        var plan = SweepPlan.Load(folder.Write("plan.json", $$"""
            {"models": ["m"], "neurons": ["Top"], "layers": ["{{named}}"], "tasks": [{"measure": "Perplexity"}]}
            """));
        var units = plan.Units(_ => 5);
        Assert.Equal(layers.Split(' '), units.Skip(1).Select(u => $"{u.Layers}"));
        Assert.Equal(units, units.Distinct());
        Assert.Null(units[0].Layers);
        Assert.Equal("m, Top 1 %, ZeroNegative" + (layers.Length == 0 ? "" : $", layers {layers.Split(' ')[0]}")
            + ", perplexity", $"{units[1]}");
    }

    [Fact]
    public void A_layer_that_a_model_does_not_have_is_named()
    {
        var plan = SweepPlan.Load(folder.Write("plan.json", """
            {"models": ["m"], "neurons": ["Top"], "layers": ["late", "3-7"], "tasks": [{"measure": "Perplexity"}]}
            """));
        Assert.Contains("3-7, but m has layers 0 to 5", Assert.Throws<NegPreactException>(
            () => plan.Units(_ => 6)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_documented_plan_can_be_read()
    {
        var plan = SweepPlan.Load(Path.Combine(SharedData.Repository, "docs", "sweep.json"));
        Assert.NotEmpty(plan.Neurons);
        Assert.Equal(Enum.GetValues<SweepMeasure>(), plan.Tasks.Select(t => t.Measure).Distinct().Order());
    }

    [Theory]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Perplexity"}],""" + "\n" + """ "ablation": ["ZeroBoth"]}""", "line 2", "\"ablation\" is not a field", "ablations")]
    [InlineData("""{"models": ["m"],""" + "\n\n" + """ "tasks": [{"measure": "Pairs", "pfad": "p"}]}""", "line 3", "\"pfad\" is not a field", "path")]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Poetry"}]}""", "line 1", "measure")]
    [InlineData("""{"models": ["m"], "neurons": ["Best"], "tasks": [{"measure": "Perplexity"}]}""", "line 1", "neurons[0]")]
    [InlineData("""{"models": ["m"], "models": ["n"], "tasks": [{"measure": "Perplexity"}]}""", "line 1", "models")]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Perplexity"}]""", "line 1")]
    [InlineData("""{"tasks": [{"measure": "Perplexity"}]}""", "models")]
    [InlineData("null", "holds no plan")]
    [InlineData("""{"models": [], "tasks": [{"measure": "Perplexity"}]}""", "\"models\" is empty")]
    [InlineData("""{"models": ["m"], "tasks": []}""", "\"tasks\" is empty")]
    [InlineData("""{"models": ["m", "m"], "tasks": [{"measure": "Perplexity"}]}""", "m twice")]
    [InlineData("""{"models": ["m"], "percents": [1, 101], "tasks": [{"measure": "Perplexity"}]}""", "101 %")]
    [InlineData("""{"models": ["m"], "percents": [0], "tasks": [{"measure": "Perplexity"}]}""", "0 %")]
    [InlineData("""{"models": ["m"], "layers": ["first"], "tasks": [{"measure": "Perplexity"}]}""", "has \"first\"", "early")]
    [InlineData("""{"models": ["m"], "layers": ["4-2"], "tasks": [{"measure": "Perplexity"}]}""", "has \"4-2\"")]
    [InlineData("""{"models": ["m"], "layers": ["each", "each"], "tasks": [{"measure": "Perplexity"}]}""", "each twice")]
    [InlineData("""{"models": ["m"], "windowLength": 1, "tasks": [{"measure": "Perplexity"}]}""", "windows of 1")]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Pairs"}]}""", "has no \"path\"")]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Perplexity", "path": "p"}]}""", "no further fields")]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Questions", "path": "q", "suite": "s"}]}""", "for pairs")]
    [InlineData("""{"models": ["m"], "tasks": [{"measure": "Pairs", "path": "p", "most": 0}]}""", "at most 0")]
    public void A_wrong_plan_is_refused_in_one_sentence(string text, params string[] parts)
    {
        var path = folder.Write("plan.json", text);
        var message = Assert.Throws<NegPreactException>(() => SweepPlan.Load(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_plan_is_named() =>
        Assert.Contains("missing.json", Assert.Throws<NegPreactException>(
        () => SweepPlan.Load(folder.File("missing.json"))).Message, StringComparison.Ordinal);
}
