using NegPreact.Results;
using NegPreact.Sweeps;

namespace NegPreact.Tests.Sweeps;

public sealed class SweepTests : IDisposable
{
    private readonly TinySweep tiny = new();
    private readonly List<string> told = [];

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void Every_unit_is_what_an_ablation_by_hand_gives()
    {
        var report = tiny.Run(tiny.Small, "out");
        var units = SweepPlan.Load(tiny.Small).Units();
        Assert.Equal(new SweepReport(units.Count, units.Count, 0, units.Count), report with { Layers = LayerUse.None });
        var rows = Rows("out");
        Assert.Equal(units.Count, rows.Count);

        using var model = LanguageModel.Load(tiny.Model);
        var corpus = Corpus.Load(tiny.File("text.txt"));
        var target = NeuronSet.Top(
            NeuronScores.Measure(model, corpus, new NeuronScoreSettings { WindowLength = 8 }), 20);
        Assert.Equal(Perplexity.Of(model, corpus, 8).Value, Value("", "", ""), 1e-12);
        using (model.Ablate(target, Ablation.ZeroNegative))
            Assert.Equal(Perplexity.Of(model, corpus, 8).Value, Value("Top", "20", ""), 1e-12);
        using (model.Ablate(NeuronSet.Random(target, 2), Ablation.ZeroNegative))
            Assert.Equal(Perplexity.Of(model, corpus, 8).Value, Value("Random", "20", "2"), 1e-12);
        Assert.All(rows, r => Assert.Equal(model.WeightsSha256, r["weights_sha256"]));
        Assert.All(rows.Where(r => r["measure"] == "Pairs"), r => Assert.Equal("4", r["items"]));
        Assert.All(
            rows.Where(r => r["measure"] == "Questions"), r => Assert.Equal("nats per answer", r["margin_unit"]));

        double Value(string neurons, string percent, string seed) => double.Parse(
            rows.Single(r => r["measure"] == "Perplexity" && r["neurons"] == neurons
            && r["percent_of_layer"] == percent && r["seed"] == seed)["perplexity"]);
    }

    [Fact]
    public void All_kinds_of_neurons_and_ablations_can_be_swept()
    {
        var plan = tiny.Plan(
            $""" "neurons": [{Names(Selection.All)}], "ablations": [{Names(Ablation.All)}], "percents": [10] """);
        Assert.Equal(SweepPlan.Load(plan).Units().Count, tiny.Run(plan, "out").Present);
        var rows = Rows("out");
        Assert.All(rows, r => Assert.Equal(
            r["neurons"].StartsWith("PerplexityMatched", StringComparison.Ordinal), r["match_reached"].Length > 0));
        Assert.Equal(rows.Count, rows.Select(r => r["key"]).Distinct().Count());

        static string Names<T>(IEnumerable<T> all) => string.Join(", ", all.Select(one => $"\"{one}\""));
    }

