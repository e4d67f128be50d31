namespace NegPreact;

/// <summary>What notebook 03 shows of a <see cref="DoseResponseResult"/>.</summary>
public static class DoseResponseFigures
{
    private const string Section = "paper, section on the intervention";

    /// <summary>What was done to the neurons.</summary>
    public static Table Ablations(this DoseResponseResult found)
    {
        var table = new Table("Ablations").Column("name")
            .Column("what happens to the pre-activation a, or to the activation f(a)");
        foreach (var ablation in found.Settings.Ablations)
            table.Row(ablation.Name, ablation.Meaning);
        return table;
    }

    /// <summary>Perplexity against dose for one ablation: the Wasserstein neurons and the random sets.</summary>
    public static Figure DoseCurve(this DoseResponseResult found, Ablation ablation)
    {
        var doses = found.Doses.Where(d => d.Ablation == ablation).ToList();
        return Charts.Lines(
            $"{ablation.Name}: perplexity over the untouched model's",
            new Axis("neurons ablated in each layer", "%"), new Axis("perplexity ratio"),
            [
                new LineSeries("highest Wasserstein distance",
                    [.. doses.Select(d => new LinePoint(d.Percent, d.TargetRatio))]),
                new LineSeries($"random, mean of {found.Settings.Seeds.Count} sets",
                    [.. doses.Select(d => new LinePoint(d.Percent, d.RandomRatio))]),
            ]);
    }

    /// <summary>Excess loss over random sets at one dose, for every ablation.</summary>
    public static Figure ExcessByAblation(this DoseResponseResult found, double percent) => Charts.Bars(
        $"Loss beyond random sets of the same size, {percent} % of each layer", "Ablation",
        new Axis("excess loss", "nats per token"),
        [.. found.Settings.Ablations.Select(a => new Bar(a.Name, found.At(a, percent).Excess))]);

    /// <summary>Every perplexity that was measured.</summary>
    public static Table Perplexities(this DoseResponseResult found)
    {
        var table = new Table($"Perplexity of {found.Source.Model} on {found.Source.Text}; untouched: "
            + $"{Numbers.Text(found.DensePerplexity, "0.00")}")
            .Column("ablation").Column("dose", "% of each layer", "0.0").Column("neurons")
            .Column("Wasserstein neurons", format: "0.000")
            .Column("random, lowest", format: "0.000").Column("random, mean", format: "0.000")
            .Column("random, highest", format: "0.000")
            .EstimateColumns("excess loss", "nats", "0.0000");
        foreach (var d in found.Doses)
            table.Row(
                d.Ablation.Name, d.Percent, d.Neurons, d.TargetPerplexity, d.RandomPerplexities.Min(),
                d.RandomPerplexities.Average(), d.RandomPerplexities.Max(),
                d.Excess);
        return table.Show(found.Doses.Count).Note(
            $"{found.Windows} windows of {found.Settings.WindowLength} tokens, {found.Settings.Seeds.Count} random "
                + "sets per dose. Excess loss: Wasserstein neurons minus the mean of the random sets; 95 % interval, "
                + "bootstrap over windows and sets.");
    }

    /// <summary>What zeroing every neuron costs: the check that the hooks reach the model.</summary>
    public static Table Collapse(this DoseResponseResult found) =>
        new Table("Collapse check").Column("model").Column("perplexity", format: "0.00")
            .Row("untouched", found.DensePerplexity)
            .Row("every neuron of every layer zeroed", found.CollapsePerplexity);

    /// <summary>The claim that zeroing the negatives raises perplexity.</summary>
    public static Claim NegativesMatter(this DoseResponseResult found, double percent) => Of(
        found, percent, "negatives-matter",
        $"Zeroing the negative pre-activations of the top {percent} % of each layer raises perplexity.",
        found.At(Ablation.ZeroNegative, percent).TargetRatio, Section, PaperClaim.WeakensModel,
        $"In the paper: {PaperClaim.WeakensModel.Measured()}.", unit: "times the untouched model's", threshold: 1);

    /// <summary>The claim that it raises perplexity more than in random neurons.</summary>
    public static Claim BeyondRandom(this DoseResponseResult found, double percent) => Of(
        found, percent, "negatives-matter-beyond-random",
        $"Zeroing the negative pre-activations of the top {percent} % of each layer costs more than doing so in as "
        + "many random neurons.",
        found.At(Ablation.ZeroNegative, percent).Excess, Section, PaperClaim.WeakensModel,
        $"{found.At(Ablation.ZeroNegative, percent).Neurons} neurons in all; {found.Settings.Seeds.Count} random sets "
        + "drawn from the other neurons, the same number in each layer.", Seeds(found));

    /// <summary>The question whether the negative side matters more than the positive one.</summary>
    public static Claim NegativeMoreThanPositive(this DoseResponseResult found, double percent) => Of(
        found, percent, "negative-more-than-positive",
        $"In the top {percent} % of each layer, zeroing the negative side costs more than zeroing the positive side.",
        found.SignDifference[percent],
        "asked by the paper's reviewers; the paper claims that the negative side matters, not that the positive one "
        + "does not", null,
        "The positive side also carries what an activation function lets through whole, so this is a hard test.");

    /// <summary>The question whether it is the sign rather than the size of the negative outputs that counts.</summary>
    public static Claim SignMatters(this DoseResponseResult found, double percent) => Of(
        found, percent, "sign-matters",
        $"Turning the negative activations of the top {percent} % positive, their size kept, costs more than in "
        + "random neurons.",
        found.At(Ablation.SignFlip, percent).Excess, "paper, appendix on sign and magnitude", null,
        "Only outputs of the activation function change, not the pre-activations.", Seeds(found));

    private static Claim Of(
        DoseResponseResult found, double percent, string id, string statement, Estimate estimate, string source,
        PaperClaim? tests, string note, string draws = "", string unit = "nats per token", double threshold = 0) =>
        Claim.Greater($"{id}-at-{percent}", statement, estimate, unit, threshold, source, note)
            .About(tests, found.Source, found.Settings with { Percents = [percent] }, draws);

    private static string Seeds(DoseResponseResult found) => Numbers.Count(found.Settings.Seeds.Count, "random set");
}
