using System.Security.Cryptography;
using System.Text;
using NegPreact.Hub;

namespace NegPreact;

/// <summary>A named set of minimal pairs, in order.</summary>
public sealed class PairSuite
{
    private const string BuiltInFolder = "data/pairs";
    private readonly Lazy<string> sha256;

    private PairSuite(string name, IReadOnlyList<MinimalPair> pairs)
    {
        (Name, Pairs) = (name, pairs);
        sha256 = new(() => Hash(pairs));
    }

    /// <summary>
    /// The pairs that come with the project and are shaped like BLiMP: whole sentences of many phenomena.
    /// </summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static PairSuite BlimpLike => Load(BuiltInFolder, "blimp-like");

    /// <summary>
    /// The pairs that come with the project and are shaped like TSE: agreement, reflexives and negative polarity by
    /// construction.
    /// </summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static PairSuite TseLike => Load(BuiltInFolder, "tse-like");

    /// <summary>A name for tables.</summary>
    public string Name { get; }

    /// <summary>The pairs.</summary>
    public IReadOnlyList<MinimalPair> Pairs { get; }

    /// <summary>SHA-256 of the pairs, so that a result says what it was measured on.</summary>
    public string Sha256 => sha256.Value;

    /// <summary>
    /// Reads a file, or the <c>.jsonl</c> and <c>.jsonl.gz</c> files of a folder in the order of their names.
    /// </summary>
    /// <param name="path">
    /// A file or a folder, by its path or by its path in this repository, or pairs among <see cref="DataSets"/>
    /// (<c>blimp</c>, <c>tse</c>); the formats are those of <see cref="PairFile"/>.
    /// </param>
    /// <param name="suite">
    /// Where given, only the pairs whose <c>suite</c> field says so (all where files have no such field, as those of
    /// the published suites); it then is the name too.
    /// </param>
    /// <exception cref="NegPreactException">
    /// Nothing is there, a line is wrong (file and line are named), or no pair is left.
    /// </exception>
    public static PairSuite Load(string path, string? suite = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var place = Repository.Resolve(path);
        string[] files = DataSets.Find(path, DataSetKind.Pairs) is { } published
            ? [.. published]
            : Directory.Exists(place)
            ? [.. Directory.EnumerateFiles(place).Where(IsPairs).Order(StringComparer.Ordinal)]
            : File.Exists(place) ? [place] : throw new NegPreactException(
                ErrorKind.DataMissing, $"There is no file or folder {place}; name a .jsonl file of minimal pairs, or a "
                + "folder of them.");
        return Of(suite ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(place)),
            files.SelectMany(f => PairFile.Read(f, suite)));
    }

    /// <summary>A suite made of given pairs.</summary>
    /// <exception cref="NegPreactException">There are none.</exception>
    public static PairSuite Of(string name, IEnumerable<MinimalPair> pairs) => pairs.ToArray() is { Length: > 0 } all
        ? new PairSuite(name, all)
        : throw new NegPreactException(
            ErrorKind.DataMissing, $"The suite '{name}' has no pairs; name a .jsonl file of minimal pairs, or a folder "
            + "that holds some.");

    /// <summary>Some of the pairs, under the same name; <see cref="Sha256"/> tells them apart.</summary>
    /// <exception cref="NegPreactException">None is left.</exception>
    public PairSuite Where(Func<MinimalPair, bool> keep) => Of(Name, Pairs.Where(keep));

    /// <summary>The first pairs of each paradigm, for a quicker look.</summary>
    /// <param name="pairs">How many of each.</param>
    /// <exception cref="NegPreactException">None is left.</exception>
    public PairSuite First(int pairs)
    {
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        return Where(pair => (taken[pair.Paradigm] = taken.GetValueOrDefault(pair.Paradigm) + 1) <= pairs);
    }

    private static bool IsPairs(string file) =>
        file.EndsWith(".jsonl", StringComparison.Ordinal) || file.EndsWith(".jsonl.gz", StringComparison.Ordinal);

    private static string Hash(IReadOnlyList<MinimalPair> pairs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var pair in pairs)
            hash.AppendData(Encoding.UTF8.GetBytes($"{pair.Good}\0{pair.Bad}\0{pair.Paradigm}\0{pair.Phenomenon}\0"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