    [Fact]
    public void Layers_below_an_ablation_are_run_once_and_the_report_says_how_many_were_saved()
    {
        var plan = tiny.Plan(
            $""" "neurons": ["Top", "Random", "PerplexityMatched"], "percents": [20], "layers": ["each", "all"] """);
        var report = tiny.Run(plan, "out");
        Assert.InRange(report.Layers.Saved, 1, report.Layers.Run);
        Assert.EndsWith($"{report.Layers}", $"{report}", StringComparison.Ordinal);
        var rows = Rows("out");
        Assert.Equal(3 * (1 + (3 * 3)), rows.Count);
        Assert.Equal(rows.Count, rows.Select(r => r["key"]).Distinct().Count());

        using var model = LanguageModel.Load(tiny.Model);
        var corpus = Corpus.Load(tiny.File("text.txt"));
        var target = NeuronSet.Top(
            NeuronScores.Measure(model, corpus, new NeuronScoreSettings { WindowLength = 8 }), 20);
        foreach (var (layers, neurons) in new[] { ("0", target.Only(0)), ("1", target.Only(1)), ("all", target) })
        {
            using (model.Ablate(neurons, Ablation.ZeroNegative))
                Assert.Equal(Perplexity.Of(model, corpus, 8).Value, Value("Top", layers));
            using (model.Ablate(NeuronSet.Random(neurons, 1), Ablation.ZeroNegative))
                Assert.Equal(Perplexity.Of(model, corpus, 8).Value, Value("Random", layers));
        }

        // A match stays in the layers that are asked for.
        Assert.All(
            rows.Where(r => (r["neurons"], r["layers"]) == ("PerplexityMatched", "1")),
            r => Assert.StartsWith("0+", r["neurons_by_layer"], StringComparison.Ordinal));
        Assert.Equal(0, tiny.Run(tiny.Plan(""" "neurons": ["Top"], "layers": ["early"] """), "early").Layers.Saved);
        Assert.Equal(0, tiny.Run(tiny.Small, "whole").Layers.Saved);

        double Value(string neurons, string layers) => double.Parse(
            rows.Single(r => (r["measure"], r["neurons"], r["layers"]) == ("Perplexity", neurons, layers))[
                "perplexity"]);
    }

    [Fact]
    public void A_condition_has_one_key_whatever_else_the_plan_ablates()
    {
        tiny.Run(tiny.Plan(""" "neurons": ["Top"], "percents": [20] """), "plain");
        tiny.Run(tiny.Plan(""" "neurons": ["Top"], "percents": [20], "layers": ["late", "all"] """), "layers");
        Assert.Subset(
            Rows("layers").Select(r => r["key"]).ToHashSet(), Rows("plain").Select(r => r["key"]).ToHashSet());
    }

