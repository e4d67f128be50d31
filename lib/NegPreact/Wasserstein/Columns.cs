namespace NegPreact;

/// <summary>Turns blocks of columns of a row-major table into contiguous runs.</summary>
internal static class Columns
{
    /// <summary>Sixteen 4-byte values fill a cache line, so a row's share of a block is one memory access.</summary>
    public const int Block = 16;

    private const int Rows = 64; // of a tile: with all their columns they stay in a core's cache
    private const int Part = 8 * Block; // columns that one thread takes at a time

    /// <summary>Neurons are shared by as many threads as the process has cores.</summary>
    public static ParallelOptions AllCores { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    /// <summary>
    /// How far the beginnings of columns lie apart: at least <paramref name="rows"/>, and an odd number of cache lines,
    /// so that neighbouring columns do not contend for the same places of the cache.
    /// </summary>
    public static int Stride(int rows) => ((rows + Block - 1) / (2 * Block) * (2 * Block)) + Block;

    /// <summary>
    /// Column first + c goes to the c-th run of <paramref name="runs"/>; runs begin <paramref name="stride"/> apart.
    /// </summary>
    public static void Gather(
        ReadOnlySpan<float> rowMajor, int width, int first, int count, Span<float> runs, int stride)
    {
        var rows = rowMajor.Length / width;
        for (var row = 0; row < rows; row++)
        {
            var part = rowMajor.Slice((row * width) + first, count);
            for (var c = 0; c < part.Length; c++)
                runs[(c * stride) + row] = part[c];
        }
    }

    /// <summary>How many parts a table's columns come in for <see cref="GatherPart"/>.</summary>
    public static int Parts(int width) => (width + Part - 1) / Part;

    /// <summary>
    /// The columns of a part, in tiles that fit the cache: column c goes to c times <paramref name="stride"/> + at.
    /// </summary>
    public static void GatherPart(
        ReadOnlySpan<float> rowMajor, int width, int part, Span<float> runs, int stride, int at)
    {
        var end = Math.Min(width, (part + 1) * Part);
        for (var row = 0; row < rowMajor.Length / width; row += Rows)
        {
            var tile = rowMajor[(row * width)..Math.Min(rowMajor.Length, (row + Rows) * width)];
            for (var first = part * Part; first < end; first += Block)
                Gather(tile, width, first, Math.Min(Block, end - first), runs[((first * stride) + at + row)..], stride);
        }
    }
}
