using NegPreact.Tests.Conversion;

namespace NegPreact.Tests.MinimalPairs;

/// <summary>
/// The longest check of scoring: every pair of BLiMP on a real model, sentence by sentence and with shared prefixes. It
/// takes minutes, so it runs only when asked for (<c>-explicit only -class *WholeSuite*</c>).
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class WholeSuiteTests
{
    [Fact(Explicit = true)]
    public async Task The_accuracy_is_the_same_both_ways()
    {
        var source = SharedData.Folders("data", "oracle.json").FirstOrDefault(
            f => Llama2cOracleTests.Files(f).Length == 2);
        Assert.SkipWhen(source is null, "no llama2.c model in the shared folder (set NEGPREACT_SHARED)");
        var files = Llama2cOracleTests.Files(source!);
        using var folder = new TemporaryFolder();
        await ConvertCommandTests.ConvertAsync(files[0], files[1], folder.File("model"));
        using var model = LanguageModel.Load(folder.File("model"));
        var suite = PairSuite.Load(SharedData.Need("data/blimp"));
        var fast = PairScores.Measure(
            model, suite, ScoringConvention.PaperBlimp, TestContext.Current.CancellationToken);
        double[] Plain(Func<MinimalPair, string> side) =>
            [.. suite.Pairs.Select(p => TokenLogProbabilities.Of(
            model, [ScoringConvention.PaperBlimp.Encode(model.Tokenizer, side(p))])[0].Sum())];
        var plain = new PairScores(suite, ScoringConvention.PaperBlimp, Plain(p => p.Good), Plain(p => p.Bad));
        TestContext.Current.TestOutputHelper!.WriteLine($"{plain.Overall}");
        Assert.Equal(plain.Right, fast.Right);
        Assert.Equal(plain.Overall.Accuracy, fast.Overall.Accuracy);
    }
}
