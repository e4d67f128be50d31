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

    /// <summary>The same with a space in front, which counts as part of the first character.</summary>
    public AlignedText WithSpaceBefore()
    {
        var (newStarts, newEnds) = (new int[Text.Length + 1], new int[Text.Length + 1]);
        (newStarts[0], newEnds[0]) = (Start(0), End(char.IsHighSurrogate(Text[0]) ? 1 : 0));
        for (var i = 0; i < Text.Length; i++)
            (newStarts[i + 1], newEnds[i + 1]) = (Start(i), End(i));
        return new AlignedText($" {Text}", newStarts, newEnds);
    }
}
