namespace NegPreact;

/// <summary>
/// What ablations add to the surprisal of each class of words, mean over the class's tokens. The units are windows of
/// text: tokens of one window share its topic, so a class's mean is the ratio of two sums over windows.
/// </summary>
internal sealed class ClassMeans
{
    private readonly double[][] counts; // [class][window]
    private readonly double[][] target;
    private readonly double[][] matched;
    private readonly double[][][] random; // [set][class][window]

    /// <summary>A token's class is -1 for none.</summary>
    public ClassMeans(SurprisalChange change, int[] classes, int kinds)
    {
        var length = change.Target.Length / change.Windows;
        counts = Sums(Array.ConvertAll(change.Target, v => double.IsNaN(v) ? v : 1));
        (target, matched) = (Sums(change.Target), Sums(change.Matched));
        random = Array.ConvertAll(change.Random, Sums);

        double[][] Sums(double[] values)
        {
            var sums = Enumerable.Range(0, kinds).Select(_ => new double[change.Windows]).ToArray();
            for (var t = 0; t < values.Length; t++)
                if (classes[t] >= 0 && !double.IsNaN(values[t]))
                    sums[classes[t]][t / length] += values[t];
            return sums;
        }
    }

    /// <summary>How many tokens of a class are scored.</summary>
    public int Tokens(int of) => (int)counts[of].Sum();

    /// <summary>A class.</summary>
    public ClassMeasure Of(int place, string name)
    {
        var own = Ratio(target);
        return new(
            name, Tokens(place), new(own, Array.ConvertAll(random, Ratio)), new(own, [Ratio(matched)]));

        SampleStatistic Ratio(double[][] sums) => SampleStatistic.Ratio(sums[place], counts[place]);
    }

    /// <summary>Every class that has enough tokens.</summary>
    public IEnumerable<ClassMeasure> Each(IReadOnlyList<string> names, int minimumTokens) =>
        Enumerable.Range(0, names.Count).Where(c => Tokens(c) >= minimumTokens).Select(c => Of(c, names[c]));

    /// <summary>The difference of two classes.</summary>
    /// <exception cref="NegPreactException">One of them has no token.</exception>
    public ClassMeasure Less(int first, int second, string name) => Math.Min(Tokens(first), Tokens(second)) > 0
        ? Of(first, name).Less(Of(second, name))
        : throw new NegPreactException(
            ErrorKind.TextTooShort, $"{name}: the text has {Tokens(first)} and {Tokens(second)} such tokens, too few "
            + "to compare; use a longer text.");
}

/// <summary>A class of words, or a difference of two, against both controls.</summary>
internal sealed record ClassMeasure(string Name, int Tokens, AgainstSets Random, AgainstSets Matched)
{
    public ClassMeasure Less(ClassMeasure other) =>
        new(Name, Tokens + other.Tokens, Random.Less(other.Random), Matched.Less(other.Matched));

    public ClassExcess Excess(double? adjusted = null) => new(
        Name, Tokens, Random.Contrast, Random.MeanOfSets, Matched.Contrast, Matched.MeanOfSets, adjusted);

    /// <summary>Classes that are tested together against the same random sets.</summary>
    public static IReadOnlyList<ClassExcess> Together(IEnumerable<ClassMeasure> classes)
    {
        ClassMeasure[] all = [.. classes];
        var adjusted = AgainstSets.Adjust([.. all.Select(c => c.Random)]);
        return [.. all.Zip(adjusted, (c, p) => c.Excess(p))];
    }
}
