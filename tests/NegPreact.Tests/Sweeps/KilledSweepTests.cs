namespace NegPreact.Tests.Sweeps;

/// <summary>The program itself, killed without warning again and again.</summary>
public sealed class KilledSweepTests : IDisposable
{
    private const int Kills = 6;
    private readonly TinySweep tiny = new();

    public void Dispose() => tiny.Dispose();

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task A_sweep_killed_at_many_moments_loses_and_repeats_nothing()
    {
        var plan = tiny.Plan(""" "neurons": ["Top", "Random"], "percents": [5, 10, 20], "ablations": ["ZeroNegative", "ZeroBoth"], "seeds": [1, 2, 3] """);
        var random = new Random(); // any moment will do, and each run of the test should try others
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = Units();
            killed += await KillAfter(before.Count + random.Next(12)) ? 1 : 0;
            var after = Units();
            // Content and time of measurement are those of before: what was there was not measured again.
            Assert.Equal(before, before.Keys.ToDictionary(k => k, k => after[k]));
        }

        Assert.True(killed > 0, "the sweep ended before the first kill");
        var kept = Units();
        var (code, output, errors) = await CommandLine.RunAsync(Arguments(plan));
        Assert.Equal(0, code);
        Assert.DoesNotContain("measured again", errors, StringComparison.Ordinal);
        var all = Units();
        Assert.Contains(
            $"{kept.Count} units read, {all.Count - kept.Count} measured", output, StringComparison.Ordinal);
        Assert.Equal(kept, kept.Keys.ToDictionary(k => k, k => all[k]));
        await Unbroken(plan);
        Assert.Equal(tiny.Units("unbroken").Length, all.Count);
        Assert.Equal(tiny.Table("unbroken"), tiny.Table("out"));

        async Task<bool> KillAfter(int units)
        {
            using var program = CommandLine.Start(Arguments(plan));
            var errors = program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var printed = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            bool ended;
            try
            {
                for (var looks = 0; tiny.Units("out").Length < units && !program.HasExited && looks < 60_000; looks++)
                    await Task.Delay(2, TestContext.Current.CancellationToken);
            }
            finally
            {
                ended = program.HasExited;
                program.Kill(); // SIGKILL: no handler runs
            }

            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(!ended || program.ExitCode == 0, await errors + await printed);
            return !ended;
        }
    }

    [Fact]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task Parts_of_a_sweep_run_at_once_in_one_folder()
    {
        var plan = tiny.Small;
        var runs = await Task.WhenAll(
            Enumerable.Range(1, 2).Select(i => CommandLine.RunAsync([.. Arguments(plan), "--shard", $"{i}/2"])));
        Assert.All(runs, r => Assert.Equal(
            (0, ""), (r.Code, r.Errors.Contains("again", StringComparison.Ordinal) ? r.Errors : "")));
        await Unbroken(plan);
        var (code, output, _) = await CommandLine.RunAsync(
            "sweep", "merge", tiny.File("out"), "--out", tiny.File("merged"));
        Assert.Equal(0, code);
        Assert.Contains("21 of the plan's 21 units", output, StringComparison.Ordinal);
        Assert.Equal(tiny.Table("unbroken"), tiny.Table("merged"));

        (code, _, var errors) = await CommandLine.RunAsync([.. Arguments(plan), "--shard", "2"]);
        Assert.Equal(1, code);
        Assert.Contains("--shard 2 does not name a part", errors, StringComparison.Ordinal);
    }

    // In a program of its own too: other tests may set the number of threads here, on which the last digits depend.
    private async Task Unbroken(string plan) => Assert.Equal(
        0, (await CommandLine.RunAsync(Arguments(plan, "unbroken"))).Code);

    private string[] Arguments(string plan, string folder = "out") =>
        ["sweep", plan, "--out", tiny.File(folder), "--store", "off"];

    private Dictionary<string, string> Units() => tiny.Units("out").ToDictionary(f => f, File.ReadAllText);
}
