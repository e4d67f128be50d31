using CsCheck;
using NegPreact.Training;

namespace NegPreact.Tests.Training;

public class ScheduleTests
{
    [Fact]
    public void The_rate_rises_to_its_height_and_falls_to_almost_nothing() =>
        Gen.Select(Gen.Int[2, 400], Gen.Int[0, 100]).Where(g => g.Item2 < g.Item1 - 1).Sample((steps, warmUp) =>
        {
            var settings = new TrainingSettings { Steps = steps, WarmUp = warmUp, LearningRate = 2e-3 };
            double[] rates = [.. Enumerable.Range(0, steps).Select(settings.RateAt)];
            Assert.Equal(2e-3, rates.Max(), 1e-12);
            Assert.Equal(2e-3, rates[warmUp], 1e-12);
            Assert.All(rates, r => Assert.True(r > 0));
            for (var i = 1; i < warmUp; i++)
                Assert.Equal(2e-3 / warmUp, rates[i] - rates[i - 1], 1e-12);
            for (var i = warmUp + 1; i < steps; i++)
                Assert.True(rates[i] < rates[i - 1]);
            Assert.Equal(2e-3 * 0.5, settings.RateAt(warmUp + ((steps - warmUp) / 2)), 2e-3 * 2 / (steps - warmUp));
            Assert.Equal(0, settings.RateAt(steps), 1e-12);
        });

    [Fact]
    public void Checkpoints_are_powers_of_two_and_then_even()
    {
        Assert.Equal([0, 1, 2, 4, 5, 8, 10, 15, 16, 20, 25, 30, 32, 35, 40], CheckpointSteps.LogSpacedThenEven(40));
        var many = CheckpointSteps.LogSpacedThenEven(6400);
        Assert.Equal([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 800, 1600, 2400, 3200, 4000, 4800, 5600, 6400], many);
        Gen.Int[1, 5000].Sample(steps =>
        {
            var kept = CheckpointSteps.LogSpacedThenEven(steps);
            Assert.Contains(0, kept);
            Assert.Contains(steps, kept);
            Assert.All(kept, step => Assert.InRange(step, 0, steps));
        });
    }

    [Fact]
    public void A_curve_goes_on_after_the_saved_step()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("curve.tsv");
        var curve = new Curve(file, 0);
        foreach (var step in (int[])[20, 40, 60])
            curve.Add(new TrainingReport(step, 100, step * 10, 1.23456, step == 40 ? 2.5 : null, 1, TimeSpan.Zero));
        Assert.Equal(["step\ttokens\tloss_nats\tvalidation_loss_nats", "20\t200\t1.2346\t", "40\t400\t1.2346\t2.5000",
            "60\t600\t1.2346\t"], File.ReadAllLines(file));
        new Curve(file, 40).Add(new TrainingReport(60, 100, 600, 3, null, 1, TimeSpan.Zero));
        Assert.Equal(["20\t200\t1.2346\t", "40\t400\t1.2346\t2.5000", "60\t600\t3.0000\t"],
            File.ReadLines(file).Skip(1));
        Assert.Equal(["curve.tsv"], folder.Names);
    }

    [Theory]
    [InlineData(15, 2, 1)] // no whole features per head
    [InlineData(10, 2, 1)] // five features per head: rotation needs pairs
    [InlineData(16, 4, 3)] // heads do not share keys evenly
    [InlineData(16, 0, 1)]
    [InlineData(16, 4, 0)]
    [InlineData(-16, 4, 2)]
    public void Sizes_that_make_no_model_are_refused_before_anything_is_done(int hidden, int heads, int keyHeads)
    {
        using var text = new TinyText();
        var settings = TinyText.Settings with { HiddenSize = hidden, Heads = heads, KeyHeads = keyHeads };
        Assert.Throws<NegPreactException>(
            () => LanguageModelTraining.Run(text.Text, text.Place("out"), text.Place("state"), settings,
            new HashSet<int>(), _ => { }, _ => { }, cancellation: TestContext.Current.CancellationToken));
        Assert.False(Path.Exists(text.Place("state")));
    }
}
