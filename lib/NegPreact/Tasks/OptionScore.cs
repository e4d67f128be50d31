namespace NegPreact;

/// <summary>How likely one answer is to the model.</summary>
/// <param name="LogProbability">Sum of the log-probabilities of its tokens after the context, nats.</param>
/// <param name="Greedy">Whether each of its tokens is the model's likeliest (of equally likely ones, the one of the lowest id).</param>
/// <param name="Tokens">Number of its tokens.</param>
/// <param name="Characters">Number of its code points.</param>
/// <param name="Bytes">Number of its bytes in UTF-8.</param>
public sealed record OptionScore(double LogProbability, bool Greedy, int Tokens, int Characters, int Bytes)
{
    /// <summary>The log-probability for its length: nats, or nats per token, character or byte.</summary>
    /// <param name="normalization">What it is divided by.</param>
    public double Normalized(LengthNormalization normalization) => normalization switch
    {
        LengthNormalization.PerToken => LogProbability / Tokens,
        LengthNormalization.PerCharacter => LogProbability / Characters,
        LengthNormalization.PerByte => LogProbability / Bytes,
        _ => LogProbability,
    };
}
