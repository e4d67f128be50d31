namespace NegPreact.Tagging;

/// <summary>
/// A linear classifier over hashed features: each feature that was kept has small whole weights for some of the classes, and the
/// score of a class is their sum. Weights lie in one array, features in an open-addressed table.
/// </summary>
internal sealed class LinearModel
{
    private readonly uint[] sortedKeys;
    private readonly int[] begins;
    private readonly byte[] classes;
    private readonly short[] weights;
    private readonly (uint Key, int Row)[] slots;

    /// <param name="sortedKeys">The features, ascending.</param>
    /// <param name="begins">Where each feature's weights begin, and at last where the last one's end.</param>
    /// <param name="classes">The class of each weight.</param>
    /// <param name="weights">The weights.</param>
    public LinearModel(uint[] sortedKeys, int[] begins, byte[] classes, short[] weights)
    {
        (this.sortedKeys, this.begins, this.classes, this.weights) = (sortedKeys, begins, classes, weights);
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, sortedKeys.Length * 2));
        slots = new (uint, int)[size];
        for (var row = 0; row < sortedKeys.Length; row++)
        {
            var slot = (int)(sortedKeys[row] & (size - 1));
            while (slots[slot].Key != 0)
                slot = (slot + 1) & (size - 1);
            slots[slot] = (sortedKeys[row], row);
        }
    }

    public int Features => sortedKeys.Length;

    /// <summary>Adds the weights of some features to the scores of the classes.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        var mask = slots.Length - 1;
        foreach (var key in features)
        {
            var slot = (int)(key & mask);
            while (slots[slot].Key != key && slots[slot].Key != 0)
                slot = (slot + 1) & mask;
            if (slots[slot].Key == 0)
                continue;
            var row = slots[slot].Row;
            for (int i = begins[row], end = begins[row + 1]; i < end; i++)
                scores[classes[i]] += weights[i];
        }
    }

    public void Write(BinaryWriter writer)
    {
        KeyList.Write(writer, sortedKeys);
        for (var row = 0; row < sortedKeys.Length; row++)
            writer.Write((byte)(begins[row + 1] - begins[row]));
        writer.Write(classes);
        foreach (var weight in weights)
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
