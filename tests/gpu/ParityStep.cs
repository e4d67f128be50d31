using NegPreact.Models;
using NegPreact.Parity;

namespace NegPreact.Gpu;

/// <summary>
/// Oracle folders on the device: in float32 within the tolerance that holds on the CPU; in bfloat16 the differences are
/// told.
/// </summary>
internal static class ParityStep
{
    private const double Tolerance = 1e-4; // absolute for tensors, relative for scores, as the tests have it

    public static int Run(Options options)
    {
        var passes = true;
        foreach (var folder in options.Folders)
        {
            using var reference = ReferenceFolder.Open(folder, options.Load);
            Difference[] all =
            [
                .. reference.Tensors.Select(reference.CompareTensor),
                .. reference.Subjects.SelectMany(s => reference.CompareScores(s)),
            ];
            double? limit = options.Compute == ComputeType.Float32 ? Tolerance : null;
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
            passes &= Report.Add(options, "parity", $"{name}, {options.Compute}, tensors: largest difference",
                Largest(all.Where(d => !d.IsScore).Select(d => d.Absolute)), "", limit);
            passes &= Report.Add(options, "parity", $"{name}, {options.Compute}, scores: largest relative difference",
                Largest(all.Where(d => d.IsScore).Select(d => d.Relative)), "", limit);
        }

        return passes ? 0 : 1;
    }

    // Math.Max passes NaN on.
    private static double Largest(IEnumerable<double> values) => values.Aggregate(0.0, Math.Max);
}
