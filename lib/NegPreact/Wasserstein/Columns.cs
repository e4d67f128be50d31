namespace NegPreact;

/// <summary>Turns blocks of columns of a row-major table into contiguous runs.</summary>
internal static class Columns
{
    /// <summary>Sixteen 4-byte values fill a cache line, so a row's share of a block is one memory access.</summary>
    public const int Block = 16;

    /// <summary>
    /// Column first + c goes to the c-th run of <paramref name="runs"/>, each as long as there are rows.
    /// </summary>
    public static void Gather(ReadOnlySpan<float> rowMajor, int width, int first, int count, Span<double> runs)
    {
        var rows = rowMajor.Length / width;
        for (var row = 0; row < rows; row++)
        {
            var part = rowMajor.Slice((row * width) + first, count);
            for (var c = 0; c < part.Length; c++)
                runs[(c * rows) + row] = part[c];
        }
    }
}
