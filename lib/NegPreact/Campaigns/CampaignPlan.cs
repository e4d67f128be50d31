namespace NegPreact.Campaigns;

/// <summary>What the steps of a campaign will take on a model, by a trial of a few seconds on it.</summary>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Tokens">Tokens of a pass over the measured text.</param>
/// <param name="Held">How many results the store holds already.</param>
public sealed record CampaignPlan(IReadOnlyList<PlannedStep> Steps, int Tokens, int Held)
{
    private const double SecondsPerHour = 3600;
    private const int TrialWindows = 8;
    private const int TrialPairs = 128;
    private const int TrialQuestions = 4;

    /// <summary>Seconds for all steps that are not done.</summary>
    public double Seconds => Steps.Where(s => !s.IsDone).Sum(s => s.Seconds);

    internal static CampaignPlan Of(
        CampaignContext context, IReadOnlyList<CampaignStep> steps, Func<CampaignStep, bool> isDone, int held)
    {
        var (model, stop, length) = (context.Cache.Model, context.Cache.Stop, context.Settings.WindowLength);
        var windows = context.Measured.Windows(model.Tokenizer, length);
        using var trial = Progress.Start("Trying how fast the model is", 1);
        CampaignWork[] work = [.. steps.Select(s => s.Work(context))];
        var most = Math.Min(TrialWindows, windows.Count);
        var perWindow = Tried(w => w.TextPasses, () => Trial.PerItem(
            most, n => Perplexity.OfWindows(model, [.. windows.Take(n)], stop)));
        var perScored = Tried(w => w.ScoringPasses, () => Trial.PerItem(
            most, n => ActivationPass.Measure(model, [.. windows.Take(n)], context.Scoring, stop)));
        var perPair = Tried(w => w.Pairs, () =>
        {
            var pairs = context.Battery().Blimp.Pairs;
            return Trial.PerItem(Math.Min(TrialPairs, pairs.Count), n => PairScores.Measure(
                model, PairSuite.Of("trial", Trial.Spread(pairs, n)), context.Settings.Convention, stop));
        });
        var perQuestion = Tried(w => w.Questions, () => context.Battery(tasks: true).Tasks.Average(task =>
            Trial.PerItem(Math.Min(TrialQuestions, task.Items.Count), n => TaskScore.Of(
                model, task.Sample(n, 1), new TaskSettings(), stop))));
        trial.Report(1);
        return new CampaignPlan(
            [.. steps.Zip(work, (step, w) => new PlannedStep(
                step, isDone(step), w,
                (w.TextPasses * windows.Count * perWindow) + (
                w.ScoringPasses * context.Settings.ScoredWindows * perScored)
                    + (w.Pairs * perPair) + (w.Questions * perQuestion)))],
            windows.Count * length, held);

        double Tried(Func<CampaignWork, double> part, Func<double> perItem) => work.Sum(part) > 0 ? perItem() : 0;
    }

    /// <summary>The steps with what each will take.</summary>
    public Table Table()
    {
        var table = new Table("What the study will take").Show(Steps.Count + 1).Column("step").Column("what")
            .Column("passes over the text", format: "#,0").Column("tokens", format: "#,0")
            .Column("pairs", format: "#,0").Column("questions", format: "#,0").Column("hours", format: "0.00")
            .Column("done").Column("primary test that it decides");
        foreach (var step in Steps)
            table.Row(
                step.Step.Id, step.Step.Title, step.Work.TextPasses, step.Work.TextPasses * Tokens, step.Work.Pairs,
                step.Work.Questions, step.Seconds / SecondsPerHour, step.IsDone ? "yes" : "no",
                step.Step.Decides.Count > 0 ? string.Join(", ", step.Step.Decides) : "none, exploratory");
        return table
            .Row(
                "left", "", Steps.Where(s => !s.IsDone).Sum(s => s.Work.TextPasses),
                Steps.Where(s => !s.IsDone).Sum(s => s.Work.TextPasses) * Tokens,
                Steps.Where(s => !s.IsDone).Sum(s => s.Work.Pairs),
                Steps.Where(s => !s.IsDone).Sum(s => s.Work.Questions), Seconds / SecondsPerHour, "", "")
            .Note("Estimated by a trial of a few seconds on this machine, at most: paradigms that the model does not "
                + "master are not scored, and most searches for equal perplexity take fewer passes. "
                + $"The store holds {Numbers.Count(Held, "result")}, which cost nothing again.");
    }
}

/// <summary>A step with what it will take.</summary>
/// <param name="Step">The step.</param>
/// <param name="IsDone">Whether the store holds all that it measures.</param>
/// <param name="Work">How much is to be run.</param>
/// <param name="Seconds">How long that takes according to the trial, seconds.</param>
public sealed record PlannedStep(CampaignStep Step, bool IsDone, CampaignWork Work, double Seconds);
