using System.Text.Json;
using NegPreact.Models;
using NegPreact.Tests.Models;
using NegPreact.Training;

namespace NegPreact.Tests.Training;

/// <summary>Where a run computes, and in what.</summary>
public sealed class TrainingDeviceTests : IDisposable
{
    private readonly TinyText files = new();

    [Fact]
    public void In_bfloat16_nearly_the_same_is_learnt_as_a_run_of_its_own()
    {
        var single = Train("state");
        var narrow = Train("state", TinyText.Settings with { Compute = ComputeType.BFloat16 });
        Assert.NotEqual(single, narrow);
        Assert.Equal(single, narrow, 0.05);
        Assert.Equal(2, Directory.GetDirectories(files.Place("state"), "run-*").Length);
        // A run from before there was a choice is found again: its settings have no word of it.
        Assert.DoesNotContain("ompute", JsonSerializer.Serialize(TinyText.Settings), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tensor_of_a_run_lies_where_the_run_is()
    {
        Train("usual");
        using (new DefaultDevice(TorchSharp.DeviceType.META))
        {
            Train("elsewhere");
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => Train("broken", stop: stop));
            Train("broken"); // from its state
        }

        foreach (var run in (string[])["elsewhere", "broken"])
            foreach (var file in (string[])["model.safetensors", "curve.tsv"])
                Assert.Equal(File.ReadAllBytes(files.Place(Path.Combine("usual-out", file))),
                    File.ReadAllBytes(files.Place(Path.Combine(run + "-out", file))));
    }

    public void Dispose() => files.Dispose();

    // The last loss that was reported. A run that can be stopped is stopped at its first report.
    private double Train(string state, TrainingSettings? settings = null, CancellationTokenSource? stop = null)
    {
        var loss = 0.0;
        LanguageModelTraining.Run(
            files.Text, files.Place(state + "-out"), files.Place(state), settings ?? TinyText.Settings,
                new HashSet<int>(), _ => { },
            report =>
            {
                loss = report.Loss;
                stop?.Cancel();
            },
            cancellation: stop?.Token ?? TestContext.Current.CancellationToken);
        return loss;
    }
}
