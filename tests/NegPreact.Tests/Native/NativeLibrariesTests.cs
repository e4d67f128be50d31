using NegPreact.Native;

namespace NegPreact.Tests.Native;

public sealed class NativeLibrariesTests : IDisposable
{
    private const string Variable = "NEGPREACT_CACHE";
    private readonly string? cache = Environment.GetEnvironmentVariable(Variable);
    private readonly TemporaryFolder folder = new();

    public NativeLibrariesTests() => Environment.SetEnvironmentVariable(Variable, folder.File("cache"));

    /// <summary>TorchSharp's native library beside the tests.</summary>
    public static byte[] Library()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is patched on Linux only");
        return File.ReadAllBytes(LibraryPath);
    }

    private static string LibraryPath => Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    [Fact]
    public void Torch_works_and_says_how_it_was_loaded()
    {
        Assert.NotEmpty(NativeLibraries.Description);
        using var two = TorchSharp.torch.ones(2).sum();
        Assert.Equal(2, two.item<float>());
    }

    [Fact]
    public void The_patched_copy_is_written_once_and_then_used_again()
    {
        var before = Library();
        var copy = NativeLibraries.PatchedCopy(LibraryPath);
        Assert.StartsWith(folder.File("cache"), copy, StringComparison.Ordinal);
        Assert.NotEqual(before, File.ReadAllBytes(copy));
        Assert.Equal(before, Library()); // the original is left alone
        var then = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(copy, then);
        Assert.Equal(copy, NativeLibraries.PatchedCopy(LibraryPath));
        Assert.Equal(then, File.GetLastWriteTimeUtc(copy));
        Assert.Equal([Path.GetFileName(copy)],
            Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(copy)!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("cut short")]
    public void A_damaged_copy_is_written_anew(string damage)
    {
        Library();
        var copy = NativeLibraries.PatchedCopy(LibraryPath);
        var whole = File.ReadAllBytes(copy);
        File.WriteAllText(copy, damage);
        Assert.Equal(copy, NativeLibraries.PatchedCopy(LibraryPath));
        Assert.Equal(whole, File.ReadAllBytes(copy));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_named_with_the_way_out()
    {
        Library();
        folder.Write("cache", "a file where the folder should be");
        var refusal = Assert.Throws<NegPreactException>(() => NativeLibraries.PatchedCopy(LibraryPath));
        Assert.Contains(folder.File("cache"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Variable, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_system_is_asked_for_the_versions_it_has()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux versions symbols");
        Assert.True(SystemLibrary.Provides("libstdc++.so.6", "GLIBCXX_3.4"));
        Assert.False(SystemLibrary.Provides("libstdc++.so.6", "GLIBCXX_99.9"));
        Assert.Contains("libnot.so", Assert.Throws<NegPreactException>(
            () => SystemLibrary.Provides("libnot.so", "X")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_folder_follows_its_variable()
    {
        Assert.Equal(folder.File("cache"), UserCache.Folder);
        Environment.SetEnvironmentVariable(Variable, null);
        Assert.True(Path.IsPathRooted(UserCache.Folder));
        Assert.Contains("negpreact", UserCache.Folder, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, cache);
        folder.Dispose();
    }
}
