using System.Text.Json;
using NegPreact.Results;
using NegPreact.Sweeps;
using NegPreact.Tests.Experiments;

namespace NegPreact.Tests.Controls;

/// <summary>What claims, plans and stored results call the controls, and what each record makes.</summary>
public sealed class ControlVocabularyTests : IDisposable
{
    private readonly TinyGrammar tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Ids_in_claims_and_plans_are_the_old_ones()
    {
        Assert.Equal(
            [
                "untouched", "random", "random-elsewhere", "lowest-distance", "perplexity-matched",
                "perplexity-matched-random", "frequency-matched", "variance-matched", "mirror",
            ],
            Comparison.All.Select(c => c.Id));
        Assert.Equal(
            [
                "Top", "Random", "RandomElsewhere", "LowestDistance", "PerplexityMatched", "PerplexityMatchedRandom",
                "FrequencyMatched", "VarianceMatched",
            ],
            Selection.All.Select(s => s.Id));
    }

    [Fact]
    public void Each_kind_is_listed_once_and_says_what_it_is()
    {
        var kinds = typeof(Comparison).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Comparison)) && !t.IsAbstract);
        Assert.Equal(kinds.Select(t => t.Name).Order(), Comparison.All.Select(c => c.GetType().Name).Order());
        foreach (var text in (Func<Comparison, string>[])[c => c.Id, c => c.Name, c => c.Neurons, c => c.MoreThan])
            Assert.Equal(Comparison.All.Count, Comparison.All.Select(text).Distinct().Count());
        Assert.All(Comparison.All, c => Assert.NotEmpty(c.RulesOut));
        Assert.Equal(
            ["random", "random-elsewhere", "perplexity-matched-random"],
            Comparison.All.Where(c => c.IsDrawn).Select(c => c.Id));
        Assert.Equal(
            ["perplexity-matched", "perplexity-matched-random"],
            Comparison.All.Where(c => c.IsSearched).Select(c => c.Id));
        Assert.Equal(
            ["untouched", "random", "perplexity-matched"],
            Comparison.All.Where(c => c.PaperSection is not null).Select(c => c.Id));
    }

    [Fact]
    public void In_JSON_they_go_by_their_ids_and_others_are_refused_with_the_list()
    {
        foreach (var comparison in Comparison.All)
        {
            var json = JsonSerializer.Serialize(comparison, CanonicalJson.Options);
            Assert.Equal($"\"{comparison.Id}\"", json);
            Assert.Same(comparison, JsonSerializer.Deserialize<Comparison>(json, CanonicalJson.Options));
        }

        foreach (var selection in Selection.All)
            Assert.Equal(
                selection,
                JsonSerializer.Deserialize<Selection>(
                    JsonSerializer.Serialize(selection, CanonicalJson.Options), CanonicalJson.Options));
        Assert.Contains(
            "\"Mirror\" is no choice of neurons; there are Top, Random",
            Assert.Throws<JsonException>(
                () => JsonSerializer.Deserialize<Selection>("\"Mirror\"", CanonicalJson.Options)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_does_to_other_neurons_what_is_done_to_the_target()
    {
        var neurons = NeuronSet.Top(tiny.Scores, 10);
        foreach (var ablation in (Ablation[])[Ablation.ZeroNegative, Ablation.SignFlip])
            foreach (var control in Control.All)
            {
                var source = tiny.Source(neurons)
                    with { Target = new(neurons, ablation), Match = new() { WindowLength = 8 } };
                var set = control.Draw(source, seed: 3);
                Assert.Equal((control, ablation), (set.Of, set.Intervention.Ablation));
                for (var layer = 0; control != Control.RandomSets && layer < neurons.LayerCounts.Count; layer++)
                    Assert.Empty(set.Neurons[layer].Intersect(neurons[layer]));
                if (!control.IsSearched)
                    Assert.Equal(neurons.LayerCounts, set.Neurons.LayerCounts);
                Assert.Equal(control.IsSearched, set.Match is PerplexityMatch);
                Assert.Equal(set.Neurons, control.Draw(source, seed: 3).Neurons);
                Assert.Equal(
                    !control.IsDrawn, control.Draw(source, seed: 4).Neurons.Provenance == set.Neurons.Provenance);
                Assert.StartsWith(control.Name + ": ", set.ToString(), StringComparison.Ordinal);
                Assert.Equal((set.Intervention, set.Match?.GetType()), Of(control, source));
            }

        static (Intervention, Type?) Of(Selection selection, ControlSource source)
        {
            var (intervention, match) = selection.Draw(source, seed: 3);
            return (intervention, match?.GetType());
        }
    }

    [Fact]
    public void The_untouched_model_the_mirror_and_the_target_need_no_other_neurons()
    {
        var source = tiny.Source(NeuronSet.All(tiny.Model.IntermediateSizes));
        Assert.Equal(new ControlSet(Comparison.Untouched, Intervention.None), Comparison.Untouched.Draw(source));
        Assert.Equal("untouched model", Comparison.Untouched.Draw(source).ToString());
        Assert.Equal(
            new ControlSet(Comparison.PositiveMirror, new(source.Target.Neurons, Ablation.ZeroPositive)),
            Comparison.PositiveMirror.Draw(source));
        Assert.Equal((source.Target, null), Selection.Target.Draw(source));
    }

    [Fact]
    public void Every_comparison_is_told_in_a_table()
    {
        var found = tiny.Run(TinyGrammar.Settings with { Percents = [20] });
        Assert.Equal(
            ["highest Wasserstein distance", .. Comparison.All.Select(c => c.Name)],
            found.Compared().Rows.Select(r => (string)r[0]!));
    }

    [Fact]
    public void The_keys_of_a_sweep_are_the_old_ones()
    {
        using var folder = new TemporaryFolder();
        var plan = SweepPlan.Load(folder.Write("plan.json", """
            {
              "models": ["a"], "percents": [1], "seeds": [2], "ablations": ["ZeroNegative", "SignFlip"],
              "neurons": [
                "Top", "Random", "LowestDistance", "PerplexityMatched", "PerplexityMatchedRandom", "FrequencyMatched",
                "VarianceMatched"
              ],
              "tasks": [{"measure": "Perplexity"}]
            }
            """));
        var manifest = SweepManifest.Of(
            plan, new Dictionary<string, SweepModel> { ["a"] = new("w", "c", "t") }, "text", [null]) with
        {
            Methods = new Dictionary<string, int> { ["test"] = 1 },
        };
        Assert.Equal(
            Golden,
            plan.Units()
                .Select(u => ResultStore.Key(new ResultKind("sweep units", 1), manifest.Specification(u))[..16]));
    }

    // The beginnings of the keys of the untouched model's unit, and of each choice of neurons under two ablations.
    private static string[] Golden =>
    [
        "e6b3af77bfe68bf1", "afca62c306e25336", "ed3b25155b577f28", "6e302c4c11e6e14f", "7a4dadde1618d4ab",
        "ce76914adedbc70b",
        "5fde90bb2b2a78a2", "88689aa68b1b477a", "804f7b9e589c6e66", "f501c9fab6d57c51", "98935ca3a8e3e7f1",
        "9688526b15576812",
        "7ad01ec94c9a7bcf", "4c70e96dd536ff23", "e6f401200dd0db68",
    ];
}
