using MathNet.Numerics;

namespace NegPreact;

/// <summary>The standard Gaussian, and the area between its distribution function and pieces of another.</summary>
internal static class Gaussian
{
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    public static double Density(double x) => InverseSqrtTwoPi * Math.Exp(-0.5 * x * x);

    public static double Cdf(double x) => 0.5 * SpecialFunctions.Erfc(-x / Constants.Sqrt2);

    /// <summary>
    /// The integral of Phi from minus infinity to x: the area left of a distribution that begins at x.
    /// </summary>
    public static double AreaBelow(double x) => Math.Max(0, (x * Cdf(x)) + Density(x));

    /// <summary>
    /// The integral of |F - Phi| over [a, b] where F rises linearly from <paramref name="fa"/> to
    /// <paramref name="fb"/>.
    /// </summary>
    public static double AreaBetween(double a, double b, double fa, double fb)
    {
        var slope = (fb - fa) / (b - a);
        // F - Phi is monotone between the places where phi equals the slope, so each such piece crosses zero at most
        // once.
        var turn = slope is > 0 and < InverseSqrtTwoPi ? Math.Sqrt(-2 * Math.Log(slope / InverseSqrtTwoPi))
            : double.NaN;
        var area = 0.0;
        var from = a;
        if (-turn > from && -turn < b)
            area += Monotone(from, from = -turn);
        if (turn > from && turn < b)
            area += Monotone(from, from = turn);
        return area + Monotone(from, b);

        double Gap(double x) => fa + (slope * (x - a)) - Cdf(x);

        double Monotone(double u, double v)
        {
            var (atU, atV) = (Gap(u), Gap(v));
            if (atU * atV >= 0)
                return Math.Abs(Signed(u, v));
            var (low, high) = (u, v);
            for (var i = 0; i < 50; i++)
            {
                var middle = (low + high) / 2;
                (low, high) = Gap(middle) * atU > 0 ? (middle, high) : (low, middle);
            }
            return Math.Abs(Signed(u, low)) + Math.Abs(Signed(low, v));
        }

        double Signed(double u, double v) =>
            ((v - u) * (fa + (slope * (((u + v) / 2) - a)))) - ((v * Cdf(v)) + Density(v) - (u * Cdf(u)) - Density(u));
    }
}
