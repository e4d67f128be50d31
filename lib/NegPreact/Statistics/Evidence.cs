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

    /// <summary>What <see cref="Own"/> is of, in words.</summary>
    public string OwnOf { get; init; } = "The target by itself";

    /// <summary>The same, judged by another primary test, whose p-value corrections use too.</summary>
    internal Evidence By(double p, string test) => this with { PValue = p, Continuous = p, Test = test };

    /// <summary>The same with a name for <see cref="Own"/>; the usual one where null.</summary>
    internal Evidence Named(string? own) => own is null ? this : this with { OwnOf = own };

    /// <summary>Whether the test alone would say that the claim holds, and only the target's own cost is in doubt.
    /// </summary>
    internal bool LacksOwn => PValue <= Alpha && Own is { Interval.Low: <= 0 };

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
        if (StandardError == 0)
            yield break;
        yield return $"This much data would have shown {Numbers.Text(Detectable, "0.####")} {unit} in about 80 % of "
            + "cases.";
        // How far the interval must shrink to show an effect, or to rule out one that matters; the former only where
        // nothing else is in doubt.
        var (above, below) = (Effect.Value - Threshold, Threshold + Smallest.Value - Effect.Value);
        var (gap, half) = (Math.Max(Own is null or { Interval.Low: > 0 } ? above : 0, below),
            Effect.Interval.High - Effect.Value);
        if (OneMore is not null)
            yield return "More items alone may not decide it: the control sets differ among themselves.";
        else if (gap > 0 && half > gap)
            yield return $"At least {Numbers.Text(Math.Ceiling(Math.Pow(half / gap, 2)), "#,0")} times as many items "
                + "would be needed to decide it if the estimate stayed.";
    }
}
