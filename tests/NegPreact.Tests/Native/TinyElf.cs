using System.Buffers.Binary;
using System.Text;

namespace NegPreact.Tests.Native;

/// <summary>
/// A 64-bit ELF file with nothing but what symbol versions need: two needed versions, two dynamic symbols.
/// </summary>
internal static class TinyElf
{
    public const string Version = "CXX_2";
    public const string Symbol = "_needed_symbol";
    private const int SectionSize = 64;
    private const int Header = 64;

    // Offsets in the file, so that a test can say what changed where.
    public const int Strings = Header;
    public const int StringsSize = 64;
    public const int Symbols = Strings + StringsSize;
    public const int Versions = Symbols + (3 * 24);
    public const int Needs = Versions + 8;
    public const int NeedsSize = 3 * 16;
    private const int Sections = Needs + NeedsSize;

    /// <summary>Where the flags of the need for <see cref="Version"/> stand.</summary>
    public const int Flags = Needs + 32 + 4;

    /// <summary>Where the version index of <see cref="Symbol"/> stands.</summary>
    public const int VersionIndex = Versions + 4;

    public static byte[] Make()
    {
        var file = new byte[Sections + (4 * SectionSize)];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5]) = (2, 1);
        Write64(file, 0x28, Sections);
        Write16(file, 0x3a, SectionSize);
        Write16(file, 0x3c, 4);
        var (other, version, plain, symbol) = (1, 7, 13, 19);
        Put(file, Strings + other, "CXX_1");
        Put(file, Strings + version, Version);
        Put(file, Strings + plain, "plain");
        Put(file, Strings + symbol, Symbol);
        Write32(file, Symbols + 24, plain);
        Write32(file, Symbols + 48, symbol);
        Write16(file, VersionIndex - 2, 2);
        Write16(file, VersionIndex, 3);
        // One needed file with two versions, each entry 16 bytes and naming the distance to the next.
        Write16(file, Needs + 2, 2);
        Write32(file, Needs + 8, 16);
        Write32(file, Needs + 16 + 8, other);
        Write32(file, Needs + 16 + 12, 16);
        Write32(file, Needs + 32 + 8, version);
        Section(file, 0, 3, Strings, StringsSize, 0);
        Section(file, 1, 11, Symbols, 3 * 24, 0);
        Section(file, 2, 0x6fffffff, Versions, 6, 1);
        Section(file, 3, 0x6ffffffe, Needs, NeedsSize, 0);
        return file;
    }

    public static string Text(ReadOnlySpan<byte> file, int offset) => Encoding.ASCII.GetString(
        file[offset..(offset + file[offset..].IndexOf((byte)0))]);

    public const int SymbolName = Strings + 19;

    private static void Section(byte[] file, int index, uint type, int offset, int size, int link)
    {
        var header = Sections + (index * SectionSize);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(header + 4), type);
        Write64(file, header + 0x18, offset);
        Write64(file, header + 0x20, size);
        Write32(file, header + 0x28, link);
    }

    private static void Put(byte[] file, int offset, string text) => Encoding.ASCII.GetBytes(text, file.AsSpan(offset));

    private static void Write16(byte[] file, int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), value);

    private static void Write32(byte[] file, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);

    private static void Write64(byte[] file, int offset, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(offset), value);
}
