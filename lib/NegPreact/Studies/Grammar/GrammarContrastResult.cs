namespace NegPreact;

/// <summary>What comparing the target with its controls found (notebooks 04 and 08).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text; the items' own hashes are in their scores.</param>
/// <param name="Untouched">The model as it is.</param>
/// <param name="Doses">One for each percentage.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record GrammarContrastResult(
    GrammarContrastSettings Settings, ResultSource Source, Condition Untouched, IReadOnlyList<ContrastDose> Doses)
{
    /// <summary>The results at a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public ContrastDose At(double percent) => Doses.FirstOrDefault(d => d.Percent == percent)
        ?? throw new NegPreactException(ErrorKind.NotMeasured, $"{percent} % of each layer was not measured; the doses are {string.Join(", ", Settings.Percents)} %.");

    /// <summary>
    /// Perplexity over the untouched model's: exp of the mean difference of window losses, averaged over the conditions; 95 % interval by
    /// bootstrap over windows and, where there are several, conditions.
    /// </summary>
    public Estimate PerplexityRatio(params IReadOnlyList<Condition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        double[][] rises = [.. conditions.Select(c => c.Perplexity.WindowLosses.Zip(Untouched.Perplexity.WindowLosses, (a, b) => a - b).ToArray())];
        var rise = SetBootstrap.Means(rises, [new ItemGroup("windows", [[.. Enumerable.Range(0, rises[0].Length)]])], Settings.Seed, Settings.Resamples)[^1];
        return new Estimate(Math.Exp(rise.Value), new Interval(Math.Exp(rise.Interval.Low), Math.Exp(rise.Interval.High)));
    }
}
