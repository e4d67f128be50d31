namespace NegPreact;

/// <summary>Excess surprisal by class of word at one dose.</summary>
/// <param name="Percent">Percentage of each layer.</param>
/// <param name="Neurons">Number of neurons in all layers together.</param>
/// <param name="Matched">The perplexity-matched control, with the match reached.</param>
/// <param name="Tags">By part of speech.</param>
/// <param name="Relations">By dependency label.</param>
/// <param name="Classes">Scaffolding, closed and open classes as wholes.</param>
/// <param name="Scaffolding">Scaffolding minus open classes.</param>
/// <param name="Closed">Closed minus open classes.</param>
/// <param name="Flipped">Scaffolding minus open classes with some tags replaced, one row per seed.</param>
/// <param name="Gold">Scaffolding minus open classes on a gold-tagged text; null where there is none.</param>
public sealed record PosSurprisalDose(
    double Percent, int Neurons, ControlSet Matched, IReadOnlyList<ClassExcess> Tags,
    IReadOnlyList<ClassExcess> Relations,
    IReadOnlyList<ClassExcess> Classes, ClassExcess Scaffolding, ClassExcess Closed, IReadOnlyList<ClassExcess> Flipped, ClassExcess? Gold);
