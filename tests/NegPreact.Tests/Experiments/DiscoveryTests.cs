using NegPreact.Tests.Figures;

namespace NegPreact.Tests.Experiments;

public sealed class DiscoveryTests : IDisposable
{
    private static readonly DiscoverySettings Settings = new() { Measurement = ShortText.Measurement };
    private readonly LanguageModel model = LanguageModel.Load("data/models/tiny-llama");

    public void Dispose() => model.Dispose();

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void It_leaves_no_tensor_and_no_hook_behind_also_when_cancelled() =>
        Traces.NoneAlsoWhenCancelled(
        model, stop => Discovery.Run(new MeasuringCache(model, cancellation: stop), ShortText.Text, Settings));

    [Fact]
    public void Verdicts_come_from_the_intervals()
    {
        var found = Discovery.Run(model, ShortText.Text, Settings);
        KernelTests.ShowsBothForms(found);
        foreach (var (claim, threshold) in new[]
        {
            (found.StandOut(), 2.0), (found.FollowDifficulty(), 0.5), (found.MostlyNegative(), 0.5),
        })
            Assert.Equal(
                Verdicts.FromInterval(claim.Estimate!.Interval, threshold, ClaimDirection.GreaterThan), claim.Verdict);
        Assert.Equal(found.Settings.Shown + 1, found.Samples.Count);
        Assert.All(found.Samples, s => Assert.Equal(found.Scores.Tokens, s.Values.Count));
    }
}
