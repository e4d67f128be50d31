using System.Globalization;

namespace NegPreact;

/// <summary>
/// How often words of one part of speech were given another: counts by right tag (row) and given tag (column).
/// </summary>
public sealed class TagConfusion
{
    private static readonly Upos[] All = Enum.GetValues<Upos>();

    private readonly long[,] counts = new long[All.Length, All.Length];

    /// <summary>The number of words with a right tag that were given a tag.</summary>
    /// <param name="right">The right tag.</param>
    /// <param name="given">The tag given.</param>
    public long this[Upos right, Upos given] => counts[(int)right, (int)given];

    /// <summary>All words.</summary>
    public long Total => All.Sum(Count);

    /// <summary>The share of words with their right tag, 0 to 1; NaN without words.</summary>
    public double Accuracy => All.Sum(t => this[t, t]) / (double)Total;

    /// <summary>The number of words with a right tag.</summary>
    public long Count(Upos right) => All.Sum(given => this[right, given]);

    /// <summary>Of the words given a tag, the share that have it, 0 to 1; NaN where none was given it.</summary>
    public double Precision(Upos tag) => this[tag, tag] / (double)All.Sum(right => this[right, tag]);

    /// <summary>Of the words that have a tag, the share that were given it, 0 to 1; NaN where none has it.</summary>
    public double Recall(Upos tag) => this[tag, tag] / (double)Count(tag);

    /// <summary>Reads a table that <see cref="Save"/> wrote.</summary>
    /// <exception cref="NegPreactException">The file is missing or is not such a table.</exception>
    public static TagConfusion Load(string path)
    {
        var place = Repository.Resolve(path);
        if (!File.Exists(place))
            throw new NegPreactException(
                ErrorKind.Tagger, $"There is no file {place}; write one with `negpreact evaluate tagger FILE "
                + "--confusion`.");
        var confusion = new TagConfusion();
        var lines = File.ReadAllLines(place);
        for (var row = 0; row < All.Length; row++)
        {
            var cells = row + 1 < lines.Length ? lines[row + 1].Split('\t') : [];
            if (cells.Length != All.Length + 1 || cells[0] != All[row].ToString())
                throw new NegPreactException(
                    ErrorKind.Tagger, $"{place}, line {row + 2}: the row of {All[row]} with {All.Length} counts should "
                    + "stand here; write the file again.");
            for (var column = 0; column < All.Length; column++)
                confusion.counts[row, column] = long.TryParse(
                    cells[column + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    ? count
                    : throw new NegPreactException(
                        ErrorKind.Tagger, $"{place}, line {row + 2}: '{cells[column + 1]}' is not a count; write the "
                        + "file again.");
        }
        return confusion;
    }

    /// <summary>Writes the table with tabs between its columns: rows are right tags, columns given tags.</summary>
    public void Save(string path) => File.WriteAllText(path, string.Concat(
        All.Select(right => $"{right}\t{string.Join('\t', All.Select(given => this[right, given]))}\n").Prepend(
        $"right\\given\t{string.Join('\t', All)}\n")));

    internal void Add(Upos right, Upos given) => counts[(int)right, (int)given]++;
}
