namespace NegPreact.Sweeps;

/// <summary>The text and the items of a plan.</summary>
internal sealed record SweepData(Corpus Text, IReadOnlyDictionary<SweepTask, PairSuite> Pairs,
    IReadOnlyDictionary<SweepTask, TaskSet> Questions, IReadOnlyList<string?> Hashes)
{
    /// <exception cref="NegPreactException">Something cannot be read.</exception>
    public static SweepData Load(SweepPlan plan)
    {
        var pairs = plan.Tasks.Where(t => t.Measure == SweepMeasure.Pairs).ToDictionary(t => t, PairsOf);
        var questions = plan.Tasks.Where(t => t.Measure == SweepMeasure.Questions).ToDictionary(t => t, QuestionsOf);
        return new SweepData(
            Corpus.Load(plan.Text), pairs, questions,
            [.. plan.Tasks.Select(t => pairs.GetValueOrDefault(t)?.Sha256 ?? questions.GetValueOrDefault(t)?.Sha256)]);
    }

    private static PairSuite PairsOf(SweepTask task)
    {
        var suite = PairSuite.Load(task.Path!, task.Suite);
        return task.Most is { } most ? Battery.Part(suite, most, SweepManifest.DrawSeed) : suite;
    }

    private static TaskSet QuestionsOf(SweepTask task) =>
        TaskSet.Load(task.Path!) is var all && task.Most is { } most ? all.Sample(most, SweepManifest.DrawSeed) : all;
}
