namespace NegPreact.Tests.Tasks;

/// <summary>
/// Every task file of the shared folder can be read, and its first questions scored by the built-in model.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class BenchmarkFilesTests
{
    public static IEnumerable<TheoryDataRow<string>> Files
    {
        get
        {
            var folder = Path.Combine(SharedData.Root, "data/benchmarks");
            string[] files = Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)] : [];
            return files.Length == 0
                ? [new TheoryDataRow<string>("") { Skip = "needs data/benchmarks in the shared folder (set "
                    + "NEGPREACT_SHARED)" }]
                : files.Select(f => new TheoryDataRow<string>(Path.GetFileName(f)));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_read_whole_and_scored(string file)
    {
        var path = Path.Combine(SharedData.Root, "data/benchmarks", file);
        var tasks = TaskSet.Load(path);
        Assert.Equal(File.ReadLines(path).Count(line => line.Length > 0), tasks.Items.Count);
        using var model = LanguageModel.Load("data/models/tiny-llama");
        var part = tasks.Sample(12, seed: 1);
        var score = TaskScore.Of(model, part, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(part.Items.Select(i => i.Line), score.Outcomes.Select(o => o.Line));
        Assert.All(score.Outcomes.SelectMany(o => o.Options), o => Assert.True(o.LogProbability < 0 && o.Tokens > 0));
        TestContext.Current.TestOutputHelper!.WriteLine(score.ToString());
    }
}
