using System.Diagnostics;
using System.Globalization;
using NegPreact.Models;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>memory [GB]</c>: makes a random bfloat16 model of about that size in shards, loads it, runs it, and says what the
/// process needed at most. <c>memory gguf [LAYERS]</c>: the same with a GGUF file of the shape of an 8 B Llama in 4
/// bits, which has 32 layers, its weights packed. The model lies in the user's cache folder and is deleted afterwards.
/// </summary>
internal static class MemoryMeasurement
{
    private const int Tokens = 64;
    private const double PackedLimit = 10e9; // bytes, of the whole process

    public static int Run(double gigabytes)
    {
        var shape = BigModel.OfSize((long)(gigabytes * 1e9));
        return Run(folder => (folder, BigModel.Write(folder, shape)), weights => weights * 1.15);
    }

    public static int RunGguf(int layers) => Run(
        folder =>
        {
            var path = Path.Combine(folder, "big.gguf");
            return (path, BigGguf.Write(path, layers));
        }, _ => PackedLimit);

    private static int Run(Func<string, (string Model, long Weights)> write, Func<long, double> limit)
    {
        var folder = Path.Combine(UserCache.Folder, "big", Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(folder);
            var (place, weights) = write(folder);
            Print("weights", weights);
            Print("peak before loading", Peak());
            var clock = Stopwatch.StartNew();
            using var model = LanguageModel.Load(place, new LoadOptions { Precision = WeightPrecision.Stored });
            Print("peak after loading", Peak());
            Console.WriteLine($"loaded in {clock.Elapsed.TotalSeconds:F1} s, {model.Network.ParameterCount:N0} "
                + $"parameters, SHA-256 {model.WeightsSha256}");
            clock.Restart();
            using var logits = model.Logits([[.. Enumerable.Range(0, Tokens)]]);
            using var finite = logits.isfinite().all();
            Console.WriteLine($"{Tokens} tokens in {clock.Elapsed.TotalSeconds:F1} s, finite: {finite.item<bool>()}");
            Print("peak after running", Peak());
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"peak / weights: {(double)Peak() / weights:F3}"));
            return Peak() <= limit(weights) ? 0 : 1;
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Lets <see cref="Peak"/> begin anew, on Linux.</summary>
    public static void ForgetPeak()
    {
        if (OperatingSystem.IsLinux())
            File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The most bytes that were ever resident.</summary>
    /// <remarks>VmHWM, which .NET's own figure is taken from too.</remarks>
    public static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static void Print(string what, long bytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-20} {bytes / 1e9,8:F3} GB"));
}
