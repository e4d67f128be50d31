using NegPreact.Native;
using static TorchSharp.torch;

namespace NegPreact.Tests.Native;

/// <summary>
/// A libtorch of the user's own. What is loaded once in a process stays, so each case is a process: one test of this
/// class, run alone.
/// </summary>
public sealed class LibtorchFolderTests : IDisposable
{
    private static readonly string[] libraries = ["libtorch.so", "libtorch_cpu.so", "libc10.so"];
    private readonly string? named = Environment.GetEnvironmentVariable(LibtorchFolder.Variable);
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Torch_comes_from_the_folder_that_the_variable_names()
    {
        Assert.SkipWhen(LibtorchFolder.Named is null, $"{LibtorchFolder.Variable} names no libtorch");
        NativeLibraries.EnsureLoaded();
        using var two = ones(2).sum();
        Assert.Equal(2, two.item<float>());
        Assert.Contains(LibtorchFolder.Variable, NativeLibraries.Description, StringComparison.Ordinal);
        var mapped = File.ReadLines("/proc/self/maps").Where(line => line.Contains('/', StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct().ToList();
        // a patched copy of it, on some systems
        Assert.Single(mapped, path => Path.GetFileName(path) == LibtorchFolder.Shim);
        foreach (var library in libraries)
            Assert.Equal(Path.GetFullPath(LibtorchFolder.Named!), Path.GetDirectoryName(
                Path.GetDirectoryName(Assert.Single(mapped, path => Path.GetFileName(path) == library))));
    }

    [Theory]
    [InlineData("", "")] // the libraries that belong together
    [InlineData(LibtorchFolder.Shim, "function(s) that TorchSharp")]
    [InlineData("libtorch_cpu.so", "does not fit")]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public async Task What_is_found_there_is_used_or_refused(string another, string refusal)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && named is null, "the variable is honoured on Linux, and is set already");
        // Copies, so that the package's own libraries would be seen beside them; the shim in the folder itself, the
        // rest in lib.
        var lib = folder.Folder("lib");
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, "lib*.so*")
            .Where(p => libraries.Contains(Path.GetFileName(p)) || Path.GetFileName(p)
            .StartsWith("libgomp", StringComparison.Ordinal)))
            Put(path, Path.Combine(lib, Path.GetFileName(path)));
        Put(Path.Combine(AppContext.BaseDirectory, LibtorchFolder.Shim), folder.File(LibtorchFolder.Shim));
        Environment.SetEnvironmentVariable(LibtorchFolder.Variable, folder.Path);
        var tests = typeof(LibtorchFolderTests).Assembly.Location;
        var (code, output, _) = await CommandLine.RunDotnetAsync(tests, "-method",
            $"{typeof(LibtorchFolderTests).FullName}.{nameof(Torch_comes_from_the_folder_that_the_variable_names)}");
        Assert.Contains(refusal, output, StringComparison.Ordinal);
        Assert.Equal(refusal.Length == 0, code == 0);
        Assert.Contains("Total: 1", output, StringComparison.Ordinal);
        Assert.Contains("Skipped: 0", output, StringComparison.Ordinal);

        void Put(string from, string to)
        {
            if (Path.GetFileName(to) == another)
                File.Copy(Path.Combine(AppContext.BaseDirectory, "libc10.so"), to);
            else if (another.Length == 0)
                File.Copy(from, to);
            else
                File.CreateSymbolicLink(to, from);
        }
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Assert.Contains("no folder is", Refusal(folder.File("nowhere")), StringComparison.Ordinal);
        Assert.Contains($"holds no {LibtorchFolder.Torch}", Refusal(folder.Path), StringComparison.Ordinal);
        folder.Folder("lib");
        folder.Write(Path.Combine("lib", LibtorchFolder.Torch), "");
        Assert.Contains($"holds no {LibtorchFolder.Shim}", Refusal(folder.Path), StringComparison.Ordinal);
        folder.Write(LibtorchFolder.Shim, "");
        Assert.Equal((folder.File(Path.Combine("lib", LibtorchFolder.Torch)), folder.File(LibtorchFolder.Shim)),
            LibtorchFolder.Find(folder.Path));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(LibtorchFolder.Variable, named);
        folder.Dispose();
    }

    private static string Refusal(string path)
    {
        var message = Assert.Throws<NegPreactException>(() => LibtorchFolder.Find(path)).Message;
        Assert.Contains(path, message, StringComparison.Ordinal);
        return message;
    }
}
