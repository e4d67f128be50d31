using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NegPreact;

/// <summary>Refuses NaN and infinities before anything is computed from them.</summary>
internal static class FiniteValues
{
    /// <summary>Refuses no values, and values that are not finite, saying where.</summary>
    public static void Check<T>(ReadOnlySpan<T> values, string what)
        where T : INumberBase<T>
    {
        if (values.IsEmpty)
            throw new NegPreactException(ErrorKind.Statistics, $"{what} holds no values; give at least one.");
        for (var i = 0; i < values.Length; i++)
            if (!T.IsFinite(values[i]))
                throw new NegPreactException(
                    ErrorKind.NonFinite, $"{what}: value {i} is {values[i]}; only finite numbers can be measured.");
    }

    /// <summary>
    /// Refuses a row-major [tokens, neurons] table that is not whole or not finite, saying where; returns its tokens.
    /// </summary>
    /// <param name="rowMajor">The table.</param>
    /// <param name="neurons">Its width.</param>
    /// <param name="what">What it is, at the beginning of a sentence.</param>
    /// <param name="first">The token of its first row.</param>
    public static int CheckTable(ReadOnlySpan<float> rowMajor, int neurons, string what, int first = 0)
    {
        if (neurons < 1 || rowMajor.Length == 0 || rowMajor.Length % neurons != 0)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{what}: {rowMajor.Length} values are no whole number of rows of {neurons}; "
                + "give a row-major table with one row a token.");
        for (var i = FiniteEights(rowMajor); i < rowMajor.Length; i++)
            if (!float.IsFinite(rowMajor[i]))
                throw new NegPreactException(
                    ErrorKind.NonFinite, $"{what}: token {first + (i / neurons)}, column {i % neurons} is "
                    + $"{rowMajor[i]}; only "
                    + "finite numbers can be measured.");
        return rowMajor.Length / neurons;
    }

    // How many values, a multiple of eight, come before the first eight that are not all finite.
    private static int FiniteEights(ReadOnlySpan<float> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var i = 0;
        while (i <= values.Length - Vector256<float>.Count && Vector256.LessThanOrEqualAll(
            Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i)), Vector256.Create(float.MaxValue)))
            i += Vector256<float>.Count;
        return i;
    }
}
