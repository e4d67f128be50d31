namespace NegPreact.Training.Tagging;

/// <summary>A sentence ready for training a tagger.</summary>
internal sealed record TaggedSentence(WordFeatures[] Words, Upos[] Gold);
