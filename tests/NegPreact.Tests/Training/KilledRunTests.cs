using System.Diagnostics;
using NegPreact.Training;

namespace NegPreact.Tests.Training;

/// <summary>The program itself, killed without warning.</summary>
public sealed class KilledRunTests : IDisposable
{
    // The run is never to end by itself, so that no kill comes too late.
    private static readonly TrainingSettings Settings = TinyText.Settings with { Steps = 1_000_000,
        WarmUp = new TrainingSettings().WarmUp, ValidationWindows = new TrainingSettings().ValidationWindows };
    private const int SaveEvery = 10;
    private readonly TinyText files = new();

    [Fact]
    public async Task A_run_killed_twice_repeats_the_losses_of_an_unbroken_one()
    {
        var first = await KillAfter(1);
        var last = await KillAfter(first + 25); // resumed, so that losses after the first kill are there to be compared
        var curve = Lines("killed");

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => LanguageModelTraining.Run(
            files.Text, files.Place("out"), files.Place("unbroken"), Settings, new HashSet<int>(), _ => { },
            report =>
            {
                if (report.Step >= last + 20)
                    stop.Cancel();
            },
            SaveEvery,
            cancellation: stop.Token));
        // What the program wrote after its last saved state is there too, and is dropped only when it goes on.
        var common = curve.Where(line => int.Parse(line.Split('\t')[0]) <= last).ToArray();
        Assert.Contains(common, line => int.Parse(line.Split('\t')[0]) > first);
        Assert.Equal(Lines("unbroken").Take(common.Length), common);
    }

    public void Dispose() => files.Dispose();

    /// <summary>
    /// Runs the program until it has saved a state of at least so many steps, kills it, and tells the step of the last
    /// state.
    /// </summary>
    private async Task<int> KillAfter(int step)
    {
        using var program = Start();
        var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var ended = false;
        try
        {
            for (var looks = 0; SavedStep() < step && !program.HasExited && looks < 6000; looks++)
                await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        finally
        {
            ended = program.HasExited;
            program.Kill(); // SIGKILL: no handler runs
        }

        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(ended, await errors);
        Assert.True(SavedStep() >= step, await output);
        return SavedStep();
    }

    private Process Start()
    {
        var s = Settings;
        return CommandLine.Start(
            "train", "--text", files.Text, "--out", files.Place("out"), "--state", files.Place("killed"), "--threads",
            "1", "--save-every", $"{SaveEvery}",
            "--vocabulary", $"{s.VocabularySize}", "--hidden", $"{s.HiddenSize}", "--intermediate",
            $"{s.IntermediateSize}", "--layers", $"{s.Layers}", "--heads", $"{s.Heads}",
            "--key-heads", $"{s.KeyHeads}", "--context", $"{s.Context}", "--batch", $"{s.Batch}", "--steps",
            $"{s.Steps}", "--learning-rate", $"{s.LearningRate}", "--seed", $"{s.Seed}");
    }

    private string? RunFolder(string name) => Directory.Exists(files.Place(name))
        ? Directory.GetDirectories(files.Place(name), "run-*").SingleOrDefault() : null;

    private int SavedStep() => RunFolder("killed") is { } folder
        ? Directory.GetDirectories(folder, "state-*").Select(
            d => int.Parse(Path.GetFileName(d)["state-".Length..])).DefaultIfEmpty(0).Max()
        : 0;

    private List<string> Lines(string name) => [.. File.ReadLines(Path.Combine(RunFolder(name)!, "curve.tsv")).Skip(1)];
}
