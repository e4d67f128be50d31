namespace NegPreact;

/// <summary>What notebook 03 shows of a <see cref="DoseResponseResult"/>.</summary>
public static class DoseResponseFigures
{
    /// <summary>What was done to the neurons.</summary>
    public static Table Ablations(this DoseResponseResult found)
    {
        var table = new Table("Ablations").Column("name")
            .Column("what happens to the pre-activation a, or to the activation f(a)");
        foreach (var ablation in found.Settings.Ablations)
            table.Row(ablation.Name, ablation.Meaning);
        return table;
    }

    /// <summary>
    /// Perplexity against dose for one ablation: the Wasserstein neurons, and the range of one more random set.
    /// </summary>
    public static Figure DoseCurve(this DoseResponseResult found, Ablation ablation)
    {
        var doses = found.Doses.Where(d => d.Ablation == ablation).ToList();
        return Charts.Lines(
            $"{ablation.Name}: perplexity over the untouched model's",
            new Axis("neurons ablated in each layer", "%"), new Axis("perplexity ratio"),
            [
                new LineSeries("highest Wasserstein distance",
                    [.. doses.Select(d => new LinePoint(d.Percent, d.TargetRatio))]),
                new LineSeries($"{RandomSets(found)}, mean; band: one more set",
                    [.. doses.Select(d => new LinePoint(d.Percent, d.RandomRatio.Mean, d.RandomRatio.OneMore))]),
            ]);
    }

    /// <summary>Loss beyond random sets at one dose, for every ablation.</summary>
    public static Figure ExcessByAblation(this DoseResponseResult found, double percent) => Charts.Bars(
        $"Loss beyond random sets of the same size, {StudyNames.OfEachLayer(percent)}", "Ablation",
        new Axis("loss beyond random sets", "nats per token"),
        [.. found.Settings.Ablations.Select(a => new Bar(a.Name, found.At(a, percent).Contrast.Beyond))]);

    /// <summary>Every perplexity that was measured.</summary>
    public static Table Perplexities(this DoseResponseResult found)
    {
        var table = new Table($"Perplexity of {found.Source.Model} on {found.Source.Text}; untouched: "
            + $"{Numbers.Text(found.DensePerplexity, "0.00")}")
            .Column("ablation").Column("dose", "% of each layer", "0.0").Column("neurons")
            .Column("Wasserstein neurons", format: "0.000")
            .Column("random, lowest", format: "0.000").Column("random, mean", format: "0.000")
            .Column("random, highest", format: "0.000")
            .EstimateColumns("loss beyond random sets", "nats", "0.0000")
            .Column("random sets that do as much").Column("p", format: TableColumn.PValue);
        foreach (var d in found.Doses)
        {
            double[] random = [.. d.Random.Select(found.Perplexity)];
            table.Row(
                d.Ablation.Name, d.Percent, d.Neurons, found.Perplexity(d.Target), random.Min(), random.Average(),
                random.Max(), d.Contrast.Beyond, d.Contrast.AtLeast, d.Contrast.PValue);
        }

        return table.Show(Math.Max(1, found.Doses.Count)).Note(
            $"{found.Windows} windows of {found.Settings.WindowLength} tokens, {RandomSets(found)} per dose, each "
            + "drawn from the whole of every layer. Loss beyond random sets: the target's less their mean, with a 95 % "
            + "interval (Student's t) that carries the windows' and the sets' spread. p, one-sided, of a target that "
            + $"is one more such set: {string.Join("; ", found.Doses.Select(d => d.Contrast.Test).Distinct())}.");
    }

    /// <summary>
    /// Zeroing negative outputs beside turning them positive, in the same neurons: what the sign costs beyond the
    /// distance.
    /// </summary>
    public static Table SignAndSize(this DoseResponseResult found)
    {
        var table = new Table("Zeroing negative outputs, and turning them positive, in the same neurons")
            .Column("dose", "% of each layer", "0.0").EstimateColumns("zeroing costs", "% of perplexity", "0.000")
            .EstimateColumns("flipping costs", "% of perplexity", "0.000")
            .EstimateColumns("flipping beyond twice zeroing", "% of perplexity", "0.000")
            .EstimateColumns("flipping beyond flipping in random sets", "% of perplexity", "0.000")
            .Column("p, random sets", format: TableColumn.PValue);
        foreach (var percent in found.Settings.Percents)
        {
            var (zero, flip) = (
                found.At(Ablation.ZeroNegative, percent), found.At(Ablation.SignFlip, percent));
            table.Row(
                percent, Raised(zero.Contrast.Own), Raised(flip.Contrast.Own), Raised(found.SignBeyondSize(percent)
                .Estimate()), Raised(flip.Contrast.Beyond), flip.Contrast.PValue);
        }

        return table.Note("95 % intervals, Student's t: over windows, and against random sets over windows and "
            + $"{RandomSets(found)}. Perplexity against the untouched model's.");

        static Estimate Raised(Estimate nats) => nats.Map(DoseResponseClaims.PercentOfPerplexity);
    }

    /// <summary>What zeroing every neuron costs: the check that the hooks reach the model.</summary>
    public static Table Collapse(this DoseResponseResult found) =>
        new Table("Collapse check").Column("model").Column("perplexity", format: "0.00")
            .Row("untouched", found.DensePerplexity)
            .Row("every neuron of every layer zeroed", found.CollapsePerplexity);

    internal static string RandomSets(DoseResponseResult found) =>
        (found.Doses.Any(d => d.Sequential is not null) ? "at most " : "")
        + Numbers.Count(found.Settings.Seeds.Count, "random set");
}
