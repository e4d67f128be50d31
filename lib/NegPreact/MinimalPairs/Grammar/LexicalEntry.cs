namespace NegPreact.Grammar;

/// <summary>One form of one word.</summary>
/// <param name="Word">As it stands in a sentence.</param>
/// <param name="Category">Its category in the rules: <c>N</c>, <c>V</c>, <c>Det</c>, …</param>
/// <param name="Features">What the form says of itself and asks of its neighbours.</param>
/// <param name="Lemma">The word whose form it is: <c>see</c> for <c>saw</c>.</param>
/// <param name="Weight">How often it is drawn beside its fellows; 0: only where nothing else fits.</param>
public sealed record LexicalEntry(string Word, string Category, Features Features, string Lemma, int Weight);
