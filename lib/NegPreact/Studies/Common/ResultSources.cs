namespace NegPreact;

/// <summary>Where results come from, by the model and the text at hand.</summary>
public static class ResultSources
{
    /// <summary>The source of a measurement of a model on a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The text.</param>
    public static ResultSource Of(LanguageModel model, Corpus corpus)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        return new ResultSource(model.Name, model.WeightsSha256, corpus.Name, corpus.Sha256)
        {
            QuantisedAs = model.IsQuantised ? model.Storage : null,
            Assumed = model.Assumed.Count > 0 ? model.Assumed : null,
            BFloat16Deviation = BFloat16Deviation.Of(model, corpus),
        };
    }
}
