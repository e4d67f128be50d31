using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NegPreact.Hub;
using NegPreact.Models;
using NegPreact.Sweeps;
using NegPreact.Tests.Models;
using NegPreact.Tokens;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Sweeps;

/// <summary>
/// The plans in <c>docs/plans</c>, as far as they can be tried without their models: names, shapes, figures, and the
/// same conditions on tiny random models of the family.
/// </summary>
public sealed partial class PublishedPlansTests : IDisposable
{
    private const double Speed = 530; // tokens per second of SmolLM2-135M, docs/performance.md
    private const double SpeedParameters = 134_515_008;
    private static readonly string plans = Path.Combine(SharedData.Repository, "docs", "plans");
    private static readonly string readme = File.ReadAllText(Path.Combine(plans, "README.md"));

    // The sizes in config.json, which the list of published configs leaves out.
    private static readonly Dictionary<string, string> sizes = new()
    {
        ["EleutherAI/pythia-70m"] = Sizes(layers: 6, width: 512, neurons: 2048, heads: 8, vocabulary: 50304),
        ["EleutherAI/pythia-160m"] = Sizes(layers: 12, width: 768, neurons: 3072, heads: 12, vocabulary: 50304),
        ["EleutherAI/pythia-410m"] = Sizes(layers: 24, width: 1024, neurons: 4096, heads: 16, vocabulary: 50304),
        ["EleutherAI/pythia-1b"] = Sizes(layers: 16, width: 2048, neurons: 8192, heads: 8, vocabulary: 50304),
        ["EleutherAI/pythia-1.4b"] = Sizes(layers: 24, width: 2048, neurons: 8192, heads: 16, vocabulary: 50304),
        ["allenai/OLMo-2-0425-1B"] = Sizes(layers: 16, width: 2048, neurons: 8192, heads: 16, vocabulary: 100352),
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Plans =>
        [.. Directory.EnumerateFiles(plans, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Plans))]
    public void Everything_that_a_plan_names_is_there_and_its_line_says_what_it_costs(string name)
    {
        var plan = SweepPlan.Load(Path.Combine(plans, name));
        var model = Assert.Single(plan.Models);
        Assert.True(HubModelId.TryParse(model, out _));
        Assert.Equal(plan.Revisions.Count, CheckpointSeries.Of(model, string.Join(',', plan.Revisions)).Places.Count);
        Assert.Equal(DataSetKind.Text, DataSets.Named(plan.Text.Split('/')[0]).Single().Kind);
        Assert.Contains(DataSets.Named(plan.Text.Split('/')[0]).Single().Files, f => plan.Text.EndsWith(
            $"/{f.Name}", StringComparison.Ordinal));
        Assert.All(plan.Tasks.Where(t => t.Measure != SweepMeasure.Perplexity), t => Assert.Equal(
            t.Measure == SweepMeasure.Pairs ? DataSetKind.Pairs : DataSetKind.Tasks,
            DataSets.Named(t.Path!).Single().Kind));

        folder.Write("config.json", $$"""
            { "model_type": "{{Published(model).Type}}", {{Published(model).Fields}}, {{sizes[model]}} }
            """);
        var counter = new Counter();
        using (var network = Architectures.Read(ConfigReader.Open(folder.Path)).Build(counter))
            Assert.All(network.Mlps, mlp => Assert.Equal(network.Mlps[0].Neurons, mlp.Neurons));
        var multiplied = counter.Parameters - counter.Embedding;
        var conditions = plan.Units().Count / plan.Tasks.Count / plan.Revisions.Count;
        var hours = plan.Revisions.Count * conditions * Tokens * multiplied / (Speed * SpeedParameters) / 3600;
        var memory = counter.Parameters * (counter.Parameters <= 1L << 30 ? 4 : 2) / 1e9;
        var download = 2 * counter.Parameters * plan.Revisions.Count / 1e9;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| [{name}]({name}) | `{model}` | {counter.Parameters:N0} | {plan.Revisions.Count} x {conditions} "
                + $"| {plan.Units().Count} | {hours:F0} | {memory:F1} | {download:F1} |\n");
        Assert.Contains(line, readme, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_same_conditions_run_on_a_tiny_random_model_at_two_steps(string name)
    {
        var plan = JsonNode.Parse(File.ReadAllText(Path.Combine(plans, name)))!.AsObject();
        using var tiny = new TinySweep();
        var (type, fields) = Published(plan["models"]![0]!.GetValue<string>());
        string[] steps = [.. plan["revisions"]!.AsArray().Take(2).Select(r => r!.GetValue<string>())];
        foreach (var (index, step) in steps.Index())
            WriteModel(type, fields, folder.Folder($"model/checkpoints/{step}"), seed: index);

        plan["models"] = new JsonArray(Path.Combine(folder.Path, "model"));
        plan["revisions"] = new JsonArray([.. steps.Select(s => JsonValue.Create(s))]);
        (plan["text"], plan["windowLength"], plan["percents"]) = (tiny.File("text.txt"), 8, new JsonArray(10));
        plan["seeds"] = new JsonArray(1, 2);
        var once = new HashSet<string>();
        foreach (var task in plan["tasks"]!.AsArray().ToList())
        {
            var measure = task!["measure"]!.GetValue<string>();
            if (task["path"] is not null)
                task["path"] = tiny.File(measure == "Pairs" ? "pairs.jsonl" : "questions.jsonl");
            if (!once.Add(task.ToJsonString()))
                plan["tasks"]!.AsArray().Remove(task); // the questions are the same file
        }

        var report = tiny.Run(folder.Write("plan.json", plan.ToJsonString()), "out");
        Assert.Equal(2 * (1 + 1 + 1 + 2) * once.Count, report.Measured);
        Assert.Equal(report.Units, report.Present);
        var lines = File.ReadAllLines(Path.Combine(tiny.File("out"), "units.tsv"));
        Assert.All(steps, step => Assert.Contains(lines, line => line.Contains(step, StringComparison.Ordinal)));
    }

    [Fact]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void A_condition_has_as_many_tokens_as_the_page_says()
    {
        SharedData.Need("data/blimp");
        var tokenizer = Tokenizer.Load(SharedData.Need("data/tokenizers/gpt-neox-20b"));
        var plan = SweepPlan.Load(Path.Combine(plans, "pythia-70m.json"));
        var part = Battery.Named(string.Join(',', plan.Tasks.Select(t => t.Path).OfType<string>())).Part(20, 300, 1);
        Assert.Equal(Tokens, Corpus.Load(plan.Text).Encode(tokenizer).Count
            + part.Blimp.Pairs.Concat(part.Tse.Pairs).Sum(p => Count(p.Good) + Count(p.Bad))
            + part.Tasks.Sum(t => t.Items.Sum(i => i.Options.Sum(o => Count(o.Context) + Count(o.Continuation)))));

        int Count(string text) => tokenizer.Encode(text, addSpecialTokens: false).Length;
    }

    private static long Tokens => long.Parse(
        TokensOfOne().Match(readme).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    // Sizes apart, the models of a suite have one config.
    private static (string Type, string Fields) Published(string model)
    {
        var known = PublishedConfigs.All.FirstOrDefault(p => p.Name == model) is { Name: not null } itself
            ? itself : PublishedConfigs.All.First(p => p.Name == "EleutherAI/pythia-70m");
        Assert.StartsWith(known.Name.Split('-')[0], model, StringComparison.Ordinal);
        return (known.Type, known.Fields);
    }

    private static string Sizes(int layers, int width, int neurons, int heads, int vocabulary) => $"""
        "num_hidden_layers": {layers}, "hidden_size": {width}, "intermediate_size": {neurons},
        "num_attention_heads": {heads}, "vocab_size": {vocabulary}
        """;

    private static void WriteModel(string type, string fields, string place, int seed)
    {
        using var model = TinyModel.Of(type, [.. JsonNode.Parse($"{{{fields}}}")!.AsObject().Select(
            f => (f.Key, f.Value?.DeepClone())), ("max_position_embeddings", 64)]);
        var (last, data) = model.Tensors.Last();
        var values = new float[data.Shape.Aggregate(1L, (a, b) => a * b)];
        Array.Fill(values, 0.1f * (seed + 1));
        model.Tensors[last] = TensorData.FromSingles(last, data.Shape, values);
        model.AddTokenizer().Write();
        foreach (var file in Directory.GetFiles(model.Path))
            File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
    }

    [GeneratedRegex(@"steps x conditions x ([\d,]+) tokens")]
    private static partial Regex TokensOfOne();

    // Tensors of the real shapes that take no memory.
    private sealed class Counter : IParameters
    {
        public long Parameters { get; private set; }

        public long Embedding { get; private set; }

        public Tensor Get(string name, params long[] shape)
        {
            var count = shape.Aggregate(1L, (a, b) => a * b);
            Parameters += count;
            if (name.Contains("embed_in", StringComparison.Ordinal)
                || name.Contains("embed_tokens", StringComparison.Ordinal))
                Embedding += count;
            using var one = zeros(1);
            return one.expand(shape);
        }
    }
}
