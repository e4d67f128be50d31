using System.Diagnostics;
using System.Reflection;

namespace NegPreact.Tests;

/// <summary>The program itself, as a user starts it.</summary>
internal static class CommandLine
{
    /// <summary>Starts it; both streams must be read.</summary>
    public static Process Start(params string[] arguments)
    {
        var configuration = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var program = Path.Combine(SharedData.Repository, "lib", "NegPreact.Cli", "bin", configuration, "NegPreact.Cli.dll");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync(stop);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, output, await errors);
    }
}
