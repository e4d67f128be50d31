namespace NegPreact;

/// <summary>What notebook 05 shows of a <see cref="PosSurprisalResult"/>.</summary>
public static class PosSurprisalFigures
{
    /// <summary>What was ablated at each dose.</summary>
    public static Table Conditions(this PosSurprisalResult found)
    {
        var table = new Table("Neurons whose negative pre-activations are zeroed")
            .Column("dose", "% of each layer", "0.##").Column("Wasserstein neurons").Column("random sets of as many")
            .Column("perplexity-matched neurons").Column("the match");
        foreach (var dose in found.Doses)
            table.Row(
                dose.Percent, dose.Neurons, found.Settings.Seeds.Count, dose.Matched.Neurons.Count,
                dose.Matched.Match?.ToString());
        return table.Note(
            $"{Numbers.Count(found.Tokens)} tokens of {found.Source.Text} stand for words and are scored.");
    }

    /// <summary>Excess surprisal by part of speech for target, random sets and matched control.</summary>
    public static Figure ByTag(this PosSurprisalResult found, double percent) =>
        Bars($"Excess surprisal by part of speech, {percent} % of each layer", "UPOS", found.At(percent).Tags);

    /// <summary>The same by dependency label.</summary>
    public static Figure ByRelation(this PosSurprisalResult found, double percent) =>
        Bars($"Excess surprisal by dependency label, {percent} % of each layer", "label", found.At(percent).Relations);

    /// <summary>The same for scaffolding, closed and open classes.</summary>
    public static Figure ByClass(this PosSurprisalResult found, double percent) => Bars(
        $"Excess surprisal of closed and open classes, {percent} % of each layer", "class", found.At(percent).Classes);

    /// <summary>Every part of speech for itself, then classes as wholes, against either control.</summary>
    public static Table Differences(this PosSurprisalResult found, double percent)
    {
        var dose = found.At(percent);
        return Against(
            $"Excess surprisal of each class, {percent} % of each layer",
            [.. dose.Tags, .. dose.Classes, dose.Scaffolding, dose.WithoutPunctuation, dose.Closed])
            .Note(OfWhat(found, dose.Tags.Count));
    }

    /// <summary>Each kind of scaffolding minus open classes, against either control.</summary>
    public static Table Kinds(this PosSurprisalResult found, double percent)
    {
        var kinds = found.At(percent).Kinds;
        return Against($"Each kind of scaffolding minus open classes, {percent} % of each layer", kinds)
            .Note(OfWhat(found, kinds.Count))
            .Note(
                $"Above random sets, corrected: {Named(k => k.AdjustedPValue <= Evidence.Alpha)}. Below them with the "
                + $"whole interval: {Named(k => k.BeyondRandom.Beyond.Interval.High < 0)}.");

        string Named(Func<ClassExcess, bool> are) =>
            string.Join(", ", kinds.Where(are).Select(k => k.Name).DefaultIfEmpty("none"));
    }

    /// <summary>Whether the verdicts stay when some tags are replaced, and on gold tags.</summary>
    public static Table Sensitivity(this PosSurprisalResult found)
    {
        var table = new Table("Scaffolding minus open classes, under other tags")
            .Column("dose", "% of each layer", "0.##").Column("tags")
            .Column("target", "bits", "0.000").Column("verdict")
            .Column("beyond random", "bits", "0.000").Column("verdict ")
            .Column("beyond matched", "bits", "0.000").Column("verdict  ");
        foreach (var dose in found.Doses)
        {
            Row(dose, "the tagger's", of => [of(dose.Scaffolding).Effect.Value, Words(of(dose.Scaffolding))]);
            if (dose.Flipped is { Count: > 0 and var count } flipped)
                Row(dose, $"{found.Settings.FlipPercent} % replaced, mean of {count}", of =>
                [
                    flipped.Average(f => of(f).Effect.Value),
                    $"as above in {flipped.Count(f => Words(of(f)) == Words(of(dose.Scaffolding)))} of {count}",
                ]);
            if (dose.Gold is { } gold)
                Row(
                    dose, $"gold, {found.Gold!.Text}, {gold.BeyondRandom.Sets} random sets",
                    of => [of(gold).Effect.Value, Words(of(gold))]);
        }

        return found.GoldMissing is { } reason ? table.Note(reason) : table;

        void Row(PosSurprisalDose dose, string tags, Func<Func<ClassExcess, Evidence>, object?[]> cells) => table.Row(
        [
            dose.Percent, tags, .. cells(PosSurprisalClaims.OwnEvidence),
            .. cells(e => Evidence.Of(e.BeyondRandom, SmallestEffect.Surprisal)),
            .. cells(e => Evidence.Of(e.BeyondMatched, SmallestEffect.Surprisal)),
        ]);
    }

    private static Table Against(string title, IReadOnlyList<ClassExcess> rows)
    {
        var table = new Table(title).Show(40).Column("class").Column("tokens");
        foreach (var name in (string[])["by itself", "beyond random", "beyond matched"])
        {
            table.Column(name, "bits", "0.000")
                .Column($"from ({name})", "bits", "0.000").Column($"to ({name})", "bits", "0.000");
            if (name == "beyond random")
                table.Column("p", format: TableColumn.PValue).Column(
                    "p, corrected (largest of all)", format: TableColumn.PValue);
        }

        foreach (var row in rows)
            table.Row(
            [
                row.Name, row.Tokens, .. Cells(row.Target), .. Cells(row.BeyondRandom.Beyond), row.BeyondRandom.PValue,
                row.AdjustedPValue, .. Cells(row.BeyondMatched.Beyond),
            ]);
        return table;

        static object?[] Cells(Estimate e) => [e.Value, e.Interval.Low, e.Interval.High];
    }

    private static string OfWhat(PosSurprisalResult found, int together) =>
        $"p: {found.Doses[0].Scaffolding.BeyondRandom.Test}, one-sided; corrected for the {together} classes that have "
        + "a number there. Intervals: 95 %, Student's t over windows of text and, beyond random, over sets.";

    private static Figure Bars(string title, string of, IReadOnlyList<ClassExcess> rows)
    {
        return Charts.Bars(
            title, of, new Axis("excess surprisal", "bits per token"),
            [
                .. Series("highest Wasserstein distance", r => r.Target), .. Series("random sets", r => r.Random),
                .. Series("perplexity-matched", r => r.Matched),
            ],
            horizontal: true);

        IEnumerable<Bar> Series(string name, Func<ClassExcess, Estimate> excess) =>
            rows.Select(r => new Bar(r.Name, excess(r).Value, excess(r).Interval, name));
    }

    private static string Words(Evidence evidence) => Verdicts.Of(evidence).Shown().Words;
}
