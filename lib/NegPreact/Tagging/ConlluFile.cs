using System.Text;

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
        using var plain = PackedFile.Open(path);
        using var reader = new StreamReader(plain, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var sentence = new ConlluSentenceReader(path);
        var number = 0;
        while (Next(reader, path, ++number) is { } line)
        {
            if (line.Length > 0)
                sentence.Add(line, number);
            else if (sentence.Finish(number) is { } finished)
                yield return finished;
        }
        // Each sentence ends with an empty line, the last one too: without it nobody can tell the end from a cut.
        if (sentence.HasRows)
            throw new NegPreactException(
                ErrorKind.DataFile, $"{path}, line {number - 1}: the file ends inside a sentence, with no empty line "
                + "after it; it seems to be cut off: get it again, or end it with an empty line.");
    }

    private static string? Next(StreamReader reader, string path, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or EndOfStreamException)
        {
            throw new NegPreactException(
                ErrorKind.DataFile, $"{path}, line {number}: the bytes are not "
                + $"{(e is DecoderFallbackException ? "UTF-8" : "whole gzip data")}; the file is damaged or cut off, "
                + "so get it again.", e);
        }
    }
}
