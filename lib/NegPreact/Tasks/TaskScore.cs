namespace NegPreact;

/// <summary>
/// How a model did on a task, question by question, so that two models can be compared on the same questions.
/// </summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Kind">What it asks.</param>
/// <param name="Settings">How it was scored.</param>
/// <param name="TaskSha256">SHA-256 of the task's file.</param>
/// <param name="WeightsSha256">SHA-256 of the model's weights.</param>
/// <param name="Outcomes">The questions, in the order of the file.</param>
public sealed record TaskScore(
    string Task, TaskKind Kind, TaskSettings Settings, string TaskSha256, string WeightsSha256,
    IReadOnlyList<TaskOutcome> Outcomes)
{
    /// <summary>Number of questions whose context was cut to fit the model.</summary>
    public int Truncated => Outcomes.Count(o => o.Truncated);

    /// <summary>The accuracy of guessing; 0 where the word must be found among all words.</summary>
    public double Chance => Kind == TaskKind.LastWord ? 0 : Outcomes.Average(o => 1.0 / o.Options.Count);

    /// <summary>
    /// Perplexity of the right last words, each counted as one however many tokens it has (LAMBADA as
    /// lm-evaluation-harness has it): exp of the mean negative log-probability of a word. Null for other tasks.
    /// </summary>
    public double? LastWordPerplexity =>
        Kind == TaskKind.LastWord ? Math.Exp(-Outcomes.Average(o => o.Options[o.Gold].LogProbability)) : null;

    /// <summary>Scores a model.</summary>
    /// <param name="model">The model, with whatever ablation is in force.</param>
    /// <param name="tasks">The questions.</param>
    /// <param name="settings">How; the defaults where null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">
    /// An answer without tokens of its own or longer than the model takes (line named), or a beginning of text that the
    /// tokenizer does not have.
    /// </exception>
    public static TaskScore Of(
        LanguageModel model, TaskSet tasks, TaskSettings? settings = null, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tasks);
        settings ??= new TaskSettings();
        var requests = Encode(model, tasks, settings);
        return From(model, tasks, settings, requests,
            Score(model, tasks, requests, cancellation ?? Progress.Cancellation));
    }

    /// <summary>Each answer of each question in turn, as the model gets it.</summary>
    internal static TaskRequest[] Encode(LanguageModel model, TaskSet tasks, TaskSettings settings)
    {
        if (tasks.Items.Count == 0)
            throw new NegPreactException(
                ErrorKind.DataMissing, $"The task {tasks.Name} was given without questions; give at least one.");
        var encoder = new TaskEncoder(model, settings);
        return [.. tasks.Items.SelectMany(
            item => item.Options.Select(option => encoder.Encode(option, tasks.Name, item.Line)))];
    }

    internal static RequestScore[] Score(
        LanguageModel model, TaskSet tasks, TaskRequest[] requests, CancellationToken cancellation) =>
        ContinuationScorer.Score(model, requests, $"Answering {tasks.Name}", cancellation);

    internal static TaskScore From(
        LanguageModel model, TaskSet tasks, TaskSettings settings, TaskRequest[] requests, RequestScore[] scores)
    {
        var next = 0;
        return new TaskScore(
            tasks.Name, tasks.Kind, settings, tasks.Sha256, model.WeightsSha256, [.. tasks.Items.Select(Outcome)]);

        TaskOutcome Outcome(TaskItem item)
        {
            var answers = next..(next += item.Options.Count);
            return new TaskOutcome(
                item.Line, item.Group, item.Gold,
                [.. scores[answers].Zip(item.Options, (score, option) => score.Of(option))],
                requests[answers].Any(r => r.Truncated));
        }
    }

    /// <summary>Whether each question was answered rightly, for paired tests such as <see cref="McNemar"/>.</summary>
    public bool[] Correct(LengthNormalization normalization = LengthNormalization.Sum) =>
        [.. Outcomes.Select(o => o.Correct(normalization))];

    /// <summary>The share of right answers, with Wilson's interval.</summary>
    public Estimate Accuracy(
        LengthNormalization normalization = LengthNormalization.Sum, double level = Interval.DefaultLevel) =>
        Proportion.Wilson(Outcomes.Count(o => o.Correct(normalization)), Outcomes.Count, level);

    /// <summary>
    /// Number of questions where the order of the answers decided, the likeliest two being equally likely.
    /// </summary>
    public int Ties(LengthNormalization normalization = LengthNormalization.Sum) =>
        Kind == TaskKind.LastWord ? 0 : Outcomes.Count(o => o.Tied(normalization));

    /// <summary>
    /// The kinds of question within the file, each scored by itself, in the order of their first question.
    /// </summary>
    public IReadOnlyList<TaskScore> Groups =>
        [.. Outcomes.GroupBy(o => o.Group).Select(g => this with { Task = g.Key ?? Task, Outcomes = [.. g] })];

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var accuracy = Accuracy();
        var cut = Truncated == 0 ? "" : $", {Truncated} contexts cut";
        return $"{Task}: accuracy {accuracy.Value:P1} ({accuracy.Interval.Low:P1} to {accuracy.Interval.High:P1}; "
            + $"chance {Chance:P1}), "
            + (LastWordPerplexity is { } perplexity
                ? $"perplexity {perplexity:G5} per word"
                : $"{Accuracy(LengthNormalization.PerCharacter).Value:P1} by character")
            + $", {Outcomes.Count} questions{cut}";
    }
}
