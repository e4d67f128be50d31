using System.Text.RegularExpressions;
using NegPreact.Campaigns;

namespace NegPreact.Tests.Campaigns;

public sealed partial class CampaignTests : IDisposable
{
    private readonly TinyCampaign tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    public void A_campaign_that_is_stopped_goes_on_and_records_the_same()
    {
        tiny.Recorded("whole", "store-1");
        using (var stop = new CancellationTokenSource())
            Assert.ThrowsAny<OperationCanceledException>(() => tiny.Campaign(tiny.Store("store-2"), stop.Token).Run(
                done => { if (done.Step.Id == "perplexity") stop.Cancel(); }, tiny.File("stopped")));
        // Any moment between two passes will do, and each run of the test should try others.
        foreach (var _ in Enumerable.Range(0, 5))
            using (var stop = new CancellationTokenSource(Random.Shared.Next(1, 200)))
                try
                {
                    tiny.Campaign(tiny.Store("store-2"), stop.Token).Run(_ => { }, tiny.File("stopped"));
                }
                catch (OperationCanceledException)
                {
                    // it is gone on with
                }

        var last = tiny.Store("store-2");
        tiny.Campaign(last).Run(_ => { }, tiny.File("stopped"));
        Assert.True(last.Use.Read > 0, last.Use.ToString());
        Assert.Equal(Files("whole"), Files("stopped"));
    }

    [Fact]
    public void A_second_run_measures_nothing_and_its_steps_are_known_as_done()
    {
        tiny.Recorded("first", "store");
        var store = tiny.Store("store");
        var campaign = tiny.Campaign(store);
        Assert.All(campaign.Plan().Steps, step => Assert.True(step.IsDone, step.Step.Id));
        Assert.Equal(0, campaign.Plan().Seconds);
        campaign.Run(_ => { });
        Assert.Equal(0, store.Use.Measured);
    }

    [Fact]
    public void Every_step_of_both_tiers_can_be_made_and_no_two_claims_have_one_name()
    {
        var claims = new List<Claim>();
        var steps = new List<string>();
        tiny.Campaign(tiny.Store("store"), settings: TinyCampaign.Settings.Quicker() with
        {
            WindowLength = 8, GoldWindows = 6, Seeds = [1, 2, 3],
        }, tier: 2).Run(done =>
        {
            claims.AddRange(done.Claims);
            steps.Add(done.Step.Id);
        });
        Assert.Equal(TinyCampaign.Steps(2).Select(s => s.Id), steps);
        Assert.Equal(claims.Count, claims.DistinctBy(c => c.Id).Count());
        // At other doses, the claims that were predicted, and no others.
        Assert.Equal(
            Prediction.All.Where(p => p.Step != "separations").Select(p => p.Id).Order(StringComparer.Ordinal),
            claims.Select(c => c.Id.Replace("-at-5", "-at-1", StringComparison.Ordinal)
                .Replace("-at-20", "-at-5", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(claims.Where(c => c.Verdict != Verdict.CannotApply), claim => Assert.Contains(
            claim.Notes, note => note.StartsWith("A quick run", StringComparison.Ordinal)));
    }

    [Fact]
    public void Primary_tests_that_steps_decide_exist_and_are_decided_once()
    {
        var decided = CampaignStep.All.SelectMany(s => s.Decides).ToList();
        Assert.All(decided, id => Assert.True(PrimaryTest.Is(id), id));
        Assert.Equal(decided.Distinct(), decided);
    }

    [Fact]
    public void Shares_of_the_seeds_make_up_the_whole()
    {
        const int parts = 2;
        foreach (var part in new[] { 1, 2 })
            tiny.Campaign(tiny.Store("store"), settings: TinyCampaign.Settings.Shard(part, parts)).Run(_ => { });
        var store = tiny.Store("store");
        tiny.Campaign(store).Run(_ => { });
        Assert.InRange(store.Use.Measured, 0, store.Use.Read / 10); // layers and doses that need every set at once
        Assert.Throws<NegPreactException>(() => TinyCampaign.Settings.Shard(3, parts));
    }

    [Fact]
    public void Steps_are_asked_for_by_name()
    {
        Assert.Equal(["perplexity", "tasks"], CampaignStep.Chosen(1, ["tasks", "perplexity"]).Select(s => s.Id));
        Assert.Contains("no-such", Assert.Throws<NegPreactException>(
            () => CampaignStep.Chosen(1, ["no-such"])).Message, StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => CampaignStep.Chosen(3, null));
    }

    [Fact]
    public void A_text_is_cut_to_as_many_windows_as_are_asked_for()
    {
        var text = TinyCampaign.Data().Measured;
        foreach (var windows in Enumerable.Range(2, 20))
            Assert.Equal(windows, text.Beginning(tiny.Model.Tokenizer, windows, 8).Windows(
                tiny.Model.Tokenizer, 8).Count);
        Assert.Throws<NegPreactException>(() => text.Beginning(tiny.Model.Tokenizer, 10_000, 8));
    }

    // Times apart, every file.
    private Dictionary<string, string> Files(string name) => Directory
        .EnumerateFiles(tiny.File(name), "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(tiny.File(name), f),
            f => f.EndsWith(".json", StringComparison.Ordinal)
                ? Times().Replace(File.ReadAllText(f), "")
                : Convert.ToHexString(File.ReadAllBytes(f)));

    // The hashes of a file with times in it, and of the record's own, differ as well.
    [GeneratedRegex("""("(date|seconds|sha256|claims\.json)": ?"?[0-9a-zA-Z.:+-]+"?)|recorded on [^"]*""")]
    private static partial Regex Times();
}
