using System.Numerics;

namespace NegPreact;

/// <summary>
/// Hashes for features: no string is made for any of them. The numbers are part of the model files' format.
/// </summary>
internal static class FeatureHash
{
    private const ulong Odd = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Takes one more value into a hash.</summary>
    public static ulong Add(ulong hash, ulong value) => BitOperations.RotateLeft((hash ^ value) * Odd, 27);

    /// <summary>The key of a feature: never 0, which marks a free place in a table.</summary>
    public static uint Key(ulong hash)
    {
        hash ^= hash >> 32;
        hash *= 0xD6E8_FEB8_6659_FD93;
        return Math.Max((uint)(hash >> 32), 1);
    }

    /// <summary>The hash of a form.</summary>
    public static ulong Of(ReadOnlySpan<char> form)
    {
        var hash = (ulong)form.Length;
        foreach (var c in form)
            hash = Add(hash, c);
        return hash;
    }
}
