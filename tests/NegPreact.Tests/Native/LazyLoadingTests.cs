using System.Diagnostics;

namespace NegPreact.Tests.Native;

public class LazyLoadingTests
{
    // libgomp comes with libtorch, and prints its settings when it is loaded.
    private const string Sign = "OPENMP DISPLAY ENVIRONMENT";

    [Theory]
    [InlineData(false, "--help")]
    [InlineData(false, "run", "--help")]
    [InlineData(true, "train", "--text", "none", "--out", "none")]
    public async Task Libtorch_is_loaded_by_a_command_that_computes_and_not_for_help(
        bool loads, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libgomp is libtorch's on Linux only");
        var start = CommandLine.ToStart(arguments);
        start.Environment["OMP_DISPLAY_ENV"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(await output + errors);
        Assert.Equal(loads, errors.Contains(Sign, StringComparison.Ordinal));
    }
}