    [Fact]
    public void What_a_plan_will_cost_is_said_before_anything_is_written()
    {
        var plan = tiny.Plan(
            """ "neurons": ["Random", "PerplexityMatched"], "percents": [20], "seeds": [1, 2], "layers": ["late"] """);
        var costs = Costs();
        Assert.False(Directory.Exists(tiny.File("out")));
        Assert.Equal(3 * 3, costs.Count);
        var (untouched, random, matched) = (costs[0], costs[3], costs[6]);
        Assert.Equal((1, 1, 0.0), (untouched.Units, untouched.Passes, untouched.SavedShare));
        Assert.Equal((2, 2, 0.5), (random.Units, random.Passes, random.SavedShare));
        Assert.Equal(2 * untouched.Tokens, random.Tokens);
        Assert.True(matched.Passes > 2 && matched.Tokens == matched.Passes * untouched.Tokens);
        Assert.Equal((1, 1), (costs[7].Units, costs[7].Passes)); // the match is there by then
        Assert.All(costs, c => Assert.True(c.Seconds > 0));
        Assert.Equal(costs.Count + 2, SweepCost.Table(costs).Split('\n').Length);

        tiny.Run(plan, "out");
        Assert.All(Costs(), c => Assert.Equal((c.Units, 0, 0, 0), (c.Present, c.Passes, c.Tokens, c.Seconds)));

        IReadOnlyList<SweepCost> Costs() => Sweep.Open(
            plan, tiny.File("out"), measurements: ResultStore.Open(tiny.File("measurements")), tell: Assert.Fail)
            .Costs(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_second_run_measures_nothing_and_a_fresh_one_everything()
    {
        var first = tiny.Run(tiny.Small, "out");
        var table = tiny.Table("out");
        Assert.Equal(
            first with { Read = first.Measured, Measured = 0, Layers = LayerUse.None }, tiny.Run(tiny.Small, "out"));
        // What units share is read from the store, so nothing is run.
        Assert.Equal(first with { Layers = LayerUse.None }, tiny.Run(tiny.Small, "out", fresh: true));
        Assert.Equal(table, tiny.Table("out"));
    }

    [Fact]
    public void Parts_run_apart_and_merged_in_any_order_give_the_bytes_of_the_whole()
    {
        var whole = tiny.Run(tiny.Small, "whole");
        var parts = Enumerable.Range(1, 4).Select(i => tiny.Run(tiny.Small, $"part{i}", i, 4)).ToList();
        Assert.Equal(whole.Measured, parts.Sum(p => p.Measured));
        Assert.All(parts, p => Assert.InRange(p.Measured, 1, whole.Measured / 3));
        // Units that two folders have were measured at two times.
        tiny.Run(tiny.Small, "part4", 1, 4);

        foreach (var (name, order) in new[] { ("one", new[] { 1, 2, 3, 4 }), ("two", [4, 2, 1, 3]) })
            Assert.Equal(whole.Units,
                SweepMerge.Run([.. order.Select(i => tiny.File($"part{i}"))], tiny.File(name), Assert.Fail).Present);
        Assert.Equal(tiny.Table("whole"), tiny.Table("one"));
        Assert.Equal(tiny.Table("whole"), tiny.Table("two"));
        Assert.Equal(Files("one"), Files("two"));
        Assert.Equal(File.ReadAllBytes(Path.Combine(tiny.File("whole"), "manifest.json")),
            File.ReadAllBytes(Path.Combine(tiny.File("one"), "manifest.json")));
        Assert.Equal(0, tiny.Run(tiny.Small, "one").Measured);
    }

    [Fact]
    public void Damaged_foreign_and_exchanged_units_are_told_of_and_measured_again()
    {
        tiny.Run(tiny.Small, "out");
        var table = tiny.Table("out");
        var units = tiny.Units("out").Order(StringComparer.Ordinal).ToList();
        File.WriteAllText(units[0], File.ReadAllText(units[0])[..100]);
        File.WriteAllText(
            units[1], File.ReadAllText(units[1]).Replace("\"values\":[", "\"values\":[0.5,", StringComparison.Ordinal));
        File.Copy(units[3], units[2], overwrite: true);
        File.Delete(units[4]);
        var report = tiny.Run(tiny.Small, "out", tell: told.Add);
        Assert.Equal((units.Count - 4, 4), (report.Read, report.Measured));
        Assert.Equal(3, told.Count);
        Assert.Equal(table, tiny.Table("out"));
    }

    [Fact]
    public void A_merger_leaves_out_what_is_damaged_and_says_so()
    {
        tiny.Run(tiny.Small, "out");
        var unit = tiny.Units("out").Order(StringComparer.Ordinal).First();
        File.WriteAllText(unit, "");
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(unit)!, "foreign.json"), "{}");
        var merged = SweepMerge.Run([tiny.File("out")], tiny.File("merged"), told.Add);
        Assert.Equal(merged.Units - 1, merged.Present);
        Assert.Contains(
            told, t => t.Contains(unit, StringComparison.Ordinal) && t.Contains("left out", StringComparison.Ordinal));
        Assert.Contains(told, t => t.StartsWith("foreign in ", StringComparison.Ordinal));
    }

