namespace NegPreact.Sweeps;

/// <summary>What a pass of each task costs on one model, found by short runs.</summary>
internal sealed class SweepTrial(
    MeasuringCache cache, SweepPlan plan, SweepData data, IReadOnlyList<IReadOnlyList<int>> windows)
{
    private readonly Dictionary<SweepTask, (long Tokens, double Seconds, double Above)> known = [];

    /// <summary>The cost of those units of a condition that are not there yet.</summary>
    /// <param name="condition">The condition and its task.</param>
    /// <param name="units">How many units there are.</param>
    /// <param name="present">How many are there.</param>
    public SweepCost Of(SweepUnit condition, int units, int present)
    {
        var share = (condition.Layers?.First ?? 0) / (double)cache.Model.Layers;
        var left = units - present;
        var (tokens, seconds) = Cost(condition.Task, left);
        // A match is sought once for all tasks.
        var searches = condition.Neurons is { IsSearched: true } && condition.Task == plan.Tasks[0]
            ? left * PerplexityMatching.UsualPasses : 0;
        var (more, longer) = Cost(new SweepTask { Measure = SweepMeasure.Perplexity }, searches);
        return new SweepCost(
            condition, units, present, left + searches, tokens + more, share, seconds + longer);

        (long Tokens, double Seconds) Cost(SweepTask task, int passes)
        {
            if (passes == 0)
                return (0, 0);
            if (!known.TryGetValue(task, out var one))
                known[task] = one = Run(task);
            return (one.Tokens * passes, passes * (one.Seconds - (share * (one.Seconds - one.Above))));
        }
    }

    // Tokens, seconds of a whole pass, and seconds of one whose layers are all taken from the last one: the head's.
    private (long Tokens, double Seconds, double Above) Run(SweepTask task)
    {
        var (model, stop) = (cache.Model, cache.Stop);
        var (tokens, items, run) = task.Measure switch
        {
            SweepMeasure.Perplexity => (
                windows.Sum(w => (long)w.Count), windows.Count,
                n => Perplexity.OfWindows(model, [.. windows.Take(n)], stop)),
            SweepMeasure.Pairs => OfPairs(data.Pairs[task], SweepConditions.Convention(task.Convention)),
            SweepMeasure.Questions => OfQuestions(data.Questions[task]),
            _ => throw new InvalidOperationException($"unknown measure {task.Measure}"),
        };
        return (tokens, Seconds([]), Seconds(null));

        double Seconds(IEnumerable<int>? depths)
        {
            using var shared = cache.ShareLayers(depths);
            return items * Trial.PerItem(
                Math.Min(items, task.Measure == SweepMeasure.Perplexity ? Trial.Windows : Trial.Items), run);
        }

        (long, int, Action<int>) OfPairs(PairSuite suite, ScoringConvention convention) => (
            PairScores.Encode(model, suite, convention).Sum(s => (long)s.Length), suite.Pairs.Count,
            n => PairScores.Measure(model, PairSuite.Of("trial", Trial.Spread(suite.Pairs, n)), convention, stop));

        (long, int, Action<int>) OfQuestions(TaskSet tasks) => (
            TaskScore.Encode(model, tasks, new TaskSettings()).Sum(r => (long)r.Input.Length), tasks.Items.Count,
            n => TaskScore.Of(model, tasks.Sample(n, SweepManifest.DrawSeed), null, stop));
    }
}
