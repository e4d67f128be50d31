namespace NegPreact;

/// <summary>Holds a number that a notebook built by hand, on tensors and hooks, against the library's.</summary>
public static class ByHand
{
    /// <summary>Shows both numbers, and throws where they differ.</summary>
    /// <param name="what">What they are of.</param>
    /// <param name="byHand">The notebook's number.</param>
    /// <param name="library">The library's.</param>
    /// <param name="within">By how much they may differ, in their unit.</param>
    /// <param name="unit">Their unit; empty for a pure number.</param>
    /// <exception cref="NegPreactException">They differ by more, or one is not a number.</exception>
    public static Table Check(string what, double byHand, double library, double within, string unit = "")
    {
        var (format, of) = (Numbers.Format([byHand, library]), unit.Length == 0 ? "" : " " + unit);
        var apart = Math.Abs(byHand - library);
        if (!(apart <= within)) // so that NaN is refused too
            throw new NegPreactException(
                ErrorKind.ByHand,
                $"{what}: by hand it is {Numbers.Text(byHand, format)}, by the library "
                    + $"{Numbers.Text(library, format)}{of}, and they may differ by {Text(within)} at most; see "
                    + "which of the cells above was changed.");
        return new Table(what).Column("computed").Column("value", unit).Row("by hand", byHand).Row("library", library)
            .Note($"They may differ by {Text(within)} and differ by {Text(apart)}.");

        static string Text(double value) => Numbers.Fitted(value, "0.####");
    }
}
