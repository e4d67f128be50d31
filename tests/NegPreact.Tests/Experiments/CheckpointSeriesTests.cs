namespace NegPreact.Tests.Experiments;

public sealed class CheckpointSeriesTests
{
    [Fact]
    public void Revisions_of_the_hub_come_in_the_order_of_their_steps()
    {
        var series = CheckpointSeries.Of("EleutherAI/pythia-410m", " step4000, step1,stage1-step512-tokens1B ");
        Assert.Equal("EleutherAI/pythia-410m", series.Name);
        Assert.Equal(
            [new(1, "EleutherAI/pythia-410m@step1"), new(512, "EleutherAI/pythia-410m@stage1-step512-tokens1B"),
            new(4000, "EleutherAI/pythia-410m@step4000")], series.Places);
    }

    [Theory]
    [InlineData("owner/name", "", "--revisions step1,step512")]
    [InlineData("owner/name", "main", "\"main\" does not say which step")]
    [InlineData("owner/name", "step1step2", "does not say which step")]
    [InlineData("owner/name", "step1,step01", "Step 1 is named more than once (step1, step01)")]
    [InlineData("owner/name@step1", "step1,step2", "name owner/name, and its steps")]
    [InlineData("no folder", "step1", "There is no folder no folder")]
    public void What_names_no_steps_is_refused_in_words(string model, string revisions, string part) =>
        Assert.Contains(part, Assert.Throws<NegPreactException>(() => CheckpointSeries.Of(model, revisions)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_folder_s_own_model_is_the_last_step_and_never_there_twice()
    {
        using var training = new TinyTraining(2, 10, 0);
        Assert.Equal([0L, 2, 10], CheckpointSeries.Of(training.Path).Places.Select(p => p.Step));
        training.EndAt(20, seed: 20);
        var series = CheckpointSeries.Of(training.Path);
        Assert.Equal([0L, 2, 10, 20], series.Places.Select(p => p.Step));
        Assert.Equal((Path.GetFileName(training.Path), training.Path), (series.Name, series.Places[^1].Model));
        training.EndAt(10, seed: 10);
        Assert.Equal([0L, 2, 10], CheckpointSeries.Of(training.Path).Places.Select(p => p.Step));
        training.EndAt(10, seed: 11);
        Assert.Contains("both the model after step 10", Assert.Throws<NegPreactException>(
            () => CheckpointSeries.Of(training.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_of_a_folder_can_be_chosen_and_must_be_there()
    {
        using var training = new TinyTraining(0, 2, 10);
        Assert.Equal([0L, 10], CheckpointSeries.Of(training.Path, "step10,step0").Places.Select(p => p.Step));
        Assert.Contains("holds no step 3; there are 0, 2, 10.", Assert.Throws<NegPreactException>(
            () => CheckpointSeries.Of(training.Path, "step2,step3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_checkpoints_is_refused()
    {
        using var training = new TinyTraining();
        Assert.Contains("nothing to follow", Assert.Throws<NegPreactException>(
            () => CheckpointSeries.Of(training.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_built_in_model_has_a_training_to_follow()
    {
        var steps = CheckpointSeries.Of("data/models/tiny-llama").Places.Select(p => p.Step).ToList();
        Assert.True(steps.Count > 4);
        Assert.Equal(steps.Distinct().Order(), steps);
    }
}
