namespace NegPreact;

/// <summary>What notebook 05 shows of a <see cref="PosSurprisalResult"/>.</summary>
public static class PosSurprisalFigures
{
    private const string Target = "highest Wasserstein distance";
    private const string Random = "random sets";
    private const string Matched = "perplexity-matched";
    private const string Source = "paper, section on parts of speech";
    private static readonly Axis Excess = new("excess surprisal", "bits per token");

    /// <summary>What was ablated at each dose.</summary>
    public static Table Conditions(this PosSurprisalResult found)
    {
        var table = new Table("Neurons whose negative pre-activations are zeroed").Column("dose", "% of each layer", "0.##").Column("Wasserstein neurons")
            .Column("random sets of as many").Column("perplexity-matched neurons").Column("the match");
        foreach (var dose in found.Doses)
            table.Row(dose.Percent, dose.Neurons, found.Settings.Seeds.Count, dose.Matched.Neurons.Count, dose.Matched.Match?.ToString());
        return table.Note($"{Numbers.Count(found.Tokens)} tokens of {found.Source.Text} stand for words and are scored.");
    }

    /// <summary>Excess surprisal by part of speech for target, random sets and matched control.</summary>
    public static Figure ByTag(this PosSurprisalResult found, double percent) =>
        Bars($"Excess surprisal by part of speech, {percent} % of each layer", "UPOS", found.At(percent).Tags);

    /// <summary>The same by dependency label.</summary>
    public static Figure ByRelation(this PosSurprisalResult found, double percent) =>
        Bars($"Excess surprisal by dependency label, {percent} % of each layer", "label", found.At(percent).Relations);

    /// <summary>The same for scaffolding, closed and open classes.</summary>
    public static Figure ByClass(this PosSurprisalResult found, double percent) =>
        Bars($"Excess surprisal of closed and open classes, {percent} % of each layer", "class", found.At(percent).Classes);

    /// <summary>By part of speech, the target minus either control.</summary>
    public static Table Differences(this PosSurprisalResult found, double percent)
    {
        var table = new Table($"Excess surprisal beyond the controls, {percent} % of each layer").Show(40).Column("class").Column("tokens");
        foreach (var name in new[] { "beyond random", "beyond matched" })
            table.Column(name, "bits", "0.000").Column($"from ({name})", "bits", "0.000").Column($"to ({name})", "bits", "0.000");
        var dose = found.At(percent);
        foreach (var row in dose.Tags.Concat(dose.Classes).Append(dose.Scaffolding).Append(dose.Closed))
            table.Row(
                row.Name, row.Tokens, row.BeyondRandom.Value, row.BeyondRandom.Interval.Low, row.BeyondRandom.Interval.High,
                row.BeyondMatched.Value, row.BeyondMatched.Interval.Low, row.BeyondMatched.Interval.High);
        return table;
    }

    /// <summary>Whether the verdicts stay when some tags are replaced, and on gold tags.</summary>
    public static Table Sensitivity(this PosSurprisalResult found)
    {
        var table = new Table("Scaffolding minus open classes, under other tags").Column("dose", "% of each layer", "0.##").Column("tags")
            .Column("target", "bits", "0.000").Column("verdict").Column("beyond random", "bits", "0.000").Column("verdict ")
            .Column("beyond matched", "bits", "0.000").Column("verdict  ");
        foreach (var dose in found.Doses)
        {
            Row(dose, "the tagger's", dose.Scaffolding);
            if (dose.Flipped.Count > 0)
                table.Row(
                    dose.Percent, $"{found.Settings.FlipPercent} % replaced, mean of {dose.Flipped.Count}",
                    dose.Flipped.Average(f => f.Target.Value), Same(dose, f => f.Target),
                    dose.Flipped.Average(f => f.BeyondRandom.Value), Same(dose, f => f.BeyondRandom),
                    dose.Flipped.Average(f => f.BeyondMatched.Value), Same(dose, f => f.BeyondMatched));
            if (dose.Gold is { } gold)
                Row(dose, $"gold, {found.Gold!.Text}", gold);
        }

        return found.GoldMissing is { } reason ? table.Note(reason) : table;

        void Row(PosSurprisalDose dose, string tags, ClassExcess row) => table.Row(
            dose.Percent, tags, row.Target.Value, Judge(row.Target), row.BeyondRandom.Value, Judge(row.BeyondRandom), row.BeyondMatched.Value, Judge(row.BeyondMatched));
    }

