namespace NegPreact;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="Unit">The unit of its numbers; empty for words, counts and pure numbers.</param>
/// <param name="Format">
/// A .NET number format, or null: as many decimals as the column's largest number needs for four figures.
/// </param>
/// <param name="Alignment">Where its cells stand, or null: numbers on the right, all else on the left.</param>
public sealed record TableColumn(string Name, string Unit = "", string? Format = null, Alignment? Alignment = null)
{
    /// <summary>The format of p-values: at most four decimals, and never 0.</summary>
    internal const string PValue = "p";

    /// <summary>The heading: the name, with the unit in brackets.</summary>
    public string Heading => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}
