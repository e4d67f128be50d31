using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NegPreact.Results;

/// <summary>
/// SHA-256 of what a measurement was made on, by value: however it came about, equal things have equal hashes.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Of token ids in sequences.</summary>
    public static string Of(IEnumerable<IReadOnlyList<int>> sequences)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var sequence in sequences)
        {
            // With its length before it, no sequence can be mistaken for two.
            var bytes = new byte[(sequence.Count + 1) * sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, sequence.Count);
            for (var i = 0; i < sequence.Count; i++)
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((i + 1) * sizeof(int)), sequence[i]);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of numbers in rows.</summary>
    public static string Of(IEnumerable<IReadOnlyList<double>> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
        {
            var bytes = new byte[sizeof(int) + (row.Count * sizeof(double))];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, row.Count);
            for (var i = 0; i < row.Count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(int) + (i * sizeof(double))), row[i]);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of anything that JSON can hold.</summary>
    public static string OfValue(object value) => CanonicalJson.Hash(CanonicalJson.Of(value));

    /// <summary>Of a file.</summary>
    /// <exception cref="NegPreactException">It cannot be read.</exception>
    public static string OfFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be read ({e.Message}), and results cannot be kept without its "
                + "hash; put it back, or set NEGPREACT_STORE=off.", e);
        }
    }
}
