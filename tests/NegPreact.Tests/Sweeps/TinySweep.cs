using NegPreact.Results;
using NegPreact.Sweeps;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Sweeps;

/// <summary>A plan over a random model of a few neurons, with everything it names in a folder of its own.</summary>
internal sealed class TinySweep : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TinyModel model = TinyModel.Llama(intermediate: 40).AddTokenizer().Write();

    public TinySweep()
    {
        folder.Write("text.txt", TinyModel.Texts);
        folder.Write("pairs.jsonl", string.Concat(Enumerable.Range(0, 4).Select(i => $$"""
            {"sentence_good": "the dog near the cat{{new string('s', i % 2)}} runs.", "sentence_bad": "the dog near the cat{{new string('s', i % 2)}} run.", "UID": "p{{i / 2}}", "linguistics_term": "agreement"}

            """)));
        folder.Write("questions.jsonl", """
            {"query": "the dog sees the", "choices": ["cat", "farmer"], "gold": 0}
            {"query": "the clerks near the farmer know many", "choices": ["dogs", "people"], "gold": 1}

            """);
    }

    public string Model => model.Path;

    /// <summary>
    /// Twenty-one units: untouched, and at two doses the target and two random sets, each on three tasks.
    /// </summary>
    public string Small => Plan(""" "neurons": ["Top", "Random"], "percents": [5, 20], "seeds": [1, 2] """);

    public string Tasks => $$"""
        "tasks": [{"measure": "Perplexity"}, {"measure": "Pairs", "path": "{{File("pairs.jsonl")}}", "convention": "PaperTse", "most": 2}, {"measure": "Questions", "path": "{{File("questions.jsonl")}}"}]
        """;

    public string File(string name) => folder.File(name);

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Writes a plan with some fields beside model, text, length of windows and tasks.</summary>
    public string Plan(string fields, string name = "plan.json") => folder.Write(name, $$"""
        {
          "models": ["{{Model}}"],
          "text": "{{File("text.txt")}}",
          "windowLength": 8,
          {{fields}},
          {{Tasks}}
        }
        """);

    /// <summary>Runs a plan, or a part of it, without a store of what units share.</summary>
    public SweepReport Run(
        string plan, string output, int shard = 1, int shards = 1, bool fresh = false, Action<string>? tell = null) =>
        Sweep.Open(plan, File(output), fresh, measurements: ResultStore.Open(File("measurements")),
        tell: tell ?? Assert.Fail).Run(shard, shards, TestContext.Current.CancellationToken);

    public byte[] Table(string output) => System.IO.File.ReadAllBytes(
        System.IO.Path.Combine(File(output), "units.tsv"));

    public string[] Units(string output) => System.IO.Directory.Exists(UnitsFolder(output))
        ? System.IO.Directory.GetFiles(UnitsFolder(output), "*.json") : [];

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    private string UnitsFolder(string output) => System.IO.Path.Combine(File(output), "units");
}
