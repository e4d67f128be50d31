using NegPreact.Tests.Models;

namespace NegPreact.Tests.MinimalPairs;

/// <summary>Every folder of pairs in the shared data can be read and scored.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class SharedSuitesTests
{
    public static IEnumerable<TheoryDataRow<string>> Folders
    {
        get
        {
            string[] folders = [.. Parents.Where(Directory.Exists).SelectMany(
                d => Directory.EnumerateDirectories(d).Append(d)).Where(HoldsPairs).Order(StringComparer.Ordinal)];
            return folders.Length > 0
                ? folders.Select(f => new TheoryDataRow<string>(Path.GetRelativePath(SharedData.Root, f)))
                : [new TheoryDataRow<string>("none") { Skip = $"no minimal pairs under {SharedData.Root}/data (set "
                    + "NEGPREACT_SHARED)" }];
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Every_file_reads_to_its_last_line(string folder)
    {
        var place = SharedData.Need(folder);
        var suite = PairSuite.Load(place);
        Assert.Equal(Directory.EnumerateFiles(place, "*.jsonl*").Sum(f => PairFile.Read(f).LongCount()),
            suite.Pairs.Count);
        // A paradigm is about one phenomenon.
        Assert.All(suite.Pairs.GroupBy(p => p.Paradigm),
            paradigm => Assert.Single(paradigm.Select(p => p.Phenomenon).Distinct()));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Shared_prefixes_change_no_token_of_a_real_sentence(string folder)
    {
        var suite = PairSuite.Load(SharedData.Need(folder)).First(3);
        using var files = TinyModel.GptNeoX().AddTokenizer();
        using var model = files.Load();
        foreach (var convention in new[] { ScoringConvention.PaperBlimp, ScoringConvention.LmEvaluationHarness })
        {
            int[][] sentences = [.. suite.Pairs.SelectMany(p => new[] { p.Good, p.Bad }).Select(
                s => convention.Encode(model.Tokenizer, s))];
            var alone = TokenLogProbabilities.Of(model, sentences, batch: 1);
            Closeness.Check(convention.Name, [.. alone.SelectMany(t => t)],
                [.. SharedPrefixes.LogProbabilities(model, sentences).SelectMany(t => t)], 1e-5);
        }
    }

    private static IEnumerable<string> Parents =>
        [Path.Combine(SharedData.Root, "data", "blimp"), Path.Combine(SharedData.Root, "data", "tse")];

    private static bool HoldsPairs(string folder) => Directory.EnumerateFiles(folder, "*.jsonl*").Any();
}
