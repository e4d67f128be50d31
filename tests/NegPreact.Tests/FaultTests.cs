namespace NegPreact.Tests;

/// <summary>Whatever happens, the program ends with a sentence and an exit code, never with a stack trace.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("thread")]
    [InlineData("output")]
    public async Task The_unexpected_is_told_as_a_fault_with_what_to_send(string where)
    {
        using var folder = new TemporaryFolder();
        var (code, errors) = await RunAsync(
            where, where == "thread" ? ["generate-pairs", "--count", "1000000", "--out", folder.Path] : ["models"]);
        Assert.Equal(70, code);
        Assert.StartsWith(
            "This is a fault of NegPreact, not of what you asked for: InvalidOperationException: ", errors,
            StringComparison.Ordinal);
        Assert.EndsWith("More: docs/errors/fault.md\n", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', errors);
        var report = errors[errors.IndexOf("the file ", StringComparison.Ordinal)..].Split('\n')[0][9..].TrimEnd('.');
        var text = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        File.Delete(report);
        Assert.Contains("   at StartupHook.", text, StringComparison.Ordinal);
        Assert.Contains("\nnegpreact ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory", "The memory of this machine is too small", "device-memory")]
    [InlineData("disk", "A file cannot be read or written (No space left on device)", "file-access")]
    public async Task What_the_system_refuses_is_no_fault(string what, string says, string page)
    {
        var (code, errors) = await RunAsync(what, ["models"]);
        Assert.Equal(1, code);
        Assert.StartsWith(says, errors, StringComparison.Ordinal);
        Assert.EndsWith($"More: docs/errors/{page}.md\n", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Errors)> RunAsync(string fault, string[] arguments)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = CommandLine.ToStart(arguments);
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(TemporaryFolder).Assembly.Location;
        start.Environment["NEGPREACT_TESTED_FAULT"] = fault;
        using var process = System.Diagnostics.Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(stop);
        await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, (await errors).ReplaceLineEndings("\n"));
    }
}
