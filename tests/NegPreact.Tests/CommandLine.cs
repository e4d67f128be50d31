using System.Diagnostics;
using System.Reflection;

namespace NegPreact.Tests;

/// <summary>The program itself, as a user starts it.</summary>
internal static class CommandLine
{
    /// <summary>How these tests, and everything that they start, were built: <c>Release</c> or <c>Debug</c>.</summary>
    public static string Configuration { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>Where the built program lies, with the libraries that it uses.</summary>
    public static string Folder { get; } =
        Path.Combine(SharedData.Repository, "lib", "NegPreact.Cli", "bin", Configuration);

    /// <summary>Starts it; both streams must be read.</summary>
    public static Process Start(params string[] arguments) =>
        Process.Start(ToStart(arguments))!;

    /// <summary>What starts it, so that a test can change its environment first; both streams must be read.</summary>
    public static ProcessStartInfo ToStart(params string[] arguments) =>
        ToStartDotnet([Path.Combine(Folder, "NegPreact.Cli.dll"), .. arguments]);

    /// <summary>Runs it to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) =>
        FinishAsync(Start(arguments));

    /// <summary>Runs <c>dotnet</c> itself to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunDotnetAsync(params string[] arguments) =>
        FinishAsync(Process.Start(ToStartDotnet(arguments))!);

    private static ProcessStartInfo ToStartDotnet(string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return new(host, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    /// <summary>Waits for the end of what was started.</summary>
    public static async Task<(int Code, string Output, string Errors)> FinishAsync(Process started)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = started;
        var errors = process.StandardError.ReadToEndAsync(stop);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, output, await errors);
    }
}
