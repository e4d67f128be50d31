namespace NegPreact;

/// <summary>What the untouched model can do before anything is ablated (notebook 04).</summary>
public static class MasteredTables
{
    private const double FarApart = 5;

    /// <summary>Which paradigms the untouched model masters.</summary>
    public static Table MasteredParadigms(this GrammarContrastResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var table = new Table("Which paradigms does the untouched model master?").Show(100)
            .Column("pairs").Column("phenomenon").Column("paradigm").Column("judged by, pairs")
            .Column("accuracy", "%", "0.0").Column("p of guessing", format: TableColumn.PValue).Column("mastered?");
        foreach (var (ability, mastered) in found.Mastered)
        {
            foreach (var p in mastered.Paradigms)
                table.Row(
                    found.Untouched.Scores[ability].Name, p.Phenomenon, p.Paradigm, p.Pairs, 100.0 * p.Right / p.Pairs,
                    p.PValue, p.IsMastered ? "yes" : "no");
            table.Note($"{found.Untouched.Scores[ability].Name}: {mastered.Share} mastered"
                + (mastered.Count == 0 ? "; since there is none, all are scored, and no claim can be made." : "."));
        }

        return table.Note("Mastered: right more often than guessing would be, binomial test, one-sided, p at most "
            + $"{Numbers.Text(found.Settings.Mastery.At, "0.###")}. The pairs scored below are others.");
    }

    /// <summary>
    /// The untouched model's accuracy by paradigm without and with a mark before each sentence that a text begins,
    /// which decides whether the first word is scored: the paradigms in which the two differ most.
    /// </summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="battery">The pairs.</param>
    /// <param name="settings">
    /// Which pairs are drawn, and the conventions but for the mark; the defaults if null.
    /// </param>
    /// <exception cref="NegPreactException">
    /// The tokenizer has no mark for the beginning or end of a text, or a sentence cannot be scored.
    /// </exception>
    public static Table LeadingMark(
        this MeasuringCache cache, Battery battery, GrammarContrastSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(battery);
        settings ??= new();
        var rows = Rows(Ability.Blimp, settings.BlimpConvention)
            .Concat(Rows(Ability.Tse, settings.TseConvention))
            .ToList();
        var far = rows.Where(r => Math.Abs(r.Marked - r.Plain) > FarApart)
            .OrderByDescending(r => Math.Abs(r.Marked - r.Plain)).ToList();
        var table = new Table($"Paradigms whose accuracy differs by more than {FarApart} points with a leading mark")
            .Show(100).Column("pairs").Column("paradigm").Column("number").Column("without mark", "%", "0.0")
            .Column("with mark", "%", "0.0").Column("difference", "% points", "0.0");
        foreach (var (suite, paradigm, pairs, plain, marked) in far)
            table.Row(suite, paradigm, pairs, plain, marked, marked - plain);
        return table.Note($"{far.Count} of {Numbers.Count(rows.Count, "paradigm")} differ by that much. Without a mark "
            + "the first word of a sentence is not scored.");

        IEnumerable<(string Suite, string Paradigm, int Pairs, double Plain, double Marked)> Rows(
            Ability ability, ScoringConvention convention)
        {
            var qualifying = MasteredPairs.Apart(ability, battery, settings.Pairs).Qualifying;
            var plain = cache.Pairs(qualifying, convention with { BeginOfText = BeginOfText.None }).ByParadigm;
            var marked = cache.Pairs(qualifying, convention with { BeginOfText = BeginOfText.Always }).ByParadigm;
            return plain.Zip(marked, (p, m) => (
                qualifying.Name, p.Name, p.Pairs, 100 * p.Accuracy.Value, 100 * m.Accuracy.Value));
        }
    }
}
