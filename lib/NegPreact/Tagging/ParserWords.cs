namespace NegPreact;

/// <summary>
/// What the parser asks about the words of a sentence; the root and a place without a word have entries at the end.
/// </summary>
internal sealed class ParserWords
{
    private const int ClosedClasses =
        (1 << (int)Upos.ADP) | (1 << (int)Upos.AUX) | (1 << (int)Upos.CCONJ) | (1 << (int)Upos.DET)
        | (1 << (int)Upos.PART) | (1 << (int)Upos.PRON) | (1 << (int)Upos.PUNCT) | (1 << (int)Upos.SCONJ);

    public ParserWords(ReadOnlySpan<WordFeatures> words, ReadOnlySpan<Upos> tags)
    {
        Count = tags.Length;
        var all = Count + 2;
        (Forms, Tags, FineTags, Middle, Coarse) = (
            new ulong[all], new ulong[all], new ulong[all], new ulong[all], new ulong[all]);
        for (var i = 0; i < Count; i++)
        {
            ref readonly var word = ref words[i + TagFeatures.Margin];
            Forms[i] = word.Lower;
            Tags[i] = (ulong)tags[i] + 3;
            // Grammatical words stand for themselves; others show by their ending what a universal tag does not say
            // (tense, number).
            FineTags[i] = FeatureHash.Add(
                Tags[i], (ClosedClasses >> (int)tags[i] & 1) != 0 ? word.Lower : word.Endings[1]);
            Middle[i] = word.Entry.Middle == 0 ? Tags[i] + 5000 : word.Entry.Middle;
            Coarse[i] = word.Entry.Coarse == 0 ? Tags[i] + 5000 : word.Entry.Coarse;
        }
        foreach (var column in (ulong[][])[Forms, Tags, FineTags, Middle, Coarse])
            (column[Count], column[Count + 1]) = (1, 2);
    }

    public int Count { get; }

    public ulong[] Forms { get; }

    public ulong[] Tags { get; }

    public ulong[] FineTags { get; }

    public ulong[] Middle { get; }

    public ulong[] Coarse { get; }

    /// <summary>The index to ask for a word, the root, or none.</summary>
    public int At(int word) => word == ParserState.None ? Count + 1 : word;
}
