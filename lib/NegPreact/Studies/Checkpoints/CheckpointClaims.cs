namespace NegPreact;

/// <summary>What notebook 07 claims.</summary>
public static class CheckpointClaims
{
    private const string Paper = "paper, section on training";
    private const string TooFew = "There are too few trained steps for it, or a quantity does not vary.";

    /// <summary>The claim that Wasserstein neurons are not there from the beginning.</summary>
    public static Claim NeuronsEmerge(this CheckpointsResult found)
    {
        var (statement, trained) = ($"The top {found.Settings.Percent} % of each layer lie further from a Gaussian at "
            + "the last step than at the first trained one.", found.Trained);
        if (trained.Count < 2)
            return Judged(found, "wasserstein-neurons-emerge", statement, null, "sigma", 0, TooFew);
        double[] first = Distances(trained[0]), last = Distances(trained[^1]);
        var rise = PairedBootstrap.Statistic(
            first.Length + last.Length,
            drawn => drawn.Take(last.Length).Average(i => last[i % last.Length]) - drawn.Skip(last.Length)
                .Average(i => first[i % first.Length]),
            found.Settings.Seed, found.Settings.Resamples);
        return Judged(
            found, "wasserstein-neurons-emerge", statement, rise, "sigma", 0,
            $"Mean distance at step {Numbers.Count(trained[0].Step)}: {Numbers.Text(first.Average(), "0.000")}, at "
            + $"step {Numbers.Count(trained[^1].Step)}: {Numbers.Text(last.Average(), "0.000")}; the neurons may be "
            + "others. Bootstrap over neurons.");

        static double[] Distances(CheckpointStep step) => [.. step.Measured.DistancesOf(step.Top).OfType<double>()];
    }

    /// <summary>The claim that the top neurons of an early step are still the top at the end.</summary>
    public static Claim NeuronsStay(this CheckpointsResult found)
    {
        var overlap = CheckpointOverlap.Of(found.Forward, found.Backward);
        var expected = overlap.ExpectedCommon / found.Forward.Count;
        return Judged(
            found, "wasserstein-neurons-stay", $"The neurons that are the top {found.Settings.Percent} % at step "
            + $"{Numbers.Count(found.ForwardStep)} are the top at the last step more often than neurons drawn "
            + "at random.",
            Proportion.Wilson(overlap.Common, found.Forward.Count), "of them", expected,
            $"{overlap.Common} of {found.Forward.Count}; by chance {Numbers.Text(overlap.ExpectedCommon, "0.00")}. "
            + "Wilson's interval.");
    }

    /// <summary>The paper's claim that the ablation hurts more as the neurons emerge: over all steps.</summary>
    public static Claim HurtsMoreWithDistance(this CheckpointsResult found, CheckpointMeasure by) => Judged(
        found, $"{by.Id()}-follows-distance",
        $"Over the steps of training, the further the top {found.Settings.Percent} % lie from a Gaussian, the more it "
        + $"costs to zero the negatives of the top {found.Settings.Dose} %, beyond random neurons ({found.Name(by)}).",
        found.Correlation(s => s.OfTop.Median, s => s.Effects[by].BeyondRandom.Value), "", 0,
        $"Spearman correlation. {CheckpointTables.FewSteps(found)}");

    /// <summary>The same claim of the first trained and the last step.</summary>
    public static Claim HurtsMoreAtTheEnd(this CheckpointsResult found, CheckpointMeasure by) => Judged(
        found, $"{by.Id()}-grows-in-training",
        $"What zeroing the negatives of the top {found.Settings.Dose} % costs beyond random neurons is more at the "
        + $"last step than at the first trained one ({found.Name(by)}).",
        found.Growth.GetValueOrDefault(by), found.Unit(by), 0, found.Trained.Count < 2 ? TooFew :
        $"Steps {Numbers.Count(found.Trained[0].Step)} and {Numbers.Count(found.Trained[^1].Step)}, on the same items; "
            + "bootstrap over these and over the random sets. A model that has learnt more has more to lose.");

    /// <summary>The claim that grammar comes as the neurons emerge.</summary>
    public static Claim GrammarComesWithDistance(this CheckpointsResult found, Ability ability) => Judged(
        found, $"{ability.Id()}-accuracy-follows-distance",
        $"Over the steps of training, the further the top {found.Settings.Percent} % lie from a Gaussian, the better "
        + $"the untouched model does on the {found.Steps[0].Measured.Untouched.Scores[ability].Name} pairs.",
        found.Correlation(s => s.OfTop.Median, s => s.Accuracy(ability).Value), "", 0,
        $"Spearman correlation; whatever rises during training correlates so. {CheckpointTables.FewSteps(found)}");

    private static Claim Judged(CheckpointsResult found, string id, string statement, Estimate? estimate, string unit,
        double threshold, string note)
    {
        var claim = estimate is null
            ? new Claim(id, statement, null, unit, Verdict.Undecided, Paper) { Notes = [TooFew] }
            : Claim.Greater(id, statement, estimate, unit, threshold, Paper, note);
        return claim.About(
            PaperClaim.GrowsInTraining, found.Source, found.Settings,
            $"{Numbers.Count(found.Steps.Count, "step")}, "
            + $"{Numbers.Count(found.Settings.Seeds.Count, "random set")} each");
    }
}
