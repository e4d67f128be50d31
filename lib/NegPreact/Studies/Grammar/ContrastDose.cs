namespace NegPreact;

/// <summary>The target and its controls at one dose.</summary>
/// <param name="Percent">The dose, percent of each layer.</param>
/// <param name="Neurons">The target.</param>
/// <param name="Target">The target with its negative pre-activations zeroed.</param>
/// <param name="Controls">The conditions of each comparison but the untouched model, one for each seed.</param>
/// <param name="Own">Loss of each of them against the untouched model.</param>
/// <param name="Beyond">
/// Loss of the target against each comparison; against the untouched model it is the target's own loss.
/// </param>
/// <param name="Dissociations">
/// For each ability of grammar and each comparison: the target's accuracy loss against it in grammar (first), without
/// grammar (second), and the interaction. Empty where no tasks were asked.
/// </param>
/// <param name="MarginDissociations">
/// The same of margins, in standard deviations of the untouched model's margins on the same items, since their units differ.
/// </param>
public sealed record ContrastDose(
    double Percent, NeuronSet Neurons, Condition Target,
    IReadOnlyDictionary<Comparison, IReadOnlyList<Condition>> Controls,
    IReadOnlyDictionary<(Ability Ability, Comparison Than), Loss> Own,
    IReadOnlyDictionary<(Ability Ability, Comparison Than), Loss> Beyond,
    IReadOnlyDictionary<(Ability Grammar, Comparison Than), Dissociation> Dissociations,
    IReadOnlyDictionary<(Ability Grammar, Comparison Than), Dissociation> MarginDissociations);
