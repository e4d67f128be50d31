using NegPreact.Tokens;

namespace NegPreact;

/// <summary>A part of a text for experiments that score it repeatedly.</summary>
internal static class CorpusPart
{
    /// <summary>
    /// Whole documents, spread evenly, that together are about this many windows long; all of them if the text is no
    /// longer.
    /// </summary>
    public static Corpus Of(Corpus corpus, Tokenizer tokenizer, int windows, int windowLength)
    {
        var share = (double)windows / corpus.Windows(tokenizer, windowLength).Count;
        var chosen = corpus.Documents.Where((_, i) => (int)((i + 1) * share) > (int)(i * share)).ToList();
        return share >= 1 || chosen.Count == 0
            ? corpus
            : Corpus.OfText($"{chosen.Count} of {corpus.Documents.Count} documents of {corpus.Name}", string.Join($"{Corpus.DocumentMark}\n", chosen));
    }
}
