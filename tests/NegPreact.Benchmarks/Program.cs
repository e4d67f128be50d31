using System.Globalization;
using BenchmarkDotNet.Running;
using NegPreact.Benchmarks;

if (args is ["nothing"])
    return 0;
var json = Option("--json");
if (args is ["memory", "gguf", .. var layers])
    return MemoryMeasurement.RunGguf(layers is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 2);
if (args is ["memory", .. var size])
    return MemoryMeasurement.Run(size is [var gigabytes] ? double.Parse(gigabytes, CultureInfo.InvariantCulture) : 3);
if (args is ["compute"])
    return ComputeMeasurement.Run();
if (args is ["scoring", var model])
    return ScoringMeasurement.Run(model);
if (args is ["load", .. var file])
    return LoadMeasurement.Run(file);
if (args is ["pass"])
    return NeighbourMeasurement.Pass();
if (args is ["document", var figures])
    return PerformanceDocument.Write(figures);
if (args is ["figures", .. var names])
    return Figures.Run(names, json);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
if (json is not null)
    FigureFile.Add(json, [.. summaries.SelectMany(SummaryFigures.Of)]);
return 0;

string? Option(string name)
{
    var at = Array.IndexOf(args, name);
    if (at < 0 || at == args.Length - 1)
        return null;
    var value = args[at + 1];
    args = [.. args[..at], .. args[(at + 2)..]];
    return value;
}
