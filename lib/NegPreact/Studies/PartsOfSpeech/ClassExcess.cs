namespace NegPreact;

/// <summary>
/// Excess surprisal of the tokens of one class, or the difference of two classes: surprisal under an ablation minus that of the untouched
/// model, mean over tokens, bits. Intervals: 95 %, bootstrap over windows of text and, for the random sets, over these.
/// </summary>
/// <param name="Name">The class ("DET"), or the two classes that are compared.</param>
/// <param name="Tokens">How many tokens are of the class, or of both.</param>
/// <param name="Target">With the Wasserstein neurons' negatives zeroed.</param>
/// <param name="Random">With those of the random sets zeroed, mean over sets.</param>
/// <param name="Matched">With those of the perplexity-matched control zeroed.</param>
/// <param name="BeyondRandom">Target minus random.</param>
/// <param name="BeyondMatched">Target minus matched.</param>
public sealed record ClassExcess(
    string Name, int Tokens, Estimate Target, Estimate Random, Estimate Matched, Estimate BeyondRandom, Estimate BeyondMatched);
