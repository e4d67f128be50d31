using System.Numerics;

namespace NegPreact.Grammar;

/// <summary>
/// A flat feature structure: for every feature the set of values that it may still take, all of them packed in one
/// number. A feature that is not mentioned may take any of its values, so unification is the bitwise "and" and fails
/// where some feature is left without a value.
/// </summary>
public readonly record struct Features
{
    private static readonly string[] Meanings = ["none", "person", "animal", "thing", "text", "door", "place"];
    private static readonly string[] Forms = ["base", "pres", "past", "pp", "ing"];

    // Features that a rule may tie to each other share one list of values.
    private static readonly (string Name, string[] Values)[] Table =
    [
        ("num", ["sg", "pl"]),
        ("gen", ["m", "f", "n", "c"]), // c: a person of either sex (friend)
        ("case", ["nom", "acc"]),
        ("sem", Meanings), // what a noun names
        ("subj", Meanings), // what a verb, adjective or verb phrase asks of its subject
        ("obj", Meanings), // what a verb or preposition asks of its object
        ("gap", Meanings), // what is missing from a phrase, for a wh-word to supply
        ("form", Forms),
        ("sel", Forms), // the form that an auxiliary asks of the verb phrase after it
        // intr: never with an object, strict: never without; labile: without it where it may be
        ("sub", ["intr", "labile", "trans", "strict", "that", "wh", "whether", "raise", "control", "ecm",
            "objcontrol"]),
        ("kind", ["plain", "raise", "control", "tough", "that"]), // of adjectives
        ("expl", ["no", "there", "it"]),
        ("npi", ["no", "yes"]), // holds a polarity item that still needs a licensor
        ("lic", ["no", "yes"]), // licenses one
        ("def", ["weak", "universal", "definite", "demonstrative"]),
        ("sup", ["no", "yes"]), // holds "at least", which shuns negation
        ("init", ["c", "v"]), // begins with a consonant or a vowel letter: a, an
    ];

    private static readonly int[] Offsets = [.. Table.Select((_, i) => Table[..i].Sum(f => f.Values.Length))];
    private static readonly UInt128[] Masks = [
        .. Table.Select((f, i) => ((UInt128.One << f.Values.Length) - 1) << Offsets[i])];
    private readonly UInt128 bits;

    private Features(UInt128 bits) => this.bits = bits;

    /// <summary>Every feature may take any value.</summary>
    public static Features Any { get; } = new(Masks.Aggregate(UInt128.Zero, (all, m) => all | m));

    /// <summary>The number of a feature.</summary>
    /// <exception cref="NegPreactException">No feature has that name.</exception>
    internal static int Index(string name) => Array.FindIndex(Table, f => f.Name == name) is >= 0 and var i
        ? i
        : throw new NegPreactException(
            ErrorKind.Grammar,
            $"There is no feature '{name}'; the features are {string.Join(", ", Table.Select(f => f.Name))}.");

    /// <summary>
    /// The set of the values in <c>sg|pl</c> (or <c>*</c>: all of them) of a feature, one bit a value.
    /// </summary>
    internal static uint Values(int feature, string values) => values == "*"
        ? uint.MaxValue
        : values.Split('|').Aggregate(
            0u, (set, value) => set | (Array.IndexOf(Table[feature].Values, value) is >= 0 and var i
            ? 1u << i
            : throw new NegPreactException(
                ErrorKind.Grammar, $"Feature '{Table[feature].Name}' has no value '{value}'; its values are "
                + $"{string.Join(", ", Table[feature].Values)}.")));

    /// <summary>The values that a feature may take, one bit a value.</summary>
    internal uint this[int feature] => (uint)((bits & Masks[feature]) >> Offsets[feature]);

    /// <summary>These features with one of them narrowed to a set of values.</summary>
    internal Features Narrow(int feature, uint values) => new(
        bits & (~Masks[feature] | (((UInt128)values << Offsets[feature]) & Masks[feature])));

    /// <summary>What both allow; not <see cref="Possible"/> where they disagree.</summary>
    internal Features And(Features other) => new(bits & other.bits);

    /// <summary>Whether every feature has a value left.</summary>
    internal bool Possible
    {
        get
        {
            foreach (var mask in Masks)
                if ((bits & mask) == UInt128.Zero)
                    return false;
            return true;
        }
    }

    /// <summary>The features that are narrowed, as the grammar writes them.</summary>
    public override string ToString()
    {
        var self = this;
        return string.Join(' ', Table.Select((f, i) => (f, Set: self[i]))
            .Where(x => BitOperations.PopCount(x.Set) < x.f.Values.Length)
            .Select(x => $"{x.f.Name}={string.Join('|', x.f.Values.Where((_, v) => (x.Set >> v & 1) != 0))}"));
    }
}