    [Fact]
    public void Different_sweeps_are_never_mixed()
    {
        tiny.Run(tiny.Small, "out");
        var other = tiny.Plan(""" "neurons": ["Top"] """, "other.json");
        Refused(() => tiny.Run(other, "out"), "not of the same plan");
        tiny.Run(other, "other");
        Refused(() => SweepMerge.Run([tiny.File("out"), tiny.File("other")], tiny.File("merged")),
            "not of the same plan");
        Assert.False(Directory.Exists(tiny.File("merged")));

        File.AppendAllText(tiny.File("text.txt"), " the dog runs.");
        Refused(() => tiny.Run(tiny.Small, "out"), "not of the same text or items");
        File.WriteAllText(
            Path.Combine(tiny.Model, "config.json"), File.ReadAllText(Path.Combine(tiny.Model, "config.json")) + " ");
        Refused(() => tiny.Run(tiny.Small, "out"), tiny.Model);

        var manifest = Path.Combine(tiny.File("out"), "manifest.json");
        File.WriteAllText(
            manifest, File.ReadAllText(manifest).Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal));
        Refused(() => SweepMerge.Run([tiny.File("out")], tiny.File("merged")), "format 2");
        File.WriteAllText(manifest, "{");
        Refused(() => tiny.Run(tiny.Small, "out"), "damaged");
        Refused(() => SweepMerge.Run([tiny.File("nowhere")], tiny.File("merged")), "no manifest.json");
        Refused(() => SweepMerge.Run([], tiny.File("merged")), "at least one");
        Refused(() => tiny.Run(tiny.Small, "."), "is not a sweep's folder");
    }

    [Fact]
    public void Two_results_of_one_unit_are_refused_by_name_before_anything_is_written()
    {
        tiny.Run(tiny.Small, "out");
        tiny.Run(tiny.Small, "again");
        var unit = tiny.Units("again").Order(StringComparer.Ordinal).First();
        var text = File.ReadAllText(unit);
        var result = text[(text.IndexOf("\"result\": ", StringComparison.Ordinal) + 10)..text.LastIndexOf('}')]
            .TrimEnd();
        var changed = result.Replace("\"values\":[", "\"values\":[0.5,", StringComparison.Ordinal);
        File.WriteAllText(unit, text.Replace(result, changed, StringComparison.Ordinal).Replace(
            Hash(result), Hash(changed), StringComparison.Ordinal));
        Refused(() => SweepMerge.Run([tiny.File("out"), tiny.File("again")], tiny.File("merged")), "has one result in");
        Assert.Empty(tiny.Units("merged"));

        static string Hash(string json) => CanonicalJson.Hash(System.Text.Encoding.UTF8.GetBytes(json));
    }

    [Fact]
    public void Equal_checkpoints_are_refused_unless_they_are_allowed()
    {
        foreach (var revision in (string[])["step1", "step2"])
            foreach (var file in Directory.GetFiles(tiny.Model))
            {
                var place = Path.Combine(tiny.Model, "checkpoints", revision, Path.GetFileName(file));
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.Copy(file, place);
            }

        var plan = tiny.Plan(""" "revisions": ["step1", "step2"], "percents": [5] """);
        Refused(() => tiny.Run(plan, "out"), "step1 = ");
        var sweep = Sweep.Open(plan, tiny.File("out"), allowEqual: true);
        Assert.Equal(6, sweep.Run(cancellation: TestContext.Current.CancellationToken).Present);
        Refused(() => tiny.Run(tiny.Plan(""" "revisions": ["step1", "step3"] """), "out2"), "checkpoints/step3");
    }

    [Fact]
    public void A_unit_that_cannot_be_measured_is_named_and_what_was_measured_before_stays()
    {
        var plan = tiny.Plan(""" "neurons": ["Top", "RandomElsewhere"], "percents": [60] """);
        Refused(() => tiny.Run(plan, "out"), "RandomElsewhere 60 %");
        Assert.Equal(6, tiny.Units("out").Length);
        Refused(() => tiny.Run(plan, "out", 3, 2), "Part 3 of 2");
    }

    private static void Refused(Action action, string part) => Assert.Contains(
        part, Assert.Throws<NegPreactException>(action).Message, StringComparison.Ordinal);

    private List<Dictionary<string, string>> Rows(string output)
    {
        var lines = System.Text.Encoding.UTF8.GetString(tiny.Table(output)).TrimEnd('\n').Split('\n')
            .Select(l => l.Split('\t')).ToList();
        return [.. lines.Skip(1).Select(l => lines[0].Zip(l).ToDictionary(c => c.First, c => c.Second))];
    }

    private List<(string, string)> Files(string output) =>
        [.. tiny.Units(output).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f)))];
}
