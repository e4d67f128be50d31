using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace NegPreact;

/// <summary>
/// A file of learned weights: eight characters that say of what kind, the SHA-256 of the rest, and the rest, packed
/// with Brotli. A damaged file is found by its hash before anything is read from it.
/// </summary>
internal static class ModelFile
{
    private const int KindLength = 8;

    public static void Write(string path, string kind, Action<BinaryWriter> content)
    {
        // Brotli works in a call for each write: it is given everything at once.
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
            content(writer);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            brotli.Write(plain.GetBuffer(), 0, (int)plain.Length);
        var bytes = packed.ToArray();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes(kind), .. SHA256.HashData(bytes), .. bytes]);
    }

    public static T Read<T>(string path, string kind, Func<BinaryReader, T> content)
    {
        if (!File.Exists(path))
            throw new NegPreactException(
                ErrorKind.Tagger, $"There is no file {path}; name a folder that `negpreact train-tagger` wrote.");
        var bytes = File.ReadAllBytes(path);
        var found = Encoding.ASCII.GetString(bytes, 0, Math.Min(KindLength, bytes.Length));
        if (found != kind)
            throw new NegPreactException(
                ErrorKind.Tagger, $"{path} is not a file of the kind {kind}; restore it, or write it again with "
                + "`negpreact train-tagger`.");
        var start = KindLength + SHA256.HashSizeInBytes;
        if (bytes.Length <= start || !SHA256.HashData(bytes.AsSpan(start)).AsSpan().SequenceEqual(
            bytes.AsSpan(KindLength, SHA256.HashSizeInBytes)))
            throw new NegPreactException(
                ErrorKind.Tagger, $"{path} is damaged or cut off ({bytes.Length} bytes, and their hash is not the one "
                + "written in it); restore it, or write it again with `negpreact train-tagger`.");
        using var plain = new MemoryStream();
        using (var brotli = new BrotliStream(
            new MemoryStream(bytes, start, bytes.Length - start), CompressionMode.Decompress))
            brotli.CopyTo(plain);
        plain.Position = 0;
        using var reader = new BinaryReader(plain);
        return content(reader);
    }
}
