namespace NegPreact;

/// <summary>Where results come from, by the model and the text at hand.</summary>
public static class ResultSources
{
    extension(ResultSource)
    {
        /// <summary>The source of a measurement of a model on a text.</summary>
        public static ResultSource Of(LanguageModel model, Corpus corpus)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(corpus);
            return new ResultSource(model.Name, model.WeightsSha256, corpus.Name, corpus.Sha256);
        }
    }
}
