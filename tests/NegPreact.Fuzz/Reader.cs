namespace NegPreact.Fuzz;

/// <summary>Something that reads files which somebody else wrote.</summary>
/// <param name="Name">What the folder of found inputs is called.</param>
/// <param name="File">The file that is damaged; one whose name ends in <c>.gz</c> is packed after that.</param>
/// <param name="Form">What it is made of.</param>
/// <param name="Samples">Sound folders: the names of their files, with their contents, unpacked.</param>
/// <param name="Read">Reads a folder, and uses what it read as far as that costs little.</param>
internal sealed record Reader(
    string Name, string File, Form Form, IReadOnlyList<IReadOnlyDictionary<string, byte[]>> Samples,
    Action<string> Read)
{
    private bool IsPacked => File.EndsWith(".gz", StringComparison.Ordinal);

    /// <summary>The file as it should be.</summary>
    public byte[] Sound(int sample) => IsPacked ? Damage.Packed(Samples[sample][File]) : Samples[sample][File];

    /// <summary>A damaged copy of it.</summary>
    public byte[] Damaged(int sample, Random random) => Damage.Of(Samples[sample][File], Form, IsPacked, random);

    /// <summary>All files of a folder.</summary>
    public static IReadOnlyDictionary<string, byte[]> Sample(string folder) => Directory.EnumerateFiles(folder)
        .ToDictionary(f => Path.GetFileName(f), System.IO.File.ReadAllBytes);

    /// <summary>One text file.</summary>
    public static IReadOnlyDictionary<string, byte[]> Sample(string name, string text) =>
        new Dictionary<string, byte[]> { [name] = System.Text.Encoding.UTF8.GetBytes(text) };
}
