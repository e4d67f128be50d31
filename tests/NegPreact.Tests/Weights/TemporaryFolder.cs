using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>A folder of one test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("negpreact-weights-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Folder(string name) => Directory.CreateDirectory(File(name)).FullName;

    public string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <summary>A sound file with one-element tensors, the first holding 1, the second 2, …</summary>
    public string WriteTensors(string name, params string[] tensors)
    {
        SafetensorsWriter.Write(File(name), [.. tensors.Select((t, i) => TensorData.FromSingles(t, [1], [i + 1]))]);
        return File(name);
    }

    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p)).Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
