using NegPreact.Campaigns;
using NegPreact.Results;

namespace NegPreact.Tests.Campaigns;

/// <summary>No claim is dropped, added or reworded after its result is known.</summary>
public class PredictionsTests
{
    [Fact]
    public void Every_row_is_of_a_step_and_expects_a_verdict()
    {
        Assert.NotEmpty(Prediction.All);
        Assert.Equal(Prediction.All.Count, Prediction.All.DistinctBy(p => p.Id).Count());
        Assert.All(Prediction.All, p => Assert.Contains(p.Step, CampaignStep.All.Select(s => s.Id)));
        Assert.All(Prediction.All, p => Assert.True(Enum.TryParse<Verdict>(p.Expected, out _), p.Expected));
        Assert.Subset(
            Prediction.All.Select(p => p.Id).ToHashSet(), CampaignStep.All.SelectMany(s => s.Decides).ToHashSet());
    }

    [Fact]
    public void Records_of_the_model_hold_the_claims_that_were_predicted()
    {
        var page = File.ReadAllText(Path.Combine(SharedData.Repository, Prediction.Page));
        var folder = Path.Combine(SharedData.Repository, "data", "results");
        foreach (var record in Directory.EnumerateDirectories(folder).Select(ResultRecord.Open)
            .Where(r => page.Contains(r.Facts.Model.Weights, StringComparison.Ordinal)))
        {
            var steps = record.Facts.Steps.Select(s => s.Id).ToHashSet();
            Assert.Equal(
                Prediction.All.Where(p => steps.Contains(p.Step)).Select(p => (p.Step, p.Id, p.Statement)).Order(),
                RecordedClaims.Read(record).Select(c => (c.Step!, c.Id, c.Text)).Order());
        }
    }
}
