using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace NegPreact.Weights;

/// <summary>
/// Walks the header of a GGUF file from its first byte. No count and no length that the file states is believed before
/// as many bytes are known to be there.
/// </summary>
internal sealed class GgufCursor(MappedFile file, string path) : IDisposable
{
    /// <summary>The longest header taken, in bytes; a vocabulary of 262,144 entries takes about 15,000,000.</summary>
    public const int MaxHeaderBytes = 100_000_000;

    private const int WindowBytes = 1 << 20;
    private MappedFile.Piece window = file.Map(0, Math.Min(WindowBytes, file.Length));
    private long windowStart;

    /// <summary>How many bytes have been read.</summary>
    public long Position { get; private set; }

    private long Left => Math.Min(file.Length, MaxHeaderBytes) - Position;

    /// <summary>The next bytes, valid until the next call.</summary>
    public ReadOnlySpan<byte> Take(long count, string what)
    {
        if (count > Left) throw TooLong((ulong)count, what);
        if (Position + count > windowStart + window.Count)
        {
            window.Dispose();
            window = file.Map(Position, Math.Min(Math.Max(WindowBytes, count), file.Length - Position));
            windowStart = Position;
        }

        var bytes = window.As<byte>().Slice((int)(Position - windowStart), (int)count);
        Position += count;
        return bytes;
    }

    /// <summary>A number.</summary>
    public T Read<T>(string what)
        where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>(), what));

    /// <summary>The number of things that follow, each of which takes at least so many bytes.</summary>
    public int Count(int leastBytes, string what)
    {
        var count = Read<ulong>(what);
        return count <= (ulong)(Left / leastBytes) ? (int)count
            : throw Fail($"{what} is stated to be {count}, more than the {Left} bytes that are left of the file, or of "
                + $"the {MaxHeaderBytes} that a header may have, can hold (a cut download?)");
    }

    /// <summary>A list of numbers.</summary>
    public T[] Many<T>(string what)
        where T : unmanaged
    {
        var count = Count(Unsafe.SizeOf<T>(), $"the length of {what}");
        return MemoryMarshal.Cast<byte, T>(Take((long)count * Unsafe.SizeOf<T>(), what)).ToArray();
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string what) => Read<byte>(what) switch
    {
        0 => false,
        1 => true,
        var other => throw Fail($"{what} is a truth value of {other}, which is neither 0 nor 1"),
    };

    /// <summary>A string.</summary>
    public string Text(string what, int mostBytes = MaxHeaderBytes)
    {
        var length = Read<ulong>(what);
        if (length > (ulong)Left) throw TooLong(length, what);
        if (length > (ulong)mostBytes)
            throw Fail($"{what} has {length} bytes, more than the {mostBytes} allowed");
        var bytes = Take((long)length, what);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Fail($"{what} is not valid UTF-8");
    }

    /// <summary>What is wrong, and what to do about it.</summary>
    public NegPreactException Fail(string problem, string advice = GgufHeader.Advice) =>
        new(ErrorKind.GgufFile, $"{path}: {problem}. {advice}");

    /// <inheritdoc/>
    public void Dispose() => window.Dispose();

    private NegPreactException TooLong(ulong count, string what) => file.Length <= MaxHeaderBytes
        ? Fail($"{what} takes {count} bytes, but only {Left} are left (a cut download?)")
        : Fail($"{what} takes {count} bytes, but only {Left} are left of the {MaxHeaderBytes} that a header may have");
}
