using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NegPreact.Hub;
using NegPreact.Tokens;

namespace NegPreact;

/// <summary>A text to measure on: some documents, in order.</summary>
public sealed class Corpus
{
    private static readonly Lazy<Corpus> Prose = new(() => Load("data/prose"));

    private Corpus(string name, IReadOnlyList<string> documents) => (Name, Documents) = (name, documents);

    /// <summary>The prose that comes with the project, which no model here was trained on.</summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static Corpus BuiltIn => Prose.Value;

    /// <summary>A name for tables.</summary>
    public string Name { get; }

    /// <summary>The documents.</summary>
    public IReadOnlyList<string> Documents { get; }

    /// <summary>The line between two documents of a text file.</summary>
    public const string DocumentMark = "<|endoftext|>";

    /// <summary>SHA-256 of the documents, so that a result says what it was measured on.</summary>
    public string Sha256 => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Documents))));

    /// <summary>
    /// Reads the <c>.txt</c> files of a folder, or one file. A line <c>&lt;|endoftext|&gt;</c> separates documents.
    /// </summary>
    /// <param name="path">
    /// A file or a folder, by its path or by its path in this repository, or a text among <see cref="DataSets"/>
    /// (<c>books</c>, <c>wikitext-2/wiki.test.raw</c>), each file of which is a document at least.
    /// </param>
    /// <exception cref="NegPreactException">Nothing is there, or it holds no text.</exception>
    public static Corpus Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var place = Repository.Resolve(path);
        string[] files = DataSets.Find(path, DataSetKind.Text) is { } published
            ? [.. published]
            : Directory.Exists(place)
            ? [.. Directory.EnumerateFiles(place, "*.txt").Order(StringComparer.Ordinal)]
            : File.Exists(place) ? [place] : throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no text file or folder {place}; name one.");
        var documents = files.SelectMany(f => Split(Read(f))).ToList();
        return documents.Count > 0
            ? new Corpus(Path.GetFileName(Path.TrimEndingDirectorySeparator(place)), documents)
            : throw new NegPreactException(
                ErrorKind.DataMissing, $"{place} holds no text; name a .txt file, or a folder of them, with "
                + "something in it.");
    }

    /// <summary>A corpus made of one given document.</summary>
    /// <exception cref="NegPreactException">The text is empty.</exception>
    public static Corpus OfText(string name, string text) => Split(text).ToList() is { Count: > 0 } documents
        ? new Corpus(name, documents)
        : throw new NegPreactException(
            ErrorKind.TextTooShort, $"The text '{name}' is empty; give one with something in it.");

    /// <summary>
    /// The whole text as token ids, with the tokenizer's end-of-text token (where it has one) after each document.
    /// </summary>
    public IReadOnlyList<int> Encode(Tokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var ids = new List<int>();
        foreach (var document in Documents)
        {
            ids.AddRange(tokenizer.Encode(document, addSpecialTokens: false));
            if (tokenizer.EndOfTextId is { } end)
                ids.Add(end);
        }

        return ids;
    }

    /// <summary>The whole text cut in equal windows that do not overlap; the tail is dropped.</summary>
    /// <exception cref="NegPreactException">The text is shorter than two windows.</exception>
    public IReadOnlyList<IReadOnlyList<int>> Windows(Tokenizer tokenizer, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        var ids = Encode(tokenizer).ToArray();
        return ids.Length >= 2 * length
            ? [.. Enumerable.Range(0, ids.Length / length).Select(w => new ArraySegment<int>(ids, w * length, length))]
            : throw new NegPreactException(
                ErrorKind.TextTooShort, $"The text '{Name}' has {ids.Length} tokens, fewer than two windows of "
                + $"{length}; use a longer text or shorter windows.");
    }

    /// <summary>
    /// Two halves that share no document: neurons are chosen on the first, and what ablating them does is measured on
    /// the second, so that no effect is found because the same text chose the neurons. Every other document goes to
    /// each; a single document is cut at a paragraph.
    /// </summary>
    /// <exception cref="NegPreactException">The text is a single paragraph.</exception>
    public (Corpus Scored, Corpus Measured) Halves()
    {
        if (Documents.Count > 1)
            return (Every(0), Every(1));
        var paragraphs = Documents[0].TrimEnd('\n').Split('\n');
        return paragraphs.Length > 1
            ? (new($"{Name}, first half", [Joined(paragraphs[..(paragraphs.Length / 2)])]),
                new($"{Name}, second half", [Joined(paragraphs[(paragraphs.Length / 2)..])]))
            : throw new NegPreactException(
                ErrorKind.TextTooShort, $"The text '{Name}' is a single paragraph and cannot be halved; use two "
                + "texts, or more paragraphs.");

        Corpus Every(int from) => new(
            $"{Name}, {(from == 0 ? "odd" : "even")} documents", [.. Documents.Where((_, i) => i % 2 == from)]);

        static string Joined(string[] paragraphs) => string.Join('\n', paragraphs) + "\n";
    }

    /// <summary>
    /// Whole documents, spread evenly, that together are about this many windows long; all of them if the text is no
    /// longer.
    /// </summary>
    internal Corpus Part(Tokenizer tokenizer, int windows, int windowLength)
    {
        var share = (double)windows / Windows(tokenizer, windowLength).Count;
        var chosen = Documents.Where((_, i) => (int)((i + 1) * share) > (int)(i * share)).ToList();
        return share >= 1 || chosen.Count == 0
            ? this
            : OfText(
                $"{chosen.Count} of {Documents.Count} documents of {Name}", string.Join($"{DocumentMark}\n", chosen));
    }

    /// <summary>As much of its beginning as makes this many windows, cut after a word.</summary>
    /// <exception cref="NegPreactException">The text is shorter.</exception>
    internal Corpus Beginning(Tokenizer tokenizer, int windows, int windowLength)
    {
        var wanted = windows * windowLength;
        var taken = new List<string>();
        var count = 0;
        foreach (var document in Documents)
        {
            var tokens = tokenizer.EncodeWithOffsets(document, addSpecialTokens: false);
            if (count + tokens.Count < wanted)
            {
                taken.Add(document);
                count += tokens.Count + (tokenizer.EndOfTextId is null ? 0 : 1);
                continue;
            }

            // A word that is cut off has other tokens, so that one more may be needed.
            for (var end = tokens[Math.Max(0, wanted - count - 1)].End; ; end++)
            {
                while (end < document.Length && !char.IsWhiteSpace(document[end]))
                    end++;
                var part = new Corpus(
                    $"{Name}, first {windows * windowLength} tokens",
                    [.. taken, document[..end].Trim('\n') + "\n"]);
                if (end >= document.Length || part.Encode(tokenizer).Count >= wanted)
                    return part;
            }
        }

        throw new NegPreactException(
            ErrorKind.TextTooShort, $"The text '{Name}' has {count} tokens, fewer than {windows} windows of "
            + $"{windowLength}; use a longer text.");
    }

    private static string Read(string path)
    {
        using var text = new StreamReader(PackedFile.Open(path));
        return text.ReadToEnd();
    }

    // A document keeps the line break of its last paragraph, as the training text has it before the end-of-text token.
    private static IEnumerable<string> Split(string text) => Regex
        .Split(text.Replace("\r\n", "\n", StringComparison.Ordinal), $"^{Regex.Escape(DocumentMark)}$",
            RegexOptions.Multiline)
        .Select(d => d.Trim('\n'))
        .Where(d => d.Length > 0)
        .Select(d => d + "\n");
}
