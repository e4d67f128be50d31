namespace NegPreact;

/// <summary>The numbers behind the figures of notebook 07.</summary>
public static class CheckpointTables
{
    private const int All = 200;

    /// <summary>What was measured, on what.</summary>
    public static Table Measured(this CheckpointsResult found)
    {
        var (settings, last) = (found.Settings, found.Steps[^1].Measured);
        var table = new Table("What was measured").Show(All).Column("what").Column("which").Column("SHA-256")
            .Row("text that neurons are chosen on", found.Scored.Text, found.Scored.TextSha256)
            .Row("text that effects are measured on", $"{found.Source.Text}, "
                + $"{Numbers.Count(last.Untouched.WindowLosses.Count, "window")} of {settings.WindowLength} tokens",
                found.Source.TextSha256);
        foreach (var (ability, scores) in last.Untouched.Scores)
            table.Row("items", $"{scores.Name}: {Numbers.Count(scores.Right.Count, "pair")} of "
                + $"{found.Mastered[ability].Share}, which the untouched model masters at the last step",
                scores.ItemsSha256);
        table.Row("followed", $"the top {settings.Percent} % of each layer: {found.Backward.Count} neurons", null)
            .Row("ablated", $"the top {settings.Dose} % of each layer at each step", null)
            .Row("random sets", $"{settings.Seeds.Count} at the first trained and the last step, "
                + $"{Math.Min(settings.SetsBetween, settings.Seeds.Count)} at the others", null);
        foreach (var step in found.Steps)
            table.Row($"step {Numbers.Count(step.Step)}", found.Source.Model, step.Measured.WeightsSha256);
        if (settings.Quick)
            table.Note("A quick run: fewer windows, sets and pairs than usual, so the intervals are wider and more "
                + "verdicts undecided.");
        return table;
    }

    /// <summary>Each step in one row.</summary>
    public static Table Overview(this CheckpointsResult found)
    {
        var abilities = found.Steps[0].Measured.Untouched.Scores;
        var table = new Table($"{found.Source.Model} during training").Show(All).Column("step")
            .Column("perplexity", format: "#,0.0")
            .Column("median distance, all", "sigma", "0.000").Column("top", "sigma", "0.000")
            .Column("top at the last step", "sigma", "0.000")
            .Column($"top at step {Numbers.Count(found.ForwardStep)}", "sigma", "0.000");
        foreach (var scores in abilities.Values)
            table.Column($"{scores.Name}: accuracy", "%", "0.0");
        foreach (var step in found.Steps)
            table.Row([step.Step, Math.Exp(step.Loss), step.All.Median, step.OfTop.Median, step.OfBackward.Median,
                step.OfForward.Median,
                .. abilities.Keys.Select(a => (object)(100 * step.Accuracy(a).Value))]);
        return table;
    }

    /// <summary>By how much the target exceeds its controls at each step.</summary>
    public static Table Excess(this CheckpointsResult found, CheckpointMeasure by)
    {
        var table = new Table($"The target minus its controls: {found.Name(by)} ({found.Unit(by)})")
            .Show(All).Column("step");
        var format = by.IsAccuracy() ? "0.00" : "0.00000";
        foreach (var control in (string[])["random sets", "lowest distance"])
            table.EstimateColumns($"less {control}", format: format);
        table.Column("random sets that do as much");
        foreach (var step in found.Steps)
        {
            var (random, matched) = (step.Effects[by].BeyondRandom, step.Effects[by].BeyondMatched);
            table.Row(step.Step, random.Beyond, matched, $"{random.AtLeast} of {random.Sets}");
        }

        return table.Note($"Target: the top {found.Settings.Dose} % of each layer at each step. Above 0 the target "
            + "suffers more. 95 % intervals: Student's t over windows or pairs; less random sets, with the spread of "
            + "the sets too.");
    }

