namespace NegPreact;

/// <summary>
/// Reads treebanks in CoNLL-U (https://universaldependencies.org/format.html): multiword tokens, empty nodes, comments,
/// either line end, packed with gzip or not. Nothing is skipped in silence: a line that is not CoNLL-U is refused by
/// its number.
/// </summary>
public static class ConlluFile
{
    /// <summary>The sentences of a file, in order, read as they are asked for.</summary>
    /// <param name="path">
    /// A <c>.conllu</c> or <c>.conllu.gz</c> file, or a treebank among <see cref="Hub.DataSets"/>
    /// (<c>ud-ewt/en_ewt-ud-test.conllu</c>).
    /// </param>
    /// <exception cref="NegPreactException">
    /// The file is missing, cut off, or a line is not CoNLL-U; the message names file and line.
    /// </exception>
    public static IEnumerable<ConlluSentence> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Hub.DataSets.Find(path, Hub.DataSetKind.Treebank) is { } published
            ? published.SelectMany(ReadLines)
            : File.Exists(path)
            ? ReadLines(path)
            : throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no file {path}; name a CoNLL-U file (.conllu or .conllu.gz).");
    }

    private static IEnumerable<ConlluSentence> ReadLines(string path)
    {
        var sentence = new ConlluSentenceReader(path);
        var (last, isEnded) = (0, true);
        foreach (var (number, line, ended) in TextLines.Read(path))
        {
            (last, isEnded) = (number, ended);
            if (line.Length > 0)
                sentence.Add(line, number);
            else if (sentence.Finish(number) is { } finished)
                yield return finished;
        }
        // Each sentence should end with an empty line. Editors drop the last one; a row without an end is a cut.
        if (!isEnded)
            throw new NegPreactException(
                ErrorKind.DataFile, $"{path}, line {last}: the file ends inside a line; it seems to be cut off: get it "
                + "again, or end it with a line break.");
        if (sentence.Finish(last) is { } unended)
            yield return unended;
    }
}
