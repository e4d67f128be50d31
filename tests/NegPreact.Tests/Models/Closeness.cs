namespace NegPreact.Tests.Models;

/// <summary>Compares many numbers at once and writes the largest difference into the test's output.</summary>
internal static class Closeness
{
    /// <summary>Every value is as near as allowed; how near the farthest is goes to the output.</summary>
    public static void Check(string what, IReadOnlyList<double> expected, IReadOnlyList<double> actual,
        double tolerance, bool relative = false)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.NotEmpty(expected);
        var (worst, at) = (-1.0, 0);
        for (var i = 0; i < expected.Count; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]) / (relative ? Math.Abs(expected[i]) : 1);
            if (!(difference <= worst)) // NaN is the worst
                (worst, at) = (difference, i);
            if (double.IsNaN(worst))
                break;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{what}: largest {(relative ? "relative " : "")}difference {worst:E1} of {expected.Count} values");
        Assert.True(worst <= tolerance, $"{what}: value {at} is {actual[at]}, expected {expected[at]}, tolerance "
            + $"{tolerance}");
    }

    public static void Check(string what, float[] expected, float[] actual, double tolerance) =>
        Check(what, Array.ConvertAll(expected, v => (double)v), Array.ConvertAll(actual, v => (double)v), tolerance);

    public static void Check(string what, double expected, double actual, double tolerance, bool relative = false) =>
        Check(what, [expected], [actual], tolerance, relative);
}
