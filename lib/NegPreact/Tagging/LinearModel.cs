namespace NegPreact;

/// <summary>
/// A linear classifier over hashed features: each feature that was kept has small whole weights for some of the
/// classes, and the score of a class is their sum. A feature costs two reads from memory, one of the table and one of
/// its weights.
/// </summary>
internal sealed class LinearModel
{
    private readonly uint[] sortedKeys;
    private readonly int[] begins;
    private readonly (short Class, short Weight)[] weights;
    private readonly (uint Key, int Begin, int End)[] slots;

    /// <param name="sortedKeys">The features, ascending.</param>
    /// <param name="begins">Where each feature's weights begin, and at last where the last one's end.</param>
    /// <param name="classes">The class of each weight.</param>
    /// <param name="weights">The weights.</param>
    public LinearModel(uint[] sortedKeys, int[] begins, byte[] classes, short[] weights)
    {
        (this.sortedKeys, this.begins) = (sortedKeys, begins);
        this.weights = [.. classes.Zip(weights, (c, w) => ((short)c, w))];
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, sortedKeys.Length * 2));
        slots = new (uint, int, int)[size];
        for (var row = 0; row < sortedKeys.Length; row++)
        {
            var slot = (int)(sortedKeys[row] & (size - 1));
            while (slots[slot].Key != 0)
                slot = (slot + 1) & (size - 1);
            slots[slot] = (sortedKeys[row], begins[row], begins[row + 1]);
        }
    }

    /// <summary>Adds the weights of some features to the scores of the classes.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        // All places are found before any weight is read: reads that do not wait for each other overlap.
        Span<(int Begin, int End)> found = stackalloc (int, int)[features.Length];
        var (mask, count) = (slots.Length - 1, 0);
        foreach (var key in features)
        {
            ref readonly var slot = ref slots[(int)(key & mask)];
            for (var next = (int)key; slot.Key != key && slot.Key != 0;)
                slot = ref slots[++next & mask];
            found[count] = (slot.Begin, slot.End);
            count += slot.Key == key ? 1 : 0;
        }
        foreach (var (begin, end) in found[..count])
            foreach (var (@class, weight) in weights.AsSpan(begin, end - begin))
                scores[@class] += weight;
    }

    public void Write(BinaryWriter writer)
    {
        KeyList.Write(writer, sortedKeys);
        for (var row = 0; row < sortedKeys.Length; row++)
            writer.Write((byte)(begins[row + 1] - begins[row]));
        foreach (var (@class, _) in weights)
            writer.Write((byte)@class);
        foreach (var (_, weight) in weights)
            writer.Write7BitEncodedInt((weight << 1) ^ (weight >> 31)); // small sizes of either sign take one byte
    }

    public static LinearModel Read(BinaryReader reader)
    {
        var keys = KeyList.Read(reader);
        var begins = new int[keys.Length + 1];
        for (var row = 0; row < keys.Length; row++)
            begins[row + 1] = begins[row] + reader.ReadByte();
        var classes = reader.ReadBytes(begins[^1]);
        var weights = new short[begins[^1]];
        for (var i = 0; i < weights.Length; i++)
        {
            var folded = reader.Read7BitEncodedInt();
            weights[i] = (short)((folded >> 1) ^ -(folded & 1));
        }
        return new LinearModel(keys, begins, classes, weights);
    }
}
