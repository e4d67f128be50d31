using System.Runtime.CompilerServices;

namespace NegPreact;

/// <summary>What is asked about one word, as hashes: its form, endings, beginnings, shape and lexicon entry.</summary>
internal struct WordFeatures
{
    /// <summary>The longest ending and beginning, in characters.</summary>
    public const int Affixes = 6;

    /// <summary>The form as written.</summary>
    public ulong Form;

    /// <summary>The form in lower case, each digit made 0.</summary>
    public ulong Lower;

    /// <summary>Upper case, lower case, digits and other characters, runs of one kind cut to two.</summary>
    public ulong Shape;

    /// <summary>Endings of <c>Lower</c> of 1 to 6 characters; 0 where the word is shorter.</summary>
    public AffixArray Endings;

    /// <summary>Beginnings of <c>Lower</c>.</summary>
    public AffixArray Beginnings;

    /// <summary>What is known of the form.</summary>
    public LexiconEntry Entry;

    [InlineArray(Affixes)]
    internal struct AffixArray
    {
        private ulong first;
    }

    /// <summary>The stand-in for a place before (-1, -2 …) or after (1, 2 …) the sentence.</summary>
    public static WordFeatures Outside(int side)
    {
        var hash = FeatureHash.Add(77, (ulong)(1000 + side));
        var outside = new WordFeatures { Form = hash, Lower = hash, Shape = hash };
        outside.Endings[2] = hash;
        return outside;
    }

    public static WordFeatures Of(ReadOnlySpan<char> form, Lexicon lexicon)
    {
        Span<char> lower = form.Length <= 128 ? stackalloc char[form.Length] : new char[form.Length];
        var word = new WordFeatures { Form = FeatureHash.Of(form) };
        ulong shape = 0;
        var (kindBefore, run) = (0, 0);
        for (var i = 0; i < form.Length; i++)
        {
            var c = form[i];
            var kind = char.IsAsciiDigit(c) ? 1 : char.IsUpper(c) ? 2 : char.IsLetter(c) ? 3 : c;
            lower[i] = kind switch { 1 => '0', 2 => char.ToLowerInvariant(c), _ => c };
            run = kind == kindBefore ? run + 1 : 1;
            kindBefore = kind;
            if (run <= 2)
                shape = FeatureHash.Add(shape, (ulong)kind);
        }
        word.Shape = shape;
        word.Lower = FeatureHash.Of(lower);
        ulong ending = 1;
        ulong beginning = 2;
        for (var i = 0; i < Math.Min(Affixes, lower.Length); i++)
        {
            word.Endings[i] = ending = FeatureHash.Add(ending, lower[^(i + 1)]);
            word.Beginnings[i] = beginning = FeatureHash.Add(beginning, lower[i]);
        }
        word.Entry = lexicon.Find(word.Form, word.Lower);
        return word;
    }
}
