namespace NegPreact;

/// <summary>
/// From plain text to words with parts of speech and labels, by the built-in tokenizer, tagger and parser.
/// </summary>
public static class Annotation
{
    /// <summary>The words of a text, in order.</summary>
    /// <param name="text">Any text; see <see cref="WordTokenizer.Sentences"/> for line breaks.</param>
    /// <param name="cancellation">Checked between sentences; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">A model file is missing or damaged.</exception>
    public static IReadOnlyList<AnnotatedWord> Of(string text, CancellationToken? cancellation = null)
    {
        var stop = cancellation ?? Progress.Cancellation;
        var annotated = new List<AnnotatedWord>();
        foreach (var (number, words) in WordTokenizer.BuiltIn.Sentences(text).Index())
        {
            stop.ThrowIfCancellationRequested();
            string[] forms = [.. words.Select(w => w.Form)];
            var tags = Tagger.BuiltIn.Tag(forms);
            var arcs = Parser.BuiltIn.Parse(forms, tags);
            annotated.AddRange(words.Select((w, i) => new AnnotatedWord(w, tags[i], arcs[i], number)));
        }
        return annotated;
    }
}
