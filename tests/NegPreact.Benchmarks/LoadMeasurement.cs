using System.Diagnostics;
using System.Text.Json;
using NegPreact.Native;

namespace NegPreact.Benchmarks;

/// <summary>
/// <c>figures load</c>: loading the first GGUF file of the shared folder, in processes of their own (<c>load</c>), from
/// the call to the model, libtorch's start included; and the most memory that this needs beyond libtorch alone.
/// </summary>
internal static class LoadMeasurement
{
    private const int Times = 3;

    public static IEnumerable<BenchmarkFigure> Figures()
    {
        var data = Path.Combine(Repository.Shared, "data");
        var file = Directory.Exists(data)
            ? Directory.EnumerateFiles(data, "*.gguf", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
        if (file is null)
            yield break;
        Loaded[] loads = [.. Enumerable.Range(0, Times).Select(_ => InProcess(file))];
        var (empty, name) = (InProcess(), Path.GetFileNameWithoutExtension(file));
        yield return new($"loading {name}", "s", loads.Min(l => l.Seconds));
        yield return new(
            $"most memory while loading {name}, beyond libtorch alone", "GB",
            (loads.Max(l => l.Peak) - empty.Peak) / 1e9, loads[0].SingleBytes / 1e9, "its weights as float32");
    }

    /// <summary><c>load [FILE]</c>: loads a model, or nothing but libtorch, and prints what it took.</summary>
    public static int Run(string[] file)
    {
        var (clock, bytes) = (Stopwatch.StartNew(), 0L);
        if (file is [var path])
        {
            using var model = LanguageModel.Load(path, tell: _ => { });
            clock.Stop();
            bytes = model.Network.ParameterCount * sizeof(float);
        }
        else
        {
            NativeLibraries.EnsureLoaded();
            TorchSharp.torch.zeros(1).Dispose();
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new Loaded(clock.Elapsed.TotalSeconds, MemoryMeasurement.Peak(), bytes)));
        return 0;
    }

    private static Loaded InProcess(params string[] file) =>
        JsonSerializer.Deserialize<Loaded>(Programs.Run(Programs.Benchmarks, ["load", .. file]).Output)!;

    private sealed record Loaded(double Seconds, long Peak, long SingleBytes);
}
