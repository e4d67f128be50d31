using CsCheck;
using NegPreact.Native;

namespace NegPreact.Tests.Native;

public class ElfPatchTests
{
    private const string Replacement = "getpid";

    [Fact]
    public void Exactly_the_flag_the_version_and_the_name_change()
    {
        var file = TinyElf.Make();
        var before = (byte[])file.Clone();
        ElfPatch.Redirect(file, TinyElf.Version, TinyElf.Symbol, Replacement);
        Assert.Equal(2, file[TinyElf.Flags]);
        Assert.Equal(1, file[TinyElf.VersionIndex]);
        Assert.Equal(Replacement, TinyElf.Text(file, TinyElf.SymbolName));
        int[] allowed = [TinyElf.Flags, TinyElf.VersionIndex,
            .. Enumerable.Range(TinyElf.SymbolName, TinyElf.Symbol.Length)];
        Assert.Empty(Changes(before, file).Except(allowed));
    }

    [Fact]
    public void TorchSharps_own_library_is_redirected()
    {
        var file = NativeLibrariesTests.Library();
        const string version = NativeLibraries.NeededVersion, symbol = NativeLibraries.NeededSymbol;
        var before = (byte[])file.Clone();
        Assert.True(ElfPatch.Mentions(file, version));
        Assert.True(ElfPatch.Mentions(file, symbol));
        ElfPatch.Redirect(file, version, symbol, Replacement);
        Assert.True(ElfPatch.Mentions(file, version)); // still named, but no longer demanded
        Assert.False(ElfPatch.Mentions(file, symbol));
        Assert.True(ElfPatch.Mentions(file, Replacement));
        var changes = Changes(before, file);
        var name = before.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes($"\0{symbol}\0")) + 1;
        var outside = changes.Where(at => at < name || at >= name + symbol.Length).ToArray();
        Assert.Equal(2, outside.Length);
        Assert.Contains(outside, at => file[at] == (before[at] | 2)); // weak
        Assert.Contains(outside, at => file[at] == 1); // unversioned
        Assert.Contains("does not import", Refusal(file, version, symbol), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Assert.Contains("CXX_9", Refusal(TinyElf.Make(), "CXX_9", TinyElf.Symbol), StringComparison.Ordinal);
        Assert.Contains("_other", Refusal(TinyElf.Make(), TinyElf.Version, "_other_symbol"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => ElfPatch.Redirect(TinyElf.Make(), TinyElf.Version, TinyElf.Symbol, "a_much_too_long_name"));
    }

    [Fact]
    public void Garbage_is_refused()
    {
        foreach (var bytes in (byte[][])[[], [0x7f], new byte[4096], .. Foreign()])
            Assert.Contains("not a 64-bit", Refusal(bytes, TinyElf.Version, TinyElf.Symbol), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_is_refused() =>
        Gen.Int[0, TinyElf.Make().Length - 1].Sample(
        length => Refusal(TinyElf.Make()[..length], TinyElf.Version, TinyElf.Symbol));

    [Fact]
    public void A_cut_copy_of_TorchSharps_library_is_refused()
    {
        var whole = NativeLibrariesTests.Library();
        Gen.Int[0, whole.Length - 1].Sample(
            length => Refusal(whole[..length], NativeLibraries.NeededVersion, NativeLibraries.NeededSymbol), iter: 20,
            threads: 1);
    }

    [Fact]
    public void Spoilt_bytes_are_patched_or_refused_but_never_anything_else() =>
        Gen.Select(Gen.Int[0, TinyElf.Make().Length - 1], Gen.Byte).Array[1, 4].Sample(spoilt =>
        {
            var file = TinyElf.Make();
            foreach (var (at, value) in spoilt)
                file[at] = value;
            try
            {
                ElfPatch.Redirect(file, TinyElf.Version, TinyElf.Symbol, Replacement);
            }
            catch (NegPreactException)
            {
            }
        });

    private static IEnumerable<byte[]> Foreign()
    {
        var bits32 = TinyElf.Make();
        bits32[4] = 1;
        var bigEndian = TinyElf.Make();
        bigEndian[5] = 2;
        return [bits32, bigEndian];
    }

    private static List<int> Changes(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        return [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
    }

    private static string Refusal(byte[] file, string version, string symbol) =>
        Assert.Throws<NegPreactException>(() => ElfPatch.Redirect(file, version, symbol, Replacement)).Message;
}
