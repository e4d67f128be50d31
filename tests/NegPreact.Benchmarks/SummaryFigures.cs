using BenchmarkDotNet.Reports;

namespace NegPreact.Benchmarks;

/// <summary>BenchmarkDotNet's table as figures, each beside its baseline.</summary>
internal static class SummaryFigures
{
    private const double NanosecondsPerMicrosecond = 1e3;

    public static IEnumerable<BenchmarkFigure> Of(Summary summary) =>
        from report in summary.Reports
        let mean = Microseconds(report)
        where mean is not null
        let run = report.BenchmarkCase
        let baseline = summary.Reports.FirstOrDefault(r => r.BenchmarkCase.Descriptor.Baseline
            && r.BenchmarkCase.Parameters.DisplayInfo == run.Parameters.DisplayInfo && r != report)
        select new BenchmarkFigure(
            $"{run.Descriptor.DisplayInfo}{run.Parameters.DisplayInfo}", "microseconds per operation", mean.Value,
            baseline is null ? null : Microseconds(baseline), baseline?.BenchmarkCase.Descriptor.WorkloadMethod.Name);

    private static double? Microseconds(BenchmarkReport report) =>
        report.ResultStatistics?.Mean / NanosecondsPerMicrosecond;
}
