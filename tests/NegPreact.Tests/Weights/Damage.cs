namespace NegPreact.Tests.Weights;

/// <summary>Random damage to files, for all readers.</summary>
internal static class Damage
{
    /// <summary>Whether it succeeds; a refusal in words is the only other end that is let pass.</summary>
    public static bool Attempt(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (NegPreactException)
        {
            return false;
        }
    }

    /// <summary>
    /// Bytes after some steps of damage: 0 inserts, 1 removes, 2 cuts, 3 flips a bit, 5 sets eight bytes to a power of
    /// two, any other sets a byte.
    /// </summary>
    public static byte[] Damaged(byte[] sound, (int Kind, double At, byte Value)[] steps)
    {
        var bytes = sound.ToList();
        foreach (var (kind, at, value) in steps)
        {
            var i = (int)(at * bytes.Count);
            if (kind == 0) bytes.Insert(i, value);
            else if (i == bytes.Count) bytes.Add(value);
            else if (kind == 1) bytes.RemoveAt(i);
            else if (kind == 2 && value > 250) bytes.RemoveRange(i, bytes.Count - i);
            else if (kind == 3) bytes[i] ^= (byte)(1 << (value % 8));
            else if (kind == 5 && i + 8 <= bytes.Count)
                for (var j = 0; j < 8; j++) bytes[i + j] = BitConverter.GetBytes(1UL << (value % 64))[j];
            else bytes[i] = value;
        }

        return [.. bytes];
    }
}
