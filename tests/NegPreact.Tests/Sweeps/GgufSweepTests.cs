using NegPreact.Results;
using NegPreact.Sweeps;
using NegPreact.Tests.Models;

namespace NegPreact.Tests.Sweeps;

/// <summary>A plan may name a GGUF file.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class GgufSweepTests
{
    public static IEnumerable<TheoryDataRow<string>> Sets => GgufSets.Rows();

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_manifest_keeps_how_it_is_stored_and_what_was_assumed(string name)
    {
        using var folder = new TemporaryFolder();
        var file = SharedData.Need(name);
        folder.Write("text.txt", TinyModel.Texts + " " + TinyModel.Texts);
        var plan = folder.Write("plan.json", $$"""
            {
              "models": ["{{file}}"], "text": "{{folder.File("text.txt")}}", "windowLength": 16, "neurons": ["Top"],
              "percents": [5], "tasks": [{"measure": "Perplexity"}]
            }
            """);
        Assert.Equal((2, 2), Run());
        Assert.Equal((2, 0), Run());
        using var reference = GgufSets.Open(name);
        var manifest = File.ReadAllText(folder.File("out/manifest.json"));
        Assert.Contains(reference.Model.WeightsSha256, manifest, StringComparison.Ordinal);
        Assert.All(reference.Model.Assumed, a => Assert.Contains(a, manifest, StringComparison.Ordinal));
        Assert.Equal(
            reference.Model.IsQuantised, manifest.Contains(reference.Model.Storage, StringComparison.Ordinal));

        (int Present, int Measured) Run()
        {
            var report = Sweep.Open(
                plan, folder.File("out"), measurements: ResultStore.Open(folder.File("measurements")),
                tell: Assert.Fail).Run(cancellation: TestContext.Current.CancellationToken);
            return (report.Present, report.Measured);
        }
    }
}
