using System.IO.Compression;
using System.Text;

namespace NegPreact.Tagging;

/// <summary>
/// Reads treebanks in CoNLL-U (https://universaldependencies.org/format.html): multiword tokens, empty nodes, comments,
/// either line end, packed with gzip or not. Nothing is skipped in silence: a line that is not CoNLL-U is refused by its number.
/// </summary>
public static class ConlluFile
{
    /// <summary>The sentences of a file, in order, read as they are asked for.</summary>
    /// <param name="path">A <c>.conllu</c> or <c>.conllu.gz</c> file.</param>
    /// <exception cref="NegPreactException">The file is missing, cut off, or a line is not CoNLL-U; the message names file and line.</exception>
    public static IEnumerable<ConlluSentence> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path)
            ? ReadLines(path)
            : throw new NegPreactException($"There is no file {path}; name a CoNLL-U file (.conllu or .conllu.gz).");
    }

    private static IEnumerable<ConlluSentence> ReadLines(string path)
    {
        using Stream raw = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        using var reader = new ConlluLines(plain, path);
        var sentence = new ConlluSentenceReader(path);
        while (reader.Next() is { } line)
        {
            if (line.Length > 0)
                sentence.Add(line, reader.Number);
            else if (sentence.Finish(reader.Number) is { } finished)
                yield return finished;
        }
        if (sentence.HasRows && !reader.EndsWithLineBreak)
            throw new NegPreactException($"{path}, line {reader.Number}: the file ends in the middle of a sentence, without a line end; it seems to be cut off, so get it again.");
        if (sentence.Finish(reader.Number) is { } last)
            yield return last;
    }

    /// <summary>Lines with their numbers; knows whether the last one was ended, which StreamReader does not say.</summary>
    private sealed class ConlluLines(Stream stream, string path) : IDisposable
    {
        private readonly StreamReader reader = new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        private readonly StringBuilder line = new();

        public int Number { get; private set; }

        public bool EndsWithLineBreak { get; private set; } = true;

        public string? Next()
        {
            line.Clear();
            Number++;
            try
            {
                for (int c; (c = reader.Read()) >= 0;)
                {
                    if (c == '\n')
                    {
                        if (line.Length > 0 && line[^1] == '\r')
                            line.Length--;
                        return line.ToString();
                    }
                    line.Append((char)c);
                }
            }
            catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or EndOfStreamException)
            {
                throw new NegPreactException($"{path}, line {Number}: the bytes are not {(e is DecoderFallbackException ? "UTF-8" : "whole gzip data")}; the file is damaged or cut off, so get it again.", e);
            }
            if (line.Length == 0)
            {
                Number--;
                return null;
            }
            EndsWithLineBreak = false;
            return line.ToString();
        }

        public void Dispose() => reader.Dispose();
    }
}
