namespace NegPreact.Training.Tagging;

/// <summary>
/// A multi-class perceptron over hashed features that also sums its weights over time, so that their average can be
/// taken at any moment (Collins 2002; the sums are brought up to date only where a weight changes). Whole numbers
/// throughout, so the result does not depend on the machine.
/// </summary>
internal sealed class Perceptron(int classes)
{
    private uint[] slots = new uint[1 << 16];
    private int[] slotRows = new int[1 << 16];
    private readonly List<Row> rows = [];
    private Weight[] pool = new Weight[1 << 16];
    private int used;
    private int time = 1;

    private struct Row
    {
        public uint Key;
        public int Begin;
        public int Count;
        public int Room;
    }

    private struct Weight
    {
        public int Class;
        public int Value;
        public int Since;
        public long Sum;
    }

    public int Features => rows.Count;

    /// <summary>Adds the current weights of some features to the scores of the classes.</summary>
    public void Score(ReadOnlySpan<uint> features, Span<int> scores)
    {
        foreach (var key in features)
        {
            var slot = Slot(key);
            if (slots[slot] == 0)
                continue;
            ref var row = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)[slotRows[slot]];
            foreach (ref var weight in pool.AsSpan(row.Begin, row.Count))
                scores[weight.Class] += weight.Value;
        }
    }

    /// <summary>Changes the weight of one class for some features.</summary>
    public void Update(ReadOnlySpan<uint> features, int @class, int change)
    {
        foreach (var key in features)
        {
            ref var weight = ref At(key, @class);
            weight.Sum += (long)weight.Value * (time - weight.Since);
            weight.Since = time;
            weight.Value += change;
        }
    }

    /// <summary>One more example has been seen.</summary>
    public void Tick() => time++;

    /// <summary>The weights' averages over time up to now.</summary>
    public AveragedWeights Average()
    {
        var result = new AveragedWeights();
        foreach (var row in rows)
            foreach (ref var weight in pool.AsSpan(row.Begin, row.Count))
                result.Add(row.Key, weight.Class, (weight.Sum + (double)weight.Value * (time - weight.Since)) / time);
        return result;
    }

    private int Slot(uint key)
    {
        var mask = slots.Length - 1;
        var slot = (int)(key & mask);
        while (slots[slot] != key && slots[slot] != 0)
            slot = (slot + 1) & mask;
        return slot;
    }

    private ref Weight At(uint key, int @class)
    {
        var slot = Slot(key);
        if (slots[slot] == 0)
        {
            if (rows.Count * 2 >= slots.Length)
            {
                Rehash();
                slot = Slot(key);
            }
            (slots[slot], slotRows[slot]) = (key, rows.Count);
            rows.Add(new Row { Key = key, Begin = Take(2), Room = 2 });
        }
        ref var row = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows)[slotRows[slot]];
        for (var i = row.Begin; i < row.Begin + row.Count; i++)
            if (pool[i].Class == @class)
                return ref pool[i];
        if (row.Count == row.Room)
        {
            var begin = Take(Math.Min(row.Room * 2, classes));
            Array.Copy(pool, row.Begin, pool, begin, row.Count);
            (row.Begin, row.Room) = (begin, Math.Min(row.Room * 2, classes));
        }
        ref var weight = ref pool[row.Begin + row.Count++];
        weight = new Weight { Class = @class, Since = time };
        return ref weight;
    }

    private int Take(int count)
    {
        if (used + count > pool.Length)
            Array.Resize(ref pool, pool.Length * 2);
        used += count;
        return used - count;
    }

    private void Rehash()
    {
        var (oldSlots, oldRows) = (slots, slotRows);
        (slots, slotRows) = (new uint[oldSlots.Length * 2], new int[oldSlots.Length * 2]);
        for (var i = 0; i < oldSlots.Length; i++)
            if (oldSlots[i] != 0)
            {
                var slot = Slot(oldSlots[i]);
                (slots[slot], slotRows[slot]) = (oldSlots[i], oldRows[i]);
            }
    }
}
