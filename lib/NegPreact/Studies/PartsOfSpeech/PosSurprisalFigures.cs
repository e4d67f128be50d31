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

    /// <summary>By part of speech, the target minus either control.</summary>
    public static Table Differences(this PosSurprisalResult found, double percent)
    {
        var table = new Table($"Excess surprisal beyond the controls, {percent} % of each layer").Show(40)
            .Column("class").Column("tokens");
        foreach (var name in (string[])["beyond random", "beyond matched"])
            table.Column(name, "bits", "0.000")
                .Column($"from ({name})", "bits", "0.000").Column($"to ({name})", "bits", "0.000");
        var dose = found.At(percent);
        foreach (var row in (ClassExcess[])[.. dose.Tags, .. dose.Classes, dose.Scaffolding, dose.Closed])
            table.Row([row.Name, row.Tokens, .. Cells(row.BeyondRandom), .. Cells(row.BeyondMatched)]);
        return table;

        static object?[] Cells(Estimate e) => [e.Value, e.Interval.Low, e.Interval.High];
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
            Row(dose, "the tagger's", of => [of(dose.Scaffolding).Value, Words(of(dose.Scaffolding))]);
            if (dose.Flipped is { Count: > 0 and var count } flipped)
                Row(dose, $"{found.Settings.FlipPercent} % replaced, mean of {count}", of =>
                [
                    flipped.Average(f => of(f).Value),
                    $"as above in {flipped.Count(f => Judge(of(f)) == Judge(of(dose.Scaffolding)))} of {count}",
                ]);
            if (dose.Gold is { } gold)
                Row(dose, $"gold, {found.Gold!.Text}", of => [of(gold).Value, Words(of(gold))]);
        }

        return found.GoldMissing is { } reason ? table.Note(reason) : table;

        void Row(PosSurprisalDose dose, string tags, Func<Func<ClassExcess, Estimate>, object?[]> cells) => table.Row(
        [
            dose.Percent, tags, .. cells(e => e.Target), .. cells(e => e.BeyondRandom), .. cells(e => e.BeyondMatched),
        ]);
    }

    /// <summary>The claim that scaffolding becomes more surprising than open classes.</summary>
    public static Claim ScaffoldingMore(this PosSurprisalResult found, double percent) => Judged(
        found, percent, "scaffolding-surprisal",
        $"Zeroing the negatives of the top {percent} % of each layer adds more surprisal to scaffolding tokens than to "
            + "those of open classes.",
        found.At(percent).Scaffolding.Target,
        $"Scaffolding: {string.Join(", ", found.Settings.Scaffolding)}. Open classes: "
            + $"{string.Join(", ", found.Settings.Open)}. Bootstrap over windows of text.");

    /// <summary>The claim that this is so beyond random neurons.</summary>
    public static Claim ScaffoldingBeyondRandom(this PosSurprisalResult found, double percent) => Judged(
        found, percent, "scaffolding-surprisal-beyond-random",
        $"At {percent} % that difference of scaffolding and open classes is larger for the Wasserstein neurons than "
            + "for as many random neurons.",
        found.At(percent).Scaffolding.BeyondRandom,
        $"{found.Settings.Seeds.Count} random sets, the same number of neurons in each layer.",
        Numbers.Count(found.Settings.Seeds.Count, "random set"));

    /// <summary>The claim that this is so beyond neurons that cost the same perplexity.</summary>
    public static Claim ScaffoldingBeyondMatched(this PosSurprisalResult found, double percent) => Judged(
        found, percent, "scaffolding-surprisal-beyond-matched",
        $"At {percent} % that difference is larger for the Wasserstein neurons than for low-distance neurons that cost "
            + "the same perplexity.",
        found.At(percent).Scaffolding.BeyondMatched, $"The match: {found.At(percent).Matched.Match}.",
        "one matched set");

    private static Claim Judged(
        PosSurprisalResult found, double percent, string id, string statement, Estimate estimate, string note,
        string seeds = "") =>
        Claim.Greater(
            $"{id}-at-{percent}", statement, estimate, "bits per token", 0, "paper, section on parts of speech", note)
        .About(PaperClaim.FallsOnScaffolding, found.Source, found.Settings with { Percents = [percent] }, seeds);

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

    private static Verdict Judge(Estimate estimate) =>
        Verdicts.FromInterval(estimate.Interval, 0, ClaimDirection.GreaterThan);

    private static string Words(Estimate estimate) => Judge(estimate) switch
    {
        Verdict.Holds => "holds",
        Verdict.DoesNotHold => "does not hold",
        _ => "undecided",
    };
}
