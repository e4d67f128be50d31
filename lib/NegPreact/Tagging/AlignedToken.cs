namespace NegPreact;

/// <summary>A model token's word.</summary>
/// <param name="Role">What the token stands for.</param>
/// <param name="Word">The word's place in the list of words; null where the token has none.</param>
public readonly record struct AlignedToken(TokenRole Role, int? Word);
