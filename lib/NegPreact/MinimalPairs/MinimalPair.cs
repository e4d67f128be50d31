namespace NegPreact;

/// <summary>Two sentences that differ in one point of grammar.</summary>
/// <param name="Good">The grammatical one.</param>
/// <param name="Bad">The ungrammatical one.</param>
/// <param name="Paradigm">The template it comes from: a UID of BLiMP, a construction and condition of TSE.</param>
/// <param name="Phenomenon">
/// What the paradigm is about: a <c>linguistics_term</c> of BLiMP, a construction of TSE.
/// </param>
public sealed record MinimalPair(string Good, string Bad, string Paradigm, string Phenomenon);
