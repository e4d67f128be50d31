namespace NegPreact;

/// <summary>
/// Mean excess surprisal of the tokens of each class. Each resample draws windows of text, with all their tokens, and
/// sets of neurons where there are several.
/// </summary>
internal static class ClassMeans
{
    /// <summary>One row for each class that has enough tokens; a token's class is -1 for none.</summary>
    public static IReadOnlyList<ClassExcess> Of(
        SurprisalChange change, int[] classes, IReadOnlyList<string> names, PosSurprisalSettings settings)
    {
        var counts = Counts(change, classes, names.Count);
        int[] tokens = [.. names.Select((_, c) => (int)counts.Sum(w => w[c]))];
        var estimates = change.All.Select(sets => Resampled(sets, classes, counts, settings)).ToArray();
        return [.. Enumerable.Range(0, names.Count).Where(c => tokens[c] >= settings.MinimumTokens)
            .Select(c => Row(names[c], tokens[c], estimates, means => means[c])).OfType<ClassExcess>()];
    }

    /// <summary>The difference of class 0 and class 1.</summary>
    /// <exception cref="NegPreactException">One of them has too few tokens.</exception>
    public static ClassExcess Contrast(
        SurprisalChange change, int[] classes, string name, PosSurprisalSettings settings)
    {
        var counts = Counts(change, classes, 2);
        var (first, second) = ((int)counts.Sum(w => w[0]), (int)counts.Sum(w => w[1]));
        var estimates = change.All.Select(sets => Resampled(sets, classes, counts, settings)).ToArray();
        return (Math.Min(first, second) > 0 ? Row(name, first + second, estimates, means => means[0] - means[1]) : null)
            ?? throw new NegPreactException(
                ErrorKind.TextTooShort,
                $"{name}: the text has {first} and {second} such tokens, too few to compare; use a longer text.");
    }

    private static ClassExcess? Row(string name, int tokens, double[][][] resampled, Func<double[], double> of)
    {
        var all = resampled.Select(rows => Intervals.Around(of(rows[0]), rows.Skip(1).Select(of))).ToArray();
        return all is [{ } target, { } random, { } matched, { } beyondRandom, { } beyondMatched]
            ? new ClassExcess(name, tokens, target, random, matched, beyondRandom, beyondMatched)
            : null;
    }

    // The means of all classes, first on the data as they are, then on each resample.
    private static double[][] Resampled(
        double[][] sets, int[] classes, double[][] counts, PosSurprisalSettings settings)
    {
        var kinds = counts[0].Length;
        var length = sets[0].Length / counts.Length;
        var sums = sets.Select(values =>
        {
            var sum = counts.Select(_ => new double[kinds]).ToArray();
            for (var t = 0; t < values.Length; t++)
                if (classes[t] >= 0 && !double.IsNaN(values[t]))
                    sum[t / length][classes[t]] += values[t];
            return sum;
        }).ToArray();
        var random = new SeededRandom(settings.BootstrapSeed);
        var rows = new double[settings.Resamples + 1][];
        for (var r = 0; r < rows.Length; r++)
        {
            var (top, bottom) = (new double[kinds], new double[kinds]);
            int[] drawn = [.. Enumerable.Range(0, counts.Length).Select(w => r == 0 ? w : random.Next(counts.Length))];
            foreach (var w in drawn)
                for (var c = 0; c < kinds; c++)
                    bottom[c] += counts[w][c];
            for (var s = 0; s < sets.Length; s++)
            {
                var set = sums[r == 0 || sets.Length == 1 ? s : random.Next(sets.Length)];
                foreach (var w in drawn)
                    for (var c = 0; c < kinds; c++)
                        top[c] += set[w][c] / sets.Length;
            }

            rows[r] = [.. top.Zip(bottom, (a, b) => a / b)];
        }

        return rows;
    }

    private static double[][] Counts(SurprisalChange change, int[] classes, int kinds)
    {
        var counts = Enumerable.Range(0, change.Windows).Select(_ => new double[kinds]).ToArray();
        for (var t = 0; t < change.Target.Length; t++)
            if (classes[t] >= 0 && !double.IsNaN(change.Target[t]))
                counts[t / (change.Target.Length / change.Windows)][classes[t]]++;
        return counts;
    }
}
