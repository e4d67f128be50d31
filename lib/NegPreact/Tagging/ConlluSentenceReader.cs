using System.Globalization;
using System.Text;

namespace NegPreact;

/// <summary>Gathers the lines of one CoNLL-U sentence and checks that they make one.</summary>
internal sealed class ConlluSentenceReader(string path)
{
    private readonly List<ConlluWord> words = [];
    private readonly StringBuilder text = new();
    private bool beginsParagraph;
    private (int Last, string Form, int Start, bool Space)? multiword;

    public bool HasRows => words.Count > 0 || multiword is not null;

    public void Add(string line, int number)
    {
        if (line[0] == '#')
        {
            beginsParagraph |= line.StartsWith("# newpar", StringComparison.Ordinal)
                || line.StartsWith("# newdoc", StringComparison.Ordinal);
            return;
        }
        var columns = line.Split('\t');
        if (columns.Length != 10)
            throw Bad(number, $"a row has 10 columns with tabs between them, this one has {columns.Length}; the file "
                + "is not CoNLL-U or is cut off");
        var id = columns[0];
        if (id.Contains('.', StringComparison.Ordinal))
            return; // An empty node stands for no word of the text.
        var space = !columns[9].Split('|').Contains("SpaceAfter=No");
        if (id.Split('-') is [var first, var last])
            BeginMultiword(Number(first, number, "ID"), Number(last, number, "ID"), columns[1], space, number);
        else if (Number(id, number, "ID") == words.Count + 1)
            AddWord(columns, space, number);
        else
            throw Bad(number, $"the ID is {id} where {words.Count + 1} is next; rows are missing or out of order");
    }

    /// <summary>The sentence, or null where there were no rows; afterwards the next one can begin.</summary>
    public ConlluSentence? Finish(int number)
    {
        if (!HasRows)
            return null;
        if (multiword is { } open)
            throw Bad(number, $"the sentence ends before word {open.Last} of the multiword token '{open.Form}'; the "
                + "file is cut off");
        for (var i = 0; i < words.Count; i++)
            if (words[i].Head is { } head && (head > words.Count || head == i + 1))
                throw Bad(number, head > words.Count
                    ? $"word {i + 1} of the sentence that ends here has the head {head}, but there are {words.Count} "
                        + "words; the file is cut off or damaged"
                    : $"word {i + 1} of the sentence that ends here is its own head");
        var sentence = new ConlluSentence(text.ToString(), [.. words], beginsParagraph);
        words.Clear();
        text.Clear();
        beginsParagraph = false;
        return sentence;
    }

    private void BeginMultiword(int first, int last, string form, bool space, int number)
    {
        if (multiword is not null || first != words.Count + 1 || last < first)
            throw Bad(number, $"the multiword token {first}-{last} does not begin at the next word, {words.Count + 1}");
        multiword = (last, form, text.Length, space);
        text.Append(form).Append(space ? " " : "");
    }

    private void AddWord(string[] columns, bool space, int number)
    {
        var form = columns[1];
        if (form.Length == 0)
            throw Bad(number, "the word has no form");
        var start = text.Length;
        if (multiword is null)
            text.Append(form).Append(space ? " " : "");
        words.Add(new ConlluWord(
            new Word(form, start, start + form.Length),
            columns[3] == "_" ? null : Enum.TryParse<Upos>(columns[3], out var tag) && tag.ToString() == columns[3]
                ? tag : throw Bad(number, $"'{columns[3]}' is not a universal part of speech"),
            columns[6] == "_" ? null : Number(columns[6], number, "HEAD"),
            columns[7] == "_" ? null : columns[7]));
        if (multiword is { } whole && words.Count == whole.Last)
        {
            PlaceMultiword(whole.Form, whole.Start, number);
            multiword = null;
        }
    }

    // English multiword tokens are nearly always spelled out by their words (do + n't); where they are not, each word
    // takes the whole token.
    private void PlaceMultiword(string form, int start, int number)
    {
        var first = words.FindIndex(w => w.Word.Start == text.Length);
        if (first < 0)
            throw Bad(number, $"the multiword token '{form}' holds no word");
        var spelled = string.Concat(words.Skip(first).Select(w => w.Word.Form)) == form;
        for (var (i, at) = (first, start); i < words.Count; i++)
        {
            var word = words[i].Word;
            words[i] = words[i] with { Word = spelled ? word with { Start = at, End = at + word.Form.Length }
                : word with { Start = start, End = start + form.Length } };
            at += word.Form.Length;
        }
    }

    private int Number(string text, int number, string column) => int.TryParse(
        text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Bad(number, $"the column {column} holds '{text}', which is not a number");

    private NegPreactException Bad(int number, string what) => new(
        ErrorKind.DataFile, $"{path}, line {number}: {what}.");
}
