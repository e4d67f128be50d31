namespace NegPreact.Testing;

/// <summary>An empty folder of one test's own, which goes when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("negpreact-tests-").FullName;

    /// <summary>The names of what it holds, in ordinal order.</summary>
    public IEnumerable<string> Names =>
        new DirectoryInfo(Path).EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal);

    /// <summary>The path of a file in it, whether it is there or not.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder in it.</summary>
    public string Folder(string name) => Directory.CreateDirectory(File(name)).FullName;

    /// <summary>Writes a file, and the folders that it lies in.</summary>
    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(WithFolder(name), bytes);
        return File(name);
    }

    /// <summary>Writes a text file, and the folders that it lies in.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(WithFolder(name), text);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private string WithFolder(string name)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        return File(name);
    }
}
