namespace NegPreact;

/// <summary>One possible answer: a context, and what may follow it.</summary>
/// <param name="Context">What is given.</param>
/// <param name="Continuation">What is scored, without the space or line in between.</param>
public sealed record TaskOption(string Context, string Continuation);
