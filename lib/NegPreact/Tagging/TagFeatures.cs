namespace NegPreact;

/// <summary>
/// The features of one tagging decision: the word, two words on either side, and the tags already given to the left.
/// </summary>
internal static class TagFeatures
{
    /// <summary>No decision has more features than this.</summary>
    public const int Most = 96;

    /// <summary>The number of features that depend on the word alone.</summary>
    public const int Own = 11 + (2 * WordFeatures.Affixes);

    /// <summary>How many places outside the sentence are asked about on each side.</summary>
    public const int Margin = 2;

    /// <summary>The words of a sentence with <see cref="Margin"/> stand-ins on each side.</summary>
    public static WordFeatures[] Words(IReadOnlyList<string> forms, Lexicon lexicon) => Words(
        forms, i => WordFeatures.Of(forms[i], lexicon));

    /// <summary>The same with features that are at hand.</summary>
    public static WordFeatures[] Words(IReadOnlyList<string> forms, Func<int, WordFeatures> featuresOf)
    {
        var words = new WordFeatures[forms.Count + 2 * Margin];
        for (var i = 0; i < Margin; i++)
        {
            words[i] = WordFeatures.Outside(i - Margin);
            words[^(i + 1)] = WordFeatures.Outside(Margin - i);
        }
        for (var i = 0; i < forms.Count; i++)
            words[i + Margin] = featuresOf(i);
        return words;
    }

    /// <summary>Fills in the keys of all features of a decision and gives their number.</summary>
    /// <param name="words">The sentence with its stand-ins.</param>
    /// <param name="at">The word's place in the sentence, from 0.</param>
    /// <param name="tag1">The tag of the word before; 31 before the sentence.</param>
    /// <param name="tag2">The tag of the word before that.</param>
    /// <param name="keys">At least <see cref="Most"/> places.</param>
    public static int Extract(ReadOnlySpan<WordFeatures> words, int at, ulong tag1, ulong tag2, Span<uint> keys)
    {
        var own = OfWord(words[at + Margin], keys);
        return own + InContext(words, at, tag1, tag2, keys[own..]);
    }

    /// <summary>
    /// The features that depend on the word alone, <see cref="Own"/> of them, whatever stands around it.
    /// </summary>
    public static int OfWord(in WordFeatures word, Span<uint> keys)
    {
        var list = new KeyWriter(keys);
        list.Add(word.Form);
        list.Add(word.Lower);
        list.Add(word.Shape);
        for (var i = 0; i < WordFeatures.Affixes; i++)
        {
            list.Add(word.Endings[i]);
            list.Add(word.Beginnings[i]);
        }
        list.Add(word.Endings[1], word.Shape);
        list.Add(word.Endings[2], word.Shape);
        list.Add(word.Entry.Coarse);
        list.Add(word.Entry.Middle);
        list.Add(word.Entry.Fine);
        list.Add(word.Entry.Ambiguity);
        list.Add(word.Entry.Fine, word.Shape);
        list.Add(word.Entry.Middle, word.Endings[2]);
        return list.Count;
    }

    /// <summary>The other features of <see cref="Extract"/>.</summary>
    public static int InContext(ReadOnlySpan<WordFeatures> words, int at, ulong tag1, ulong tag2, Span<uint> keys)
    {
        ref readonly var before2 = ref words[at];
        ref readonly var before = ref words[at + 1];
        ref readonly var word = ref words[at + 2];
        ref readonly var after = ref words[at + 3];
        ref readonly var after2 = ref words[at + 4];
        var list = new KeyWriter(keys, Own);

        list.Add(before.Lower);
        list.Add(before2.Lower);
        list.Add(after.Lower);
        list.Add(after2.Lower);
        list.Add(before.Shape);
        list.Add(after.Shape);
        list.Add(before.Endings[2]);
        list.Add(after.Endings[1]);
        list.Add(after.Endings[2]);
        list.Add(before.Entry.Middle);
        list.Add(before.Entry.Fine);
        list.Add(after.Entry.Middle);
        list.Add(after.Entry.Fine);
        list.Add(before2.Entry.Middle);
        list.Add(after2.Entry.Middle);
        list.Add(after.Entry.Ambiguity);
        list.Add(after2.Entry.Ambiguity);
        list.Add(before.Entry.Ambiguity);

        list.Add(before.Lower, word.Lower);
        list.Add(word.Lower, after.Lower);
        list.Add(before.Lower, after.Lower);
        list.Add(before2.Lower, before.Lower);
        list.Add(after.Lower, after2.Lower);
        list.Add(before.Shape, word.Shape, after.Shape);
        list.Add(before.Entry.Middle, word.Entry.Middle);
        list.Add(word.Entry.Middle, after.Entry.Middle);
        list.Add(before.Entry.Coarse, word.Entry.Coarse, after.Entry.Coarse);
        list.Add(word.Entry.Coarse, after.Entry.Coarse, after2.Entry.Coarse);
        list.Add(word.Entry.Ambiguity, after.Entry.Ambiguity);
        list.Add(word.Entry.Ambiguity, after.Entry.Ambiguity, after2.Entry.Ambiguity);
        list.Add(word.Lower, after.Entry.Middle);
        list.Add(word.Lower, after.Entry.Ambiguity);
        list.Add(word.Lower, before.Entry.Middle);

        var tags = (tag2 << 5) | tag1;
        list.Add(tag1);
        list.Add(tags);
        list.Add(tag1, word.Lower);
        list.Add(tags, word.Lower);
        list.Add(tag1, word.Endings[2]);
        list.Add(tag1, word.Endings[1]);
        list.Add(tag1, word.Entry.Middle);
        list.Add(tags, word.Entry.Coarse);
        list.Add(tag1, word.Entry.Ambiguity);
        list.Add(tags, word.Entry.Ambiguity);
        list.Add(tag1, word.Entry.Ambiguity, after.Entry.Ambiguity);
        list.Add(tag1, word.Entry.Coarse, after.Entry.Coarse);
        list.Add(tag1, after.Lower);
        list.Add(tag1, after.Entry.Middle);
        list.Add(tag1, before.Lower);
        list.Add(tag2, before.Lower, word.Entry.Coarse);
        list.Add(tag1, word.Shape);
        list.Add(tag2, word.Lower);
        return list.Count;
    }
}
