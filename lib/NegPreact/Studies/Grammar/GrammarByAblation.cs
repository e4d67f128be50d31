namespace NegPreact;

/// <summary>What each ablation of one set of neurons does to grammar (notebook 03).</summary>
public static class GrammarByAblation
{
    /// <summary>Scores the pairs without and with each ablation.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="neurons">Which neurons.</param>
    /// <param name="battery">The pairs.</param>
    /// <param name="settings">
    /// Pairs, conventions and seed are taken from here; the defaults where null.
    /// </param>
    /// <exception cref="NegPreactException">
    /// The neurons belong to another model, or a sentence cannot be scored.
    /// </exception>
    public static GrammarByAblationResult Run(
        MeasuringCache cache, NeuronSet neurons, Battery battery, GrammarContrastSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(battery);
        settings ??= new();
        var mastered = MasteredPairs.Of(cache, battery, settings.Pairs);
        var model = cache.Model;
        var scorer = new BatteryScorer(cache, MasteredPairs.ToScore(mastered), [], settings.Pairs.ConventionOf);
        var ablations = Ablation.All;
        using var progress = Progress.Start("Scoring pairs under each ablation", 1 + ablations.Count);
        var untouched = scorer.Score();
        progress.Report(1);
        var drops = new Dictionary<(Ability, Ablation), ScoreDrop>();
        foreach (var ablation in ablations)
        {
            foreach (var (ability, scores) in scorer.Score(new(neurons, ablation)))
                drops[(ability, ablation)] = ScoreDrop.Own(untouched[ability], scores);
            progress.Report(1 + drops.Count / scorer.Abilities.Count);
        }

        return new GrammarByAblationResult(
            settings, model.Name, model.WeightsSha256, neurons, mastered, untouched, drops);
    }
}

/// <summary>What each ablation of one set of neurons does to grammar.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Model">The model's name.</param>
/// <param name="WeightsSha256">SHA-256 of its weights.</param>
/// <param name="Neurons">Which neurons.</param>
/// <param name="Mastered">Which paradigms the untouched model masters, and so which pairs are scored.</param>
/// <param name="Untouched">The scores without ablation; they carry the pairs' hashes.</param>
/// <param name="Drops">Drop against the untouched model for each ability and ablation.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record GrammarByAblationResult(
    GrammarContrastSettings Settings, string Model, string WeightsSha256, NeuronSet Neurons,
    IReadOnlyDictionary<Ability, MasteredPairs> Mastered, IReadOnlyDictionary<Ability, ItemScores> Untouched,
    IReadOnlyDictionary<(Ability Ability, Ablation Ablation), ScoreDrop> Drops);
