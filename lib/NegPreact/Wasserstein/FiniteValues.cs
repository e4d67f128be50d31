namespace NegPreact;

/// <summary>Refuses NaN and infinities before anything is computed from them.</summary>
internal static class FiniteValues
{
    /// <summary>Refuses no values, and values that are not finite, saying where.</summary>
    public static void Check(ReadOnlySpan<double> values, string what)
    {
        if (values.IsEmpty)
            throw new NegPreactException(ErrorKind.Statistics, $"{what} holds no values; give at least one.");
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new NegPreactException(
                    ErrorKind.NonFinite, $"{what}: value {i} is {values[i]}; only finite numbers can be measured.");
    }

    /// <summary>
    /// Refuses a row-major [tokens, neurons] table that is not whole or not finite, saying where; returns its tokens.
    /// </summary>
    public static int CheckTable(ReadOnlySpan<float> rowMajor, int neurons, string what)
    {
        if (neurons < 1 || rowMajor.Length == 0 || rowMajor.Length % neurons != 0)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{what}: {rowMajor.Length} values are no whole number of rows of {neurons}; "
                + "give a row-major table with one row a token.");
        for (var i = 0; i < rowMajor.Length; i++)
            if (!float.IsFinite(rowMajor[i]))
                throw new NegPreactException(
                    ErrorKind.NonFinite, $"{what}: token {i / neurons}, column {i % neurons} is {rowMajor[i]}; only "
                    + "finite numbers can be measured.");
        return rowMajor.Length / neurons;
    }
}
