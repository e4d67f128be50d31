using System.Text;
using System.Text.Json;
using NegPreact.Results;
using NegPreact.Sweeps;
using NegPreact.Tests.Models;

namespace NegPreact.Fuzz;

/// <summary>Readers of plans, of manifests and of stored results.</summary>
internal static class ResultReaders
{
    private const string Plan = """
        {"models": ["m", "a/b"], "revisions": ["step1"], "text": "t", "windowLength": 8,
         "neurons": ["Top", "Random", "LowestDistance"], "percents": [1, 2.5],
         "ablations": ["ZeroNegative", "SignFlip"],
         "seeds": [1, 2], "tasks": [{"measure": "Perplexity"},
          {"measure": "Pairs", "path": "p", "suite": "blimp-like", "convention": "PaperBlimp", "most": 60},
          {"measure": "Questions", "path": "q"}]}
        """;

    private static readonly (ResultKind Kind, object Asked) question = (ResultKinds.WindowLosses, new { fuzz = 1 });

    public static IEnumerable<Reader> All()
    {
        yield return new("plan", "plan.json", Form.Json, [Reader.Sample("plan.json", Plan)], folder =>
            _ = SweepPlan.Load(Path.Combine(folder, "plan.json")).Units().Select(u => u.ToString()).Count());
        yield return new("manifest", "manifest.json", Form.Json, [Reader.Sample("manifest.json", Manifest())],
            ReadManifest);
        yield return new("stored", "stored.json", Form.Json, [Stored(new double[] { 1, 2.5 })], folder =>
            StoredResult.Read(File.ReadAllBytes(Path.Combine(folder, "stored.json")), "0", out _));
        var unit = new SweepResult([1, 2], "n", true, 0.5, "nats", [1, 2], [true, false]);
        foreach (var (name, sample, read) in new (string, object, Action<ResultStore>)[]
        {
            ("losses", new double[] { 1, 2.5 }, s => s.TryGet<double[]>(question.Kind, question.Asked, out _)),
            ("unit", unit, s => s.TryGet<SweepResult>(question.Kind, question.Asked, out _)),
            ("scores", Scores(), s => Use<NeuronColumns>(s, c => _ = new NeuronScores(c).NegativeFraction)),
        })
            yield return new("result-" + name, "result.json", Form.Json,
                [Reader.Sample("result.json", Encoding.UTF8.GetString(
                    JsonSerializer.SerializeToUtf8Bytes(sample, sample.GetType(), CanonicalJson.Options)))],
                folder => ReadResult(folder, read));
    }

    private static void Use<T>(ResultStore store, Action<T> use)
    {
        if (store.TryGet<T>(question.Kind, question.Asked, out var result))
            use(result);
    }

    private static string Manifest()
    {
        using var folder = new TemporaryFolder();
        using var model = TinyModel.Llama().AddTokenizer().Write();
        var plan = folder.Write("plan.json", JsonSerializer.Serialize(new
        {
            models = new[] { model.Path },
            text = folder.Write("t.txt", TinyModel.Texts),
            windowLength = 8,
            neurons = new[] { "Top", "Random" },
            percents = new[] { 20 },
            layers = new[] { "all", "late" },
            tasks = new[] { new { measure = "Perplexity" } },
        }));
        Sweep.Open(plan, folder.File("out"), measurements: ResultStore.Open(folder.File("store"))).Run();
        return File.ReadAllText(folder.File("out/manifest.json"));
    }

    private static void ReadManifest(string folder)
    {
        var manifest = SweepManifest.Read(Path.Combine(folder, "manifest.json"))!;
        manifest.Difference(manifest);
        foreach (var unit in manifest.Units())
            ResultStore.Key(ResultKinds.SweepUnit, manifest.Specification(unit));
    }

    private static IReadOnlyDictionary<string, byte[]> Stored(object result)
    {
        using var folder = new TemporaryFolder();
        ResultStore.Open(folder.Path).Get(question.Kind, question.Asked, () => result);
        return Reader.Sample("stored.json", File.ReadAllText(Directory.GetFiles(folder.Path).Single()));
    }

    // The file around a damaged result is written anew, with a hash that fits: so damage comes through to what reads
    // it.
    private static void ReadResult(string folder, Action<ResultStore> read)
    {
        var result = File.ReadAllBytes(Path.Combine(folder, "result.json"));
        try
        {
            using var document = ForeignJson.Parse(result);
        }
        catch (JsonException)
        {
            return; // the hash that fits cannot be that of such a text
        }

        var asked = CanonicalJson.Of(
            new { kind = question.Kind.Name, question.Kind.Method, specification = question.Asked });
        var store = ResultStore.Open(Path.Combine(folder, "store"), tell: _ => { });
        store.Put(new StoredResult(asked, result, DateTimeOffset.UtcNow, 1, StoredResult.Current));
        read(store);
    }

    private static NeuronColumns Scores()
    {
        using var model = TinyModel.Llama().AddTokenizer().Load();
        return NeuronScores.Measure(
            model, Corpus.OfText("t", TinyModel.Texts), new NeuronScoreSettings { WindowLength = 8 }).Columns;
    }
}
