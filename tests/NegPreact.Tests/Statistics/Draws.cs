namespace NegPreact.Tests.Statistics;

/// <summary>Random data for tests.</summary>
internal static class Draws
{
    public static double[] Uniform(SeededRandom random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];

    public static double[] Normal(SeededRandom random, int count) =>
        [.. Uniform(random, count).Select(
        u => Math.Clamp(MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, u), -8, 8))];
}
