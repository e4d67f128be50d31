namespace NegPreact;

/// <summary>
/// Word clusters and ambiguity classes by form. Forms are kept as 32-bit hashes, not as strings; among 100,000 of them
/// an unknown word is taken for a known one once in 40,000 times.
/// </summary>
internal sealed class Lexicon
{
    private readonly Dictionary<uint, LexiconEntry> entries;

    public Lexicon(Dictionary<uint, LexiconEntry> entries) => this.entries = entries;

    public static Lexicon Empty { get; } = new([]);

    public IReadOnlyDictionary<uint, LexiconEntry> Entries => entries;

    /// <summary>The entry of a form; where there is none, that of its lower-case spelling.</summary>
    public LexiconEntry Find(ulong form, ulong lower) =>
        entries.TryGetValue(FeatureHash.Key(form), out var entry)
        || entries.TryGetValue(FeatureHash.Key(lower), out entry) ? entry : default;

    public void Write(BinaryWriter writer)
    {
        var keys = entries.Keys.Order().ToArray();
        KeyList.Write(writer, keys);
        foreach (Func<LexiconEntry, ushort> column in Columns)
            foreach (var key in keys)
                writer.Write(column(entries[key]));
    }

    public static Lexicon Read(BinaryReader reader)
    {
        var keys = KeyList.Read(reader);
        var columns = new ushort[Columns.Length, keys.Length];
        for (var c = 0; c < Columns.Length; c++)
            for (var i = 0; i < keys.Length; i++)
                columns[c, i] = reader.ReadUInt16();
        var entries = new Dictionary<uint, LexiconEntry>(keys.Length);
        for (var i = 0; i < keys.Length; i++)
            entries[keys[i]] = new LexiconEntry(columns[0, i], columns[1, i], columns[2, i], columns[3, i]);
        return new Lexicon(entries);
    }

    private static readonly Func<LexiconEntry, ushort>[] Columns = [
        e => e.Coarse, e => e.Middle, e => e.Fine, e => e.Ambiguity];
}
