using System.Diagnostics;
using System.Reflection;
using NegPreact.Models;

namespace NegPreact.Tests.Models;

/// <summary><c>negpreact parity</c> as a program.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class ParityCommandTests
{
    [Fact]
    public async Task The_exit_code_tells_whether_every_difference_is_within_the_tolerance()
    {
        var folder = SharedData.Folders("oracle", "expected.safetensors").FirstOrDefault(f => Architectures.IsSupported(ConfigReader.Open(f).ModelType));
        Assert.SkipWhen(folder is null, "no folder with expected.safetensors in the shared folder (set NEGPREACT_SHARED)");
        var (code, text) = await Run(folder!);
        Assert.Equal(0, code);
        Assert.Contains("logits", text, StringComparison.Ordinal);
        Assert.DoesNotContain("differs", text, StringComparison.Ordinal);
        (code, text) = await Run(folder!, "--tolerance", "1e-12");
        Assert.Equal(1, code);
        Assert.Contains("differs", text, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Text)> Run(params string[] arguments)
    {
        var configuration = typeof(ParityCommandTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var program = Path.Combine(SharedData.Repository, "lib", "NegPreact.Cli", "bin", configuration, "NegPreact.Cli.dll");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host, [program, "parity", .. arguments]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text);
    }
}
