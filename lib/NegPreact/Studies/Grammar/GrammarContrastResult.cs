namespace NegPreact;

/// <summary>What comparing the target with its controls found (notebooks 04 and 08).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text; the items' own hashes are in their scores.</param>
/// <param name="Mastered">Which paradigms the untouched model masters, and so which pairs are scored.</param>
/// <param name="Untouched">The model as it is.</param>
/// <param name="Doses">One for each percentage.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record GrammarContrastResult(
    GrammarContrastSettings Settings, ResultSource Source, IReadOnlyDictionary<Ability, MasteredPairs> Mastered,
    GrammarCondition Untouched, IReadOnlyList<GrammarContrastDose> Doses)
{
    /// <summary>The results at a dose.</summary>
    /// <exception cref="NegPreactException">The dose was not measured.</exception>
    public GrammarContrastDose At(double percent) => Doses.FirstOrDefault(d => d.Percent == percent)
        ?? throw new NegPreactException(
            ErrorKind.NotMeasured, $"{percent} % of each layer was not measured; the doses are "
            + $"{string.Join(", ", Settings.Percents)} %.");

    /// <summary>What figures and tables call a comparison, with how many sets it is the mean of.</summary>
    internal string NameOf(Comparison than) => StudyNames.MeanOf(
        than.Name, Doses[0].Controls.TryGetValue(than, out var conditions) ? conditions.Count : 1);

    /// <summary>
    /// Perplexity over the untouched model's: exp of the mean difference of window losses, averaged over the
    /// conditions; 95 % interval by Student's t over windows and, where there are several, conditions.
    /// </summary>
    public Estimate PerplexityRatio(params IReadOnlyList<GrammarCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return SetMean.Of(
            [
                .. conditions.Select(c => SampleStatistic.Mean(
                    c.Perplexity.WindowLosses.Less(Untouched.Perplexity.WindowLosses))),
            ]).Map(Math.Exp);
    }
}

/// <summary>The target and its controls at one dose.</summary>
/// <param name="Percent">The dose, percent of each layer.</param>
/// <param name="Neurons">The target.</param>
/// <param name="Target">The target with its negative pre-activations zeroed.</param>
/// <param name="Controls">The conditions of each comparison but the untouched model, one for each seed.</param>
/// <param name="Own">Drop of each of them against the untouched model.</param>
/// <param name="Beyond">
/// Drop of the target against each comparison; against the untouched model it is the target's own drop.
/// </param>
/// <param name="Dissociations">
/// For each ability of grammar and each control: how much more accuracy the target costs in grammar (first), how much
/// less without grammar (second), and the interaction. Empty where no tasks were asked.
/// </param>
/// <param name="MarginDissociations">
/// The same of margins, in standard deviations of the untouched model's margins on the same items, since their units
/// differ.
/// </param>
public sealed record GrammarContrastDose(
    double Percent, NeuronSet Neurons, GrammarCondition Target,
    IReadOnlyDictionary<Comparison, IReadOnlyList<GrammarCondition>> Controls,
    IReadOnlyDictionary<(Ability Ability, Comparison Than), ScoreDrop> Own,
    IReadOnlyDictionary<(Ability Ability, Comparison Than), ScoreDrop> Beyond,
    IReadOnlyDictionary<(Ability Grammar, Comparison Than), Dissociation> Dissociations,
    IReadOnlyDictionary<(Ability Grammar, Comparison Than), Dissociation> MarginDissociations)
{
    /// <summary>
    /// Whether zeroing the target's negatives changes no number at all, as in a model with ReLU, which zeroes them
    /// itself.
    /// </summary>
    internal bool ChangesNothing(GrammarCondition untouched) =>
        Target.Perplexity.WindowLosses.SequenceEqual(untouched.Perplexity.WindowLosses)
        && Target.Scores.All(s => s.Value.Margins.SequenceEqual(untouched.Scores[s.Key].Margins));
}

/// <summary>One state of the model and what was measured in it.</summary>
/// <param name="Perplexity">How well it predicts the text.</param>
/// <param name="Scores">How it did on each ability.</param>
/// <param name="Control">
/// What was ablated, and how well it matches the target; null for the untouched model and for the target.
/// </param>
public sealed record GrammarCondition(
    Perplexity Perplexity, IReadOnlyDictionary<Ability, ItemScores> Scores, ControlSet? Control = null);
