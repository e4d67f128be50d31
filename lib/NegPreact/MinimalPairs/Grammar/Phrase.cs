namespace NegPreact.Grammar;

/// <summary>A stretch of sentence made up by the grammar.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Features">What it can still be.</param>
/// <param name="Lemma">The lemma of its only word; empty for a phrase of several.</param>
internal sealed record Phrase(IReadOnlyList<string> Words, Features Features, string Lemma);
