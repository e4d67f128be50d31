namespace NegPreact.Tokens;

/// <summary>A stretch of text on its way to the model, which knows where each of its characters comes from.</summary>
internal readonly ref struct AlignedText
{
    private readonly ReadOnlySpan<int> starts;
    private readonly ReadOnlySpan<int> ends;
    private readonly int at;

    /// <summary>Text as it stands in the input, from position `at` on.</summary>
    public AlignedText(ReadOnlySpan<char> text, int at)
    {
        Text = text;
        this.at = at;
    }

    /// <summary>Rewritten text: where each of its UTF-16 units begins and ends in the input.</summary>
    public AlignedText(ReadOnlySpan<char> text, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        Text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /// <summary>The characters.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>Where the unit at `index` begins in the input.</summary>
    public int Start(int index) => starts.IsEmpty ? at + index : starts[index];

    /// <summary>Where the unit at `index` ends in the input, exclusive.</summary>
    public int End(int index) => starts.IsEmpty ? at + index + 1 : ends[index];

    /// <summary>The part from `start` to `end`, exclusive.</summary>
    public AlignedText Slice(int start, int end) => starts.IsEmpty
        ? new AlignedText(Text[start..end], at + start)
        : new AlignedText(Text[start..end], starts[start..end], ends[start..end]);

    /// <summary>The same with characters in front, which count as part of the first character.</summary>
    public AlignedText WithBefore(string added)
    {
        var (newStarts, newEnds) = (new int[added.Length + Text.Length], new int[added.Length + Text.Length]);
        newStarts.AsSpan(0, added.Length).Fill(Start(0));
        newEnds.AsSpan(0, added.Length).Fill(End(char.IsHighSurrogate(Text[0]) ? 1 : 0));
        for (var i = 0; i < Text.Length; i++)
            (newStarts[added.Length + i], newEnds[added.Length + i]) = (Start(i), End(i));
        return new AlignedText($"{added}{Text}", newStarts, newEnds);
    }

    /// <summary>The same with one character written for another.</summary>
    public AlignedText Replaced(char from, char to)
    {
        var text = new char[Text.Length];
        Text.Replace(text, from, to);
        return starts.IsEmpty ? new AlignedText(text, at) : new AlignedText(text, starts, ends);
    }
}
