namespace NegPreact;

/// <summary>What a result was measured on, so that it can be checked and never mixed up.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="WeightsSha256">SHA-256 of its weights.</param>
/// <param name="Text">The text's name.</param>
/// <param name="TextSha256">SHA-256 of the text.</param>
public sealed record ResultSource(string Model, string WeightsSha256, string Text, string TextSha256)
{
    /// <summary>The source of a measurement of a model on a text.</summary>
    public static ResultSource Of(LanguageModel model, Corpus corpus)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        return new ResultSource(model.Name, model.WeightsSha256, corpus.Name, corpus.Sha256);
    }
}
