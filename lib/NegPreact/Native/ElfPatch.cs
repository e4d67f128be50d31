using System.Buffers.Binary;
using System.Text;

namespace NegPreact.Native;

/// <summary>
/// Relaxes one versioned symbol of a 64-bit little-endian ELF library, in a copy held in memory.
/// </summary>
/// <remarks>
/// TorchSharp's native library is built with GCC 13, whose headers make every translation unit that includes
/// <c>&lt;iostream&gt;</c> ask for <c>_ZSt21ios_base_library_initv@GLIBCXX_3.4.32</c>. Older systems do not have it.
/// The call only makes sure that the standard streams are initialised, which libtorch has done by then, so it is
/// redirected to a harmless function of the C library that takes no argument.
/// </remarks>
internal static class ElfPatch
{
    private const uint SectionDynamicSymbols = 11;
    private const uint SectionVersionNeed = 0x6ffffffe;
    private const uint SectionVersionSymbols = 0x6fffffff;
    private const ushort VersionWeak = 2;
    private const ushort VersionGlobal = 1;

    private readonly record struct Section(uint Type, int Offset, int Size, int Link);

    /// <summary>Whether the library's string tables name a symbol version.</summary>
    /// <param name="library">The bytes of an ELF file.</param>
    /// <param name="version">For instance <c>GLIBCXX_3.4.32</c>.</param>
    public static bool Mentions(ReadOnlySpan<byte> library, string version) =>
        library.IndexOf(Encoding.ASCII.GetBytes($"\0{version}\0")) >= 0;

    /// <summary>
    /// Makes the need for <paramref name="version"/> weak and redirects <paramref name="symbol"/> to
    /// <paramref name="replacement"/>, in place.
    /// </summary>
    /// <exception cref="NegPreactException">
    /// The bytes are not such a library, or it does not need the symbol.
    /// </exception>
    public static void Redirect(Span<byte> library, string version, string symbol, string replacement)
    {
        if (replacement.Length > symbol.Length)
            throw new ArgumentException("The replacement must not be longer than the symbol.", nameof(replacement));
        try
        {
            var sections = Sections(library);
            var symbols = Only(sections, SectionDynamicSymbols);
            var strings = sections[symbols.Link];
            WeakenNeed(library, sections, version);
            RedirectSymbol(library, sections, symbols, strings, symbol, replacement);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new NegPreactException(
                ErrorKind.NativeLibrary, "TorchSharp's native library is not a whole 64-bit ELF file; restore the "
                + "TorchSharp package again.", e);
        }
    }

    private static List<Section> Sections(ReadOnlySpan<byte> library)
    {
        if (library.Length < 64 || !library.StartsWith("\u007fELF"u8) || library[4] != 2 || library[5] != 1)
            throw new NegPreactException(
                ErrorKind.NativeLibrary, "TorchSharp's native library is not a 64-bit little-endian ELF file; restore "
                + "the TorchSharp package again.");
        var table = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(library[0x28..]));
        var entry = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3a..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(library[0x3c..]);
        var sections = new List<Section>(count);
        for (var i = 0; i < count; i++)
        {
            var header = library.Slice(table + (i * entry), 64);
            sections.Add(new Section(
                BinaryPrimitives.ReadUInt32LittleEndian(header[4..]),
                checked((int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x18..])),
                checked((int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x20..])),
                checked((int)BinaryPrimitives.ReadUInt32LittleEndian(header[0x28..]))));
        }

        return sections;
    }

    private static Section Only(List<Section> sections, uint type)
    {
        foreach (var section in sections)
            if (section.Type == type)
                return section;
        throw new NegPreactException(
            ErrorKind.NativeLibrary, "TorchSharp's native library has no dynamic symbol versions; this version of it "
            + "needs no patch or is not known here.");
    }

    private static void WeakenNeed(Span<byte> library, List<Section> sections, string version)
    {
        var need = Only(sections, SectionVersionNeed);
        var strings = sections[need.Link];
        for (var file = need.Offset; ;)
        {
            var auxiliaries = BinaryPrimitives.ReadUInt16LittleEndian(library[(file + 2)..]);
            var aux = file + checked((int)BinaryPrimitives.ReadUInt32LittleEndian(library[(file + 8)..]));
            for (var i = 0; i < auxiliaries; i++)
            {
                var name = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(library[(aux + 8)..]));
                if (NameIs(library, strings.Offset + name, version))
                {
                    var flags = BinaryPrimitives.ReadUInt16LittleEndian(library[(aux + 4)..]);
                    BinaryPrimitives.WriteUInt16LittleEndian(library[(aux + 4)..], (ushort)(flags | VersionWeak));
                    return;
                }

                aux += checked((int)BinaryPrimitives.ReadUInt32LittleEndian(library[(aux + 12)..]));
            }

            var next = checked((int)BinaryPrimitives.ReadUInt32LittleEndian(library[(file + 12)..]));
            if (next == 0)
                throw new NegPreactException(
                    ErrorKind.NativeLibrary, $"TorchSharp's native library does not need {version}; it should load "
                    + "without a patch.");
            file += next;
        }
    }

    private static void RedirectSymbol(
        Span<byte> library, List<Section> sections, Section symbols, Section strings, string symbol, string replacement)
    {
        const int symbolSize = 24;
        var versions = Only(sections, SectionVersionSymbols);
        for (var i = 0; i < symbols.Size / symbolSize; i++)
        {
            var name = strings.Offset + checked(
                (int)BinaryPrimitives.ReadUInt32LittleEndian(library[(symbols.Offset + (i * symbolSize))..]));
            if (!NameIs(library, name, symbol))
                continue;
            BinaryPrimitives.WriteUInt16LittleEndian(library[(versions.Offset + (2 * i))..], VersionGlobal);
            var place = library.Slice(name, symbol.Length);
            place.Clear();
            Encoding.ASCII.GetBytes(replacement, place);
            return;
        }

        throw new NegPreactException(
            ErrorKind.NativeLibrary, $"TorchSharp's native library does not import {symbol}; this version of it is not "
            + "known here.");
    }

    private static bool NameIs(ReadOnlySpan<byte> library, int offset, string name) =>
        library[offset..].StartsWith(Encoding.ASCII.GetBytes(name + "\0"));
}
