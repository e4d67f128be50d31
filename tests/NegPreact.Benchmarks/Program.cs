using System.Globalization;
using BenchmarkDotNet.Running;
using NegPreact.Benchmarks;

if (args is ["memory", "gguf", .. var layers])
    return MemoryMeasurement.RunGguf(layers is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 2);
if (args is ["memory", .. var size])
    return MemoryMeasurement.Run(size is [var gigabytes] ? double.Parse(gigabytes, CultureInfo.InvariantCulture) : 3);
if (args is ["compute"])
    return ComputeMeasurement.Run();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