    /// <summary>
    /// What zeroing the negatives of an early step's top does at the last step: the neurons frozen, the model trained.
    /// </summary>
    public static Table FrozenCohort(this CheckpointsResult found)
    {
        var table = new Table($"At the last step: the top {found.Settings.Dose} % of step "
            + $"{Numbers.Count(found.ForwardStep)} ablated").Show(All).Column("measure").Column("unit")
            .EstimateColumns("early top", format: "0.0000").EstimateColumns("less random sets", format: "0.0000")
            .Column("p, corrected (largest of all)", format: TableColumn.PValue)
            .EstimateColumns("the last step's own top less the early one", format: "0.0000");
        var last = found.Steps[^1].Measured;
        if (last.Frozen is not { } frozen)
            return table.Note("The early step is the last one, so there is nothing to freeze.");
        var measures = Enum.GetValues<CheckpointMeasure>();
        AgainstSets[] early = [.. measures.Select(
            by => new AgainstSets(CheckpointEffect.Of(last, frozen, by), CheckpointEffect.OfRandom(last, by)))];
        var corrected = AgainstSets.Largest(early);
        foreach (var (m, by) in measures.Index())
            table.Row(
                found.Name(by), found.Unit(by), early[m].Target.Estimate(), early[m].Contrast.Beyond,
                corrected?[m], CheckpointEffect.Of(last, last.Target, by).Less(early[m].Target).Estimate());
        return table.Note($"Exploratory, against {last.Random.Count} random sets; above 0: worse.");
    }

    /// <summary>How many of the cohorts' neurons are still, or already, among the top at each step.</summary>
    public static Table Members(this CheckpointsResult found)
    {
        var table = new Table("How many of each step's top are among those that are followed").Show(All).Column("step")
            .Column("neurons in the top")
            .Column("of these in the top at the last step")
            .Column($"in the top at step {Numbers.Count(found.ForwardStep)}").Column("by chance", format: "0.00");
        foreach (var step in found.Steps)
        {
            var back = CheckpointOverlap.Of(step.Top, found.Backward);
            table.Row(step.Step, step.Top.Count, back.Common, CheckpointOverlap.Of(step.Top, found.Forward).Common,
                back.ExpectedCommon);
        }

        return table;
    }

    /// <summary>What goes together over the trained steps.</summary>
    public static Table Correlations(this CheckpointsResult found)
    {
        var table = new Table("Spearman correlations over the trained steps").Show(All).Column("of").Column("with")
            .EstimateColumns("correlation", format: "0.00").Column("p", format: TableColumn.PValue);
        foreach (var (name, distance) in (List<(string, Func<CheckpointStep, double>)>)[
            ("median distance of the top", s => s.OfTop.Median), ("median distance of all neurons", s => s.All.Median)])
        {
            Add(name, "the untouched model's loss", found.Correlation(distance, s => s.Loss));
            foreach (var (ability, scores) in found.Steps[0].Measured.Untouched.Scores)
                Add(name, $"{scores.Name}: accuracy", found.Correlation(distance, s => s.Accuracy(ability).Value));
            foreach (var by in Enum.GetValues<CheckpointMeasure>())
                Add(
                    name, $"{found.Name(by)}, target minus random sets",
                    found.Correlation(distance, s => s.Effects[by].BeyondRandom.Beyond.Value));
        }

        return table.Note($"{FewSteps(found)} 95 % intervals: Student's t of Fisher's z; p: permutation test of no "
            + "positive correlation, not corrected for the number of rows.");

        void Add(string of, string with, SpearmanOfFew? rho) => table.Row(
            of, with, rho?.Estimate.Value, rho?.Estimate.Interval.Low, rho?.Estimate.Interval.High, rho?.PValue);
    }

    /// <summary>From which step on each layer separates close inputs below zero.</summary>
    public static Table SeparationBegins(this CheckpointsResult found)
    {
        var last = found.Steps[^1];
        var table = new Table(
            "From which step on do the Wasserstein neurons separate below zero more than random neurons?")
            .Show(All).Column("layer").Column("from step")
            .EstimateColumns("difference of shares at the last step", format: "0.000");
        foreach (var layer in Enumerable.Range(0, found.Backward.LayerCounts.Count).Select(l => (int?)l).Append(null))
        {
            var difference = CheckpointsResult.Separation(last, layer)?.Difference;
            table.Row(
                layer is null ? "all" : $"{layer}", found.SeparatesFrom(layer) is { } step ? Numbers.Count(step)
                : difference is null ? new Missing("not measured at the last step") : "never",
                difference?.Value, difference?.Interval.Low, difference?.Interval.High);
        }

        foreach (var step in found.Steps.Where(s => s.Measured.SeparationMissing is not null))
            table.Note($"Step {Numbers.Count(step.Step)}: not measured, since {step.Measured.SeparationMissing}");
        return table.Note("The first step from which on the whole 95 % interval lies above 0 at every measured step. "
            + "Many intervals are looked at, so a layer may seem to begin by chance.");
    }

    internal static string FewSteps(CheckpointsResult found) =>
        $"{Numbers.Count(found.Trained.Count, "step")} of one training run: few, and each follows from the one before, "
            + "so the interval is too narrow; it says nothing about another training run.";
}
