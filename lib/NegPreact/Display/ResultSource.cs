namespace NegPreact;

/// <summary>What a result was measured on, so that it can be checked and never mixed up.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="WeightsSha256">SHA-256 of its weights.</param>
/// <param name="Text">The text's name.</param>
/// <param name="TextSha256">SHA-256 of the text.</param>
public sealed record ResultSource(string Model, string WeightsSha256, string Text, string TextSha256);
