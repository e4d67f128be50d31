namespace NegPreact;

/// <summary>Sorted 32-bit keys, kept as their differences in 7-bit groups: some two bytes per key.</summary>
internal static class KeyList
{
    public static void Write(BinaryWriter writer, ReadOnlySpan<uint> sorted)
    {
        writer.Write7BitEncodedInt(sorted.Length);
        uint before = 0;
        foreach (var key in sorted)
        {
            writer.Write7BitEncodedInt64(key - before);
            before = key;
        }
    }

    public static uint[] Read(BinaryReader reader)
    {
        var keys = new uint[reader.Read7BitEncodedInt()];
        uint before = 0;
        for (var i = 0; i < keys.Length; i++)
            keys[i] = before += (uint)reader.Read7BitEncodedInt64();
        return keys;
    }
}
