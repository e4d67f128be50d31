namespace NegPreact;

/// <summary>What notebook 07 claims.</summary>
public static class CheckpointClaims
{
    private const string Paper = "paper, section on training";
    private const string TooFew = "There are too few trained steps for it, or a quantity does not vary.";

    private static readonly SmallestEffect Away = new(
        0.05, "a twentieth of a neuron's own standard deviation, by which its values move on average");

    /// <summary>The claim that Wasserstein neurons are not there from the beginning.</summary>
    public static Claim NeuronsEmerge(this CheckpointsResult found)
    {
        var (statement, trained) = ($"The top {found.Settings.Percent} % of each layer lie further from a Gaussian at "
            + "the last step than at the first trained one.", found.Trained);
        if (trained.Count < 2)
            return Judged(found, "wasserstein-neurons-emerge", statement, null, "sigma");
        double[] first = Distances(trained[0]), last = Distances(trained[^1]);
        var rise = SampleStatistic.Mean(last).LessIndependent(SampleStatistic.Mean(first));
        return Judged(
            found, "wasserstein-neurons-emerge", statement, EffectEvidence.Above(rise, Away),
            "sigma", $"Mean distance at step {Numbers.Count(trained[0].Step)}: {Numbers.Text(first.Average(), "0.000")}"
            + $", at step {Numbers.Count(trained[^1].Step)}: {Numbers.Text(last.Average(), "0.000")}; the neurons may "
            + "be others, and are taken for independent.");

        static double[] Distances(CheckpointStep step) => [.. step.Measured.DistancesOf(step.Top).OfType<double>()];
    }

    /// <summary>The question whether the top neurons of an early step are still the top at the end.</summary>
    public static Claim NeuronsStay(this CheckpointsResult found)
    {
        var overlap = CheckpointOverlap.Of(found.Forward, found.Backward);
        var evidence = Evidence.Of(
            Proportion.Wilson(overlap.Common, found.Forward.Count).Percent(), SmallestEffect.Share,
            100 * overlap.ExpectedCommon / found.Forward.Count);
        return Judged(
            found, "wasserstein-neurons-stay", $"The neurons that are the top {found.Settings.Percent} % at step "
            + $"{Numbers.Count(found.ForwardStep)} are the top at the last step more often than neurons drawn "
            + "at random.",
            evidence.By(
                overlap.PValue, "exact probability that random sets share as many (hypergeometric, layer by layer)"),
            "% of them",
            $"{overlap.Common} of {found.Forward.Count}; by chance {Numbers.Text(overlap.ExpectedCommon, "0.00")}. "
            + "Wilson's interval.") with
        {
            Tests = null, Source = "not in the paper; this project's question",
        };
    }

    /// <summary>The paper's claim that the ablation hurts more as the neurons emerge: over all steps.</summary>
    public static Claim HurtsMoreWithDistance(this CheckpointsResult found, CheckpointMeasure by) => Judged(
        found, $"{by.Id()}-follows-distance",
        $"Over the steps of training, the further the top {found.Settings.Percent} % lie from a Gaussian, the more it "
        + $"costs to zero the negatives of the top {found.Settings.Dose} %, beyond random neurons ({found.Name(by)}).",
        OverSteps(found.Correlation(s => s.OfTop.Median, s => s.Effects[by].BeyondRandom.Beyond.Value)), "Spearman",
        CheckpointTables.FewSteps(found));

    /// <summary>The same claim of the first trained and the last step.</summary>
    public static Claim HurtsMoreAtTheEnd(this CheckpointsResult found, CheckpointMeasure by) => Judged(
        found, $"{by.Id()}-grows-in-training",
        $"What zeroing the negatives of the top {found.Settings.Dose} % costs beyond random neurons is more at the "
        + $"last step than at the first trained one ({found.Name(by)}).",
        found.Growth.GetValueOrDefault(by) is { } growth
            ? Evidence.Of(growth, found.Smallest(by)) with { Own = found.Steps[^1].Effects[by].Target }
            : null,
        found.Unit(by), found.Trained.Count < 2 ? "" :
        $"Steps {Numbers.Count(found.Trained[0].Step)} and {Numbers.Count(found.Trained[^1].Step)}, on the same items "
            + "and with the same random sets; what the target costs by itself is that of the last step. A model that "
            + "has learnt more has more to lose.",
        by == CheckpointMeasure.Loss ? null : by.Ability());

    /// <summary>The claim that grammar comes as the neurons emerge.</summary>
    public static Claim GrammarComesWithDistance(this CheckpointsResult found, Ability ability) => Judged(
        found, $"{ability.Id()}-accuracy-follows-distance",
        $"Over the steps of training, the further the top {found.Settings.Percent} % lie from a Gaussian, the better "
        + $"the untouched model does on the {found.Steps[0].Measured.Untouched.Scores[ability].Name} pairs.",
        OverSteps(found.Correlation(s => s.OfTop.Median, s => s.Accuracy(ability).Value)), "Spearman",
        $"Whatever rises during training correlates so. {CheckpointTables.FewSteps(found)}", ability);

    private static Evidence? OverSteps(SpearmanOfFew? rho) => rho is null
        ? null
        : Evidence.Of(rho.Estimate, SmallestEffect.Correlation).By(
            rho.PValue, "permutation test over the steps") with
        {
            StandardError = 0, // on the scale of Fisher's z, where it says nothing about how large a rho is seen
        };

    private static Claim Judged(
        CheckpointsResult found, string id, string statement, Evidence? evidence, string unit, string note = "",
        Ability? on = null)
    {
        var mastered = on is { } ability ? found.Mastered[ability] : null;
        var claim = (mastered?.Nothing ?? (evidence is null ? TooFew : null)) is { } reason
            ? Claim.CannotApply(id, statement, unit, Paper, reason)
            : Claim.Of(
                id, statement, evidence!, unit, Paper,
                [
                    note,
                    mastered?.Judged(found.Steps[0].Measured.Untouched.Scores[on!.Value].Right.Count) ?? "",
                    .. StudyNames.Quick(found.Settings.Quick),
                ]);
        return claim.About(
            PaperClaim.GrowsInTraining, found.Source, found.Settings,
            $"{Numbers.Count(found.Steps.Count, "step")}, {Numbers.Count(found.Settings.Seeds.Count, "random set")} "
            + "at the first trained and the last");
    }
}
