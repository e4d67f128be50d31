using System.Text;

namespace NegPreact.Tokens;

/// <summary>Gathers the tokens of one text, with their offsets if they are wanted.</summary>
internal sealed class EncodingBuilder(
    TokenizerModel model, TokenizerPipeline pipeline, HashSet<int> added, bool withOffsets)
{
    private readonly List<(int Start, int End)> ranges = [];

    /// <summary>The ids so far.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>The tokens so far, where offsets are wanted.</summary>
    public Token[] Tokens() => [.. Ids.Zip(ranges, (id, range) => new Token(id, range.Start, range.End))];

    /// <summary>Adds ids that stand for nothing in the text, at a position.</summary>
    public void AddEmpty(IReadOnlyList<int> ids, int at)
    {
        Ids.AddRange(ids);
        ranges.AddRange(Enumerable.Repeat((at, at), ids.Count));
    }

    /// <summary>Adds a token with its range in the input.</summary>
    public void Add(int id, int start, int end)
    {
        Ids.Add(id);
        if (withOffsets)
            ranges.Add(Trim(id, start, end));
    }

    /// <summary>Adds the tokens of a word.</summary>
    public void AddWord(AlignedText word)
    {
        var pieces = model.Pairs.Encode(word.Text);
        if (!withOffsets)
        {
            foreach (var piece in pieces)
                Ids.Add(piece.Id);
            return;
        }
        var (from, to, unread) = (0, 0, 0); // `unread` bytes of the character [from, to) belong to the tokens to come
        foreach (var (id, covered) in pieces)
        {
            var first = unread > 0 ? from : to;
            for (var size = covered; size > 0;)
            {
                if (unread == 0)
                {
                    from = to;
                    Rune.DecodeFromUtf16(word.Text[from..], out var rune, out var units);
                    to += units;
                    unread = rune.Utf8SequenceLength;
                }
                var taken = Math.Min(size, unread);
                size -= taken;
                unread -= taken;
            }
            Add(id, word.Start(first), word.End(to - 1));
        }
    }

    private (int Start, int End) Trim(int id, int start, int end)
    {
        if (!pipeline.TrimsOffsets)
            return (start, end);

        // Of ordinary tokens only spaces are trimmed, of added tokens any white space: so does Hugging Face.
        var text = Encoding.UTF8.GetString(model.Bytes(id));
        var (left, right) = added.Contains(id) ? (text.TrimStart(), text.TrimEnd())
            : (text.TrimStart(' '), text.TrimEnd(' '));
        var leading = text.Length - left.Length;
        if (leading > 0 && pipeline.SparesFirstSpace && start == 0)
            leading--;
        start = Math.Min(start + leading, end);
        return (start, left.Length == 0 ? start : end - (text.Length - right.Length));
    }
}
