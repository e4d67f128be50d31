namespace NegPreact;

/// <summary>
/// The charts of the notebooks, from plain numbers. Each carries its numbers as a table, and says beneath what it does
/// not draw.
/// </summary>
public static partial class Charts
{
    private const int TableRows = 50;

    private static void Need(string title, string noun, int count, int most = int.MaxValue)
    {
        if (count == 0)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": there is no {noun} to draw; give at least one.");
        if (count > most)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": {Numbers.Count(count, noun)} cannot be told apart in one chart "
                + $"(the most is {Numbers.Count(most)}); average or choose among them first.");
    }

    private static void NeedDistinct(string title, IEnumerable<string> names)
    {
        if (names.CountBy(n => n).FirstOrDefault(n => n.Value > 1) is { Key: { } name })
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": the name \"{name}\" occurs more than once, and one would be "
                + "drawn over the other; tell them apart.");
    }

    private static IEnumerable<string> NotDrawn(string title, int missing, int all, string noun, params Axis[] axes)
    {
        var reasons = axes.Any(a => a.Logarithmic) ? "missing, infinite, or not above 0 on a logarithmic axis"
            : "missing or infinite";
        if (missing == all)
            throw new NegPreactException(
                ErrorKind.Figure, $"Figure \"{title}\": of {Numbers.Count(all, noun)} none has a place on the axes; "
                + $"look for values that are {reasons}.");
        return missing == 0 ? [] :
            [$"{Numbers.Count(missing)} of {Numbers.Count(all, noun)} {(missing == 1 ? "has" : "have")} no place on "
                + $"the axes ({reasons}); {(missing == 1 ? "it is" : "they are")} only in the table."];
    }

    private static IEnumerable<string> Levels(string shownAs, IEnumerable<Interval?> intervals)
    {
        var levels = intervals.OfType<Interval>().Select(i => i.Level).Distinct().Order().ToArray();
        return levels.Length == 0 ? []
            : [$"{shownAs}: {string.Join(" and ", levels.Select(Numbers.Percent))} intervals."];
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count <= 6 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
}
