using NegPreact.Ablations;
using NegPreact.Statistics;

namespace NegPreact.Experiments;

/// <summary>The target and its controls at one dose.</summary>
/// <param name="Percent">The dose, percent of each layer.</param>
/// <param name="Neurons">The target.</param>
/// <param name="Target">The target with its negative pre-activations zeroed.</param>
/// <param name="Controls">The conditions of each baseline but the untouched model, one for each seed.</param>
/// <param name="Own">Loss of each baseline against the untouched model.</param>
/// <param name="Beyond">Loss of the target against each baseline; against the untouched model it is the target's own loss.</param>
/// <param name="Dissociations">
/// For each ability of grammar and each baseline: the target's accuracy loss against the baseline in grammar (first), without grammar
/// (second), and the interaction. Empty where no tasks were asked.
/// </param>
/// <param name="MarginDissociations">
/// The same of margins, in standard deviations of the untouched model's margins on the same items, since their units differ.
/// </param>
public sealed record ContrastDose(
    double Percent, NeuronSet Neurons, Condition Target, IReadOnlyDictionary<Baseline, IReadOnlyList<Condition>> Controls,
    IReadOnlyDictionary<(Ability Ability, Baseline Baseline), Loss> Own, IReadOnlyDictionary<(Ability Ability, Baseline Baseline), Loss> Beyond,
    IReadOnlyDictionary<(Ability Grammar, Baseline Baseline), Dissociation> Dissociations,
    IReadOnlyDictionary<(Ability Grammar, Baseline Baseline), Dissociation> MarginDissociations);
