using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>What a verdict is made from: an effect with its interval, a test, and the smallest effect that matters.
/// </summary>
/// <param name="Effect">The effect that the claim is about, with its interval; larger agrees with the claim.</param>
/// <param name="Smallest">The smallest effect that matters, in the same unit.</param>
/// <param name="PValue">Of the primary test that the effect is at most <see cref="Threshold"/>, one-sided.</param>
/// <param name="Test">The primary test in words.</param>
public sealed record Evidence(Estimate Effect, SmallestEffect Smallest, double PValue, string Test)
{
    /// <summary>The level of every one-sided test, that of one end of a 95 % interval.</summary>
    public const double Alpha = 0.025;

    private const double Power = 0.8;

    /// <summary>What the effect is compared with: the value of no effect, 0 for a difference.</summary>
    public double Threshold { get; init; }

    /// <summary>
    /// What the target itself costs against the untouched model, where that is not the effect: a claim that it costs
    /// more than a control cannot hold where it costs nothing.
    /// </summary>
    public Estimate? Own { get; init; }

    /// <summary>Where one more control set would lie; null where there are not several.</summary>
    public Interval? OneMore { get; init; }

    /// <summary>
    /// A p-value that can become as small as one likes, for corrections over many tests; see
    /// <see cref="SetContrast.Continuous"/>.
    /// </summary>
    public double Continuous { get; init; } = PValue;

    /// <summary>The standard error behind the test.</summary>
    public double StandardError { get; init; }

    /// <summary>
    /// The smallest effect beyond the threshold that this much data would have shown in 80 % of cases: (1.96 + 0.84)
    /// standard errors.
    /// </summary>
    public double Detectable => (Normal.InvCDF(0, 1, 1 - Alpha) + Normal.InvCDF(0, 1, Power)) * StandardError;

    /// <summary>An effect judged by its own interval: the test is whether the lower end lies above the threshold.
    /// </summary>
    /// <param name="effect">The effect with its 95 % interval.</param>
    /// <param name="smallest">The smallest effect that matters.</param>
    /// <param name="threshold">The value of no effect.</param>
    /// <param name="interval">Where the interval comes from, in words.</param>
    public static Evidence Of(
        Estimate effect, SmallestEffect smallest, double threshold = 0, string interval = "bootstrap")
    {
        ArgumentNullException.ThrowIfNull(effect);
        var error = (effect.Value - effect.Interval.Low) / Proportion.Quantile(effect.Interval.Level);
        var p = error > 0 ? Normal.CDF(0, 1, (threshold - effect.Value) / error) : effect.Value > threshold ? 0 : 1;
        return new(effect, smallest, p, $"lower end of the 95 % interval ({interval})")
        {
            Threshold = threshold,
            StandardError = error,
        };
    }

    /// <summary>A target's effect beyond that of other neurons.</summary>
    /// <param name="contrast">The comparison; its unit is the effect's.</param>
    /// <param name="smallest">The smallest effect that matters.</param>
    public static Evidence Of(SetContrast contrast, SmallestEffect smallest)
    {
        ArgumentNullException.ThrowIfNull(contrast);
        var test = contrast.Sets > 1
            ? $"{contrast.Test}, {contrast.AtLeast} of which do at least as much"
            : contrast.Test;
        return new(contrast.Beyond, smallest, contrast.PValue, test)
        {
            Own = contrast.Own,
            OneMore = contrast.OneMore,
            Continuous = contrast.Continuous,
            StandardError = contrast.StandardError,
        };
    }

    /// <summary>
    /// The same in another unit, one that rises with the first: intervals' ends are mapped, errors scaled by the slope
    /// at the threshold.
    /// </summary>
    internal Evidence Map(Func<double, double> rising, SmallestEffect smallest)
    {
        const double step = 1e-6;
        return this with
        {
            Effect = Effect.Map(rising),
            Smallest = smallest,
            Threshold = rising(Threshold),
            Own = Own?.Map(rising),
            OneMore = OneMore is { } m ? new Interval(rising(m.Low), rising(m.High), m.Level) : null,
            StandardError = StandardError * (rising(Threshold + step) - rising(Threshold - step)) / (2 * step),
        };
    }

    /// <summary>
    /// Sentences on what an undecided verdict would take: the effect that could have been shown, and how much more data
    /// would decide it if the estimate stayed.
    /// </summary>
    internal IEnumerable<string> ToDecide(string unit)
    {
        yield return $"This much data shows {Numbers.Text(Detectable, "0.####")} {unit} in 80 % of cases.";
        var (high, half) = (Effect.Interval.High, Effect.Interval.High - Effect.Value);
        var (above, below) = (Effect.Value - Threshold, Threshold + Smallest.Value - Effect.Value);
        if (OneMore is not null && PValue > Alpha && high >= Threshold + Smallest.Value && below <= 0)
            yield return "More items would not decide it: the control sets themselves differ by that much.";
        else if (Math.Max(OneMore is null ? above : 0, below) is > 0 and var gap && half > gap)
            yield return $"About {Numbers.Text(Math.Ceiling(Math.Pow(half / gap, 2)), "#,0")} times as many "
                + "items would decide it if the estimate stayed.";
    }
}
