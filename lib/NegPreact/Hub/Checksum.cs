using System.Security.Cryptography;
using System.Text;

namespace NegPreact.Hub;

/// <summary>
/// What a file of the Hub must hash to: the SHA-256 of a large file, the git blob SHA-1 (<c>"blob " length NUL
/// content</c>) of a small one. Both are the file's etag there, and its name among the cache's blobs.
/// </summary>
internal readonly record struct Checksum
{
    private const int Sha1Digits = 40, Sha256Digits = 64;

    private Checksum(string hex) => Hex = hex;

    /// <summary>Lower-case hexadecimal.</summary>
    public string Hex { get; }

    /// <summary>Reads an etag or a blob's name; null where it is neither kind of hash.</summary>
    public static Checksum? Read(string? text)
    {
        var hex = text?.Trim();
        if (hex?.StartsWith("W/", StringComparison.Ordinal) == true) hex = hex[2..];
        hex = hex?.Trim('"');
        return hex is { Length: Sha1Digits or Sha256Digits } && hex.All(char.IsAsciiHexDigitLower) ? new(hex) : null;
    }

    /// <summary>Whether a stream, read from its start, has this hash.</summary>
    public async Task<bool> MatchesAsync(Stream stream, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(
            Hex.Length == Sha256Digits ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        if (Hex.Length == Sha1Digits)
            hash.AppendData(Encoding.ASCII.GetBytes($"blob {stream.Length}\0"));
        var buffer = new byte[1 << 18];
        stream.Position = 0;
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
            hash.AppendData(buffer, 0, read);
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == Hex;
    }

    /// <summary>Whether a file is there and has this hash.</summary>
    /// <exception cref="NegPreactException">It cannot be read.</exception>
    public async Task<bool> MatchesAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read,
                FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return await MatchesAsync(stream, cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess,
                $"{path}: cannot be read ({e.Message}). Check the permission to read it.",
                e);
        }
    }
}
