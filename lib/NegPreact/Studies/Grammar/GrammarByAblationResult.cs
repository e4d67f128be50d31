namespace NegPreact;

/// <summary>What each ablation of one set of neurons does to grammar.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Model">The model's name.</param>
/// <param name="WeightsSha256">SHA-256 of its weights.</param>
/// <param name="Neurons">Which neurons.</param>
/// <param name="Untouched">The scores without ablation; they carry the pairs' hashes.</param>
/// <param name="Losses">Loss against the untouched model for each ability and ablation.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record GrammarByAblationResult(
    GrammarContrastSettings Settings, string Model, string WeightsSha256, NeuronSet Neurons, IReadOnlyDictionary<Ability, ItemScores> Untouched,
    IReadOnlyDictionary<(Ability Ability, Ablation Ablation), Loss> Losses);