    /// <summary>The claim that scaffolding becomes more surprising than open classes.</summary>
    public static Claim ScaffoldingMore(this PosSurprisalResult found, double percent) => Claim.Greater(
        $"scaffolding-surprisal-at-{percent}", $"Zeroing the negatives of the top {percent} % of each layer adds more surprisal to scaffolding tokens than to those of open classes.",
        found.At(percent).Scaffolding.Target, "bits per token", 0, Source, Sets(found))
        .About(PaperClaim.FallsOnScaffolding, found.Source, Settings(found, percent));

    /// <summary>The claim that this is so beyond random neurons.</summary>
    public static Claim ScaffoldingBeyondRandom(this PosSurprisalResult found, double percent) => Claim.Greater(
        $"scaffolding-surprisal-beyond-random-at-{percent}", $"At {percent} % that difference of scaffolding and open classes is larger for the Wasserstein neurons than for as many random neurons.",
        found.At(percent).Scaffolding.BeyondRandom, "bits per token", 0, Source, $"{found.Settings.Seeds.Count} random sets, the same number of neurons in each layer.")
        .About(PaperClaim.FallsOnScaffolding, found.Source, Settings(found, percent), Numbers.Count(found.Settings.Seeds.Count, "random set"));

    /// <summary>The claim that this is so beyond neurons that cost the same perplexity.</summary>
    public static Claim ScaffoldingBeyondMatched(this PosSurprisalResult found, double percent) => Claim.Greater(
        $"scaffolding-surprisal-beyond-matched-at-{percent}", $"At {percent} % that difference is larger for the Wasserstein neurons than for low-distance neurons that cost the same perplexity.",
        found.At(percent).Scaffolding.BeyondMatched, "bits per token", 0, Source, $"The match: {found.At(percent).Matched.Match}.")
        .About(PaperClaim.FallsOnScaffolding, found.Source, Settings(found, percent), "one matched set");

    private static PosSurprisalSettings Settings(PosSurprisalResult found, double percent) =>
        found.Settings with { Percents = [percent] };

    private static string Sets(PosSurprisalResult found) =>
        $"Scaffolding: {string.Join(", ", found.Settings.Scaffolding)}. Open classes: {string.Join(", ", found.Settings.Open)}. Bootstrap over windows of text.";

    private static Figure Bars(string title, string of, IReadOnlyList<ClassExcess> rows) => Charts.Bars(
        title, of, Excess,
        [
            .. rows.Select(r => new Bar(r.Name, r.Target.Value, r.Target.Interval, Target)),
            .. rows.Select(r => new Bar(r.Name, r.Random.Value, r.Random.Interval, Random)),
            .. rows.Select(r => new Bar(r.Name, r.Matched.Value, r.Matched.Interval, Matched)),
        ],
        horizontal: true);

    private static Verdict Verdict(Estimate estimate) => Verdicts.FromInterval(estimate.Interval, 0, ClaimDirection.GreaterThan);

    private static string Judge(Estimate estimate) => Verdict(estimate) switch
    {
        NegPreact.Verdict.Holds => "holds",
        NegPreact.Verdict.DoesNotHold => "does not hold",
        _ => "undecided",
    };

    private static string Same(PosSurprisalDose dose, Func<ClassExcess, Estimate> of) =>
        $"as above in {dose.Flipped.Count(f => Verdict(of(f)) == Verdict(of(dose.Scaffolding)))} of {dose.Flipped.Count}";
}
