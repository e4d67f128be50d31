using System.Diagnostics;
using System.Reflection;

namespace NegPreact.Tests;

/// <summary>The program itself, as a user starts it.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var configuration = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var program = Path.Combine(SharedData.Repository, "lib", "NegPreact.Cli", "bin", configuration, "NegPreact.Cli.dll");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var stop = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(host, [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(stop);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, output, await errors);
    }
}
