namespace NegPreact;

/// <summary>What notebooks 01 to 06 show of models that were trained alike.</summary>
public static class ModelVariantsFigures
{
    /// <summary>Each model in one row.</summary>
    public static Table Models(this ModelVariantsResult found)
    {
        var table = new Table("Models that were trained alike").Column("model").Column("architecture, activation")
            .Column("perplexity", format: "0.00").Column("Wasserstein neurons")
            .Column("their mean distance", "sigma", "0.000").Column("their negative share", "% of tokens", "0.0")
            .Column("from", format: "0.0").Column("to", format: "0.0")
            .Column("others' negative share", "% of tokens", "0.0").Column("with the long tail below", "%", "0");
        foreach (var m in found.Models)
            table.Row(
                m.Source.Model, m.Form, m.Perplexity, m.Top.Count,
                m.Scores.All.Where(s => m.Top[s.Layer].Contains(s.Neuron)).Average(s => s.WassersteinDistance!.Value),
                100 * m.TopNegative.Value, 100 * m.TopNegative.Interval.Low, 100 * m.TopNegative.Interval.High,
                100 * m.RestNegative.Value, 100 * m.TopNegativeTail.Value);
        table.Note($"The top {found.Settings.Percent} % of each layer; text: {found.Models[0].Source.Text}. A share "
            + "below 50 %: positive on most tokens. Intervals: Student's t over neurons.");
        return Alone(found.Models.Count).Aggregate(table, (t, note) => t.Note(note));
    }

    /// <summary>The distances of all neurons, model by model.</summary>
    public static Figure DistanceByModel(this ModelVariantsResult found) => Noted(
        Charts.BoxByGroup(
            "How far from a Gaussian are the neurons of each model?", "model",
            new Axis("Wasserstein distance", "sigma"),
            [.. found.Models.Select(m => new ValueGroup(
                Name(m.Source.Model, m.Form), [.. m.Scores.All.Select(s => s.WassersteinDistance ?? double.NaN)]))]),
        Alone(found.Models.Count));

    /// <summary>What an ablation costs beyond random neurons at one dose, model by model.</summary>
    public static Figure Excess(this ModelVariantsResult found, Ablation ablation, double percent)
    {
        ArgumentNullException.ThrowIfNull(ablation);
        return Noted(
            Charts.Forest(
                $"{ablation.Name}: loss beyond random sets of the same size, {StudyNames.OfEachLayer(percent)}",
                "model",
                new Axis("loss beyond random sets", "nats per token"),
                [.. found.Models.Select(m => new ForestRow(
                    Name(m.Source.Model, m.Form), Doses(m).At(ablation, percent).Contrast.Beyond))]),
            Alone(found.Models.Count));
    }

    /// <summary>A claim on doses, model by model.</summary>
    /// <inheritdoc cref="ByModel{T}"/>
    public static ClaimsFigure ByModel(this ModelVariantsResult found, Func<DoseResponseResult, Claim> claim) =>
        found.Models.Select(
            m => new VariantResult<DoseResponseResult>(m.Source.Model, m.Form, m.Source.Text, Doses(m))).ToList()
            .ByModel(claim);

    /// <summary>
    /// One claim, judged on each model by itself: the estimates, and in the models' names the verdicts. The claims come
    /// along as data, so that each model has its own row in the ledger.
    /// </summary>
    /// <param name="found">What an experiment found on each model.</param>
    /// <param name="claim">The claim that its result is asked for.</param>
    /// <exception cref="NegPreactException">There is no model, or the claim could be measured on none.</exception>
    public static ClaimsFigure ByModel<T>(this IReadOnlyList<VariantResult<T>> found, Func<T, Claim> claim)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(claim);
        if (found.Count == 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "A claim was to be shown model by model, but no model is left; keep one or more.");
        var judged = found.Select(t => (Name: Name(t.Model, t.Form), Claim: claim(t.Found))).ToList();
        var first = judged.Find(j => j.Claim.Estimate is not null).Claim ?? judged[0].Claim;
        var verdicts = judged.Select(j => $"{j.Name}: {j.Claim.EstimateText}, {j.Claim.VerdictText}");
        // Unit and title together are too wide for the axis in a narrow window.
        var figure = Charts.Forest(
            $"Claim {first.Id}, model by model", "model", new Axis(first.Unit.Length > 0 ? first.Unit : "estimate"),
            [.. judged.Where(j => j.Claim.Estimate is not null)
                .Select(j => new ForestRow($"{j.Name}: {j.Claim.VerdictText}", j.Claim.Estimate!))],
            $"{first.Statement} {string.Join("; ", verdicts)}.", first.Threshold);
        return new ClaimsFigure(
            Noted(
                figure,
                [
                    .. judged.Where(j => j.Claim.Estimate is null)
                        .Select(j => $"{j.Name}: {j.Claim.VerdictText}. {string.Join(' ', j.Claim.Notes)}"),
                    .. Alone(found.Count),
                ],
                [
                    $"{first.Statement} Text: {found[0].Text}.", .. Rule(first),
                    .. judged.Where(j => j.Claim.Evidence is not null).Select(
                        j => $"{j.Name}: {j.Claim.Evidence!.Test}, p-value {Numbers.PValue(j.Claim.Evidence.PValue)}"
                            + (j.Claim.Evidence.LacksOwn ? "; but what the target costs by itself is not shown to be "
                                + "above zero." : ".")),
                ]),
            [.. judged.Select(j => j.Claim)]);
    }

    /// <summary>Every dose of every model.</summary>
    public static Table Doses(this ModelVariantsResult found)
    {
        var table = new Table("Perplexity over the untouched model's, and loss beyond random sets").Show(100)
            .Column("model").Column("ablation").Column("dose", "% of each layer", "0.#")
            .Column("Wasserstein neurons", "times", "0.00000").Column("random, mean", "times", "0.00000")
            .Column("random sets").EstimateColumns("loss beyond them", "nats", "0.00000")
            .Column("p", format: TableColumn.PValue);
        foreach (var m in found.Models)
            foreach (var d in m.Doses?.Doses ?? [])
                table.Row(
                    m.Source.Model, d.Ablation.Name, d.Percent, d.TargetRatio.Value, d.RandomRatio.Mean,
                    d.Contrast.Sets, d.Contrast.Beyond, d.Contrast.PValue);
        return table.Note(
            "With ReLU, which zeroes negatives itself, zeroing them before it changes nothing: exactly 1 and 0.").Note(
            "Intervals: 95 %, Student's t, windows' and sets' spread. p, one-sided, of a target that is one more "
            + "random set.");
    }

    // What the claim is judged by on every model.
    private static IEnumerable<string> Rule(Claim claim)
    {
        if (claim.Evidence is { } e)
            yield return $"No effect would be {Numbers.Text(e.Threshold, "0.####")}; the smallest effect that matters "
                + $"is {Numbers.Text(e.Smallest.Value, "0.###")} {claim.Unit}.";
    }

    private static DoseResponseResult Doses(ModelVariant model) =>
        model.Doses ?? throw new NegPreactException(
            ErrorKind.NotMeasured,
            $"{model.Source.Model} was compared without ablations; ask for doses (ModelVariantsSettings.Doses).");

    private static string Name(string model, string form) => $"{model} ({form})";

    private static string[] Alone(int models) => models > 1 ? [] :
        ["This is the only model: data/models has no other with the same tokenizer, so there is nothing to compare."];

    private static Figure Noted(Figure figure, string[] after, string[]? before = null) => new(
        figure.Title, figure.AlternativeText, figure.Json, figure.Numbers,
        [.. before ?? [], .. figure.Notes, .. after]);
}
