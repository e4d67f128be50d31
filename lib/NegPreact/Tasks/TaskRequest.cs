namespace NegPreact;

/// <summary>One answer as the model gets it.</summary>
/// <param name="Input">All tokens of context and continuation but the last, which nothing is predicted from.</param>
/// <param name="Targets">The continuation's tokens; they are predicted from the last as many places of the input.</param>
/// <param name="Truncated">Whether the context was cut on the left.</param>
internal sealed record TaskRequest(int[] Input, int[] Targets, bool Truncated);
