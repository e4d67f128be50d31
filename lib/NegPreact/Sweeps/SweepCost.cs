using System.Globalization;

namespace NegPreact.Sweeps;

/// <summary>What one condition of a plan costs on one task, before it is measured.</summary>
/// <param name="Condition">The condition and the task; its units differ in their seeds alone.</param>
/// <param name="Units">How many units it has.</param>
/// <param name="Present">How many of them are there already; the other numbers are of those that are not.</param>
/// <param name="Passes">How often the task is run; in searches for equal perplexity, the text.</param>
/// <param name="Tokens">How many tokens that is, beginnings that sentences share counted each time.</param>
/// <param name="SavedShare">
/// The share of layers that need not be run, 0 to 1, where the untouched model's streams find room in memory.
/// </param>
/// <param name="Seconds">How long that takes according to the trial, seconds.</param>
public sealed record SweepCost(
    SweepUnit Condition, int Units, int Present, int Passes, long Tokens, double SavedShare, double Seconds)
{
    /// <summary>A table for people, with the sum in its last line.</summary>
    /// <param name="costs">The rows.</param>
    public static string Table(IReadOnlyList<SweepCost> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return string.Join('\n', [
            Line("units", "there", "passes", "tokens", "saved", "minutes", "condition and task"),
            .. costs.Select(c => Line(
                Numbers.Count(c.Units), Numbers.Count(c.Present), Numbers.Count(c.Passes), Numbers.Count(c.Tokens),
                Numbers.Percent(c.SavedShare), Minutes(c.Seconds), c.Condition.ToString())),
            Line(
                Numbers.Count(costs.Sum(c => c.Units)), Numbers.Count(costs.Sum(c => c.Present)),
                Numbers.Count(costs.Sum(c => c.Passes)), Numbers.Count(costs.Sum(c => c.Tokens)), "",
                Minutes(costs.Sum(c => c.Seconds)), "all; each model's neurons are scored once besides"),
        ]);

        static string Line(
            string units, string there, string passes, string tokens, string saved, string minutes, string what) =>
            $"{units,7} {there,7} {passes,8} {tokens,14} {saved,9} {minutes,9}  {what}";

        static string Minutes(double seconds) => (seconds / 60).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
