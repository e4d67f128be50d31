namespace NegPreact.Generation;

/// <summary>The beginning of a sentence.</summary>
/// <param name="Texts">Its wordings, one a subject.</param>
/// <param name="Fits">The words that end it.</param>
/// <param name="Might">Words that might end it too.</param>
internal sealed record Frame(IReadOnlyList<string> Texts, IReadOnlyList<string> Fits, IReadOnlyList<string> Might);
