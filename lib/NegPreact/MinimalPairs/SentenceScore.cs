namespace NegPreact;

/// <summary>How the log-probabilities of its tokens make a sentence's score.</summary>
public enum SentenceScore
{
    /// <summary>Their sum: log-probability of the sentence, in nats.</summary>
    Sum,

    /// <summary>Their mean, in nats per token: a longer sentence is not worse for its length.</summary>
    MeanPerToken,
}
