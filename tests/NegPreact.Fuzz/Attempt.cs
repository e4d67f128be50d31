using System.Diagnostics;
using NegPreact.Notebooks;

namespace NegPreact.Fuzz;

/// <summary>Lets a reader read one input, and says what it did that it must not do.</summary>
internal sealed class Attempt : IDisposable
{
    private const long MostBytes = 1L << 30;
    private static readonly TimeSpan longest = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder folder = new();

    /// <summary>How many inputs were read without any refusal.</summary>
    public int Accepted { get; private set; }

    /// <summary>What the last refusal said.</summary>
    public string Refusal { get; private set; } = "";

    /// <summary>Reads an input.</summary>
    /// <param name="reader">Who reads it.</param>
    /// <param name="sample">Which sample lies around it.</param>
    /// <param name="input">The damaged file.</param>
    /// <param name="outcome">What to do with what it did; not called where all is well.</param>
    /// <returns>
    /// Whether the reader came back; where it did not, its thread goes on, and the program should not.
    /// </returns>
    public bool Run(Reader reader, int sample, byte[] input, Action<string, string> outcome)
    {
        foreach (var (name, bytes) in reader.Samples[sample])
            if (name != reader.File)
                File.WriteAllBytes(folder.File(name), bytes);
        File.WriteAllBytes(folder.File(reader.File), input);
        string? what = null;
        var kind = "";
        var worker = new Thread(() => what = Read(reader, ref kind), 1 << 20);
        worker.Start();
        if (!worker.Join(longest))
        {
            outcome("hang", $"takes more than {longest.TotalSeconds} s");
            return false;
        }

        if (what is not null)
            outcome(kind, what);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder.Path))
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        return true;
    }

    public void Dispose() => folder.Dispose();

    private string? Read(Reader reader, ref string kind)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            reader.Read(folder.Path);
            Accepted++;
        }
        catch (Exception e) when (e is NegPreactException or NotebookException)
        {
            Refusal = e.Message;
            if (e is NegPreactException && (e.Message.Length >= 500 || e.Message.Any(char.IsControl)))
            {
                kind = $"message of {Place(e)}";
                return $"says more than a line of 500 characters: {e.Message}";
            }
        }
#pragma warning disable CA1031 // Any other is what is looked for.
        catch (Exception e)
        {
            kind = $"{e.GetType().Name} at {Place(e)}";
            return e.ToString();
        }
#pragma warning restore CA1031

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated <= MostBytes)
            return null;
        kind = "memory";
        return $"allocates {allocated:N0} bytes";
    }

    // The first of the project's own methods on the way out.
    private static string Place(Exception e) => new StackTrace(e).GetFrames().Select(f => f.GetMethod())
        .FirstOrDefault(m => m?.DeclaringType?.FullName?.StartsWith("NegPreact.", StringComparison.Ordinal) == true)
        is { } method ? $"{method.DeclaringType!.Name}.{method.Name}" : "an unknown place";
}
