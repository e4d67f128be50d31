using System.Numerics;
using System.Runtime.InteropServices;

namespace NegPreact;

/// <summary>
/// For each item what it changes in every condition: -1, 0 or 1. Sums over items are those of whole vectors of
/// conditions, in bytes for as long as they cannot overflow.
/// </summary>
internal sealed class DifferenceRows
{
    private const int Together = 4; // vectors whose sums stay in registers
    private readonly int conditions;
    private readonly int width; // vectors per item
    private readonly Vector<sbyte>[] rows;
    private readonly Vector<sbyte>[] part;

    /// <summary>Right less right of the reference, item by item.</summary>
    /// <param name="conditions">Outcomes, <c>[condition][item]</c>.</param>
    /// <param name="reference">Outcomes of the same items.</param>
    public DifferenceRows(IReadOnlyList<bool[]> conditions, bool[] reference)
    {
        this.conditions = conditions.Count;
        width = (conditions.Count + Vector<sbyte>.Count - 1) / Vector<sbyte>.Count;
        (rows, part) = (new Vector<sbyte>[reference.Length * width], new Vector<sbyte>[width]);
        var numbers = MemoryMarshal.Cast<Vector<sbyte>, sbyte>(rows.AsSpan());
        for (var c = 0; c < conditions.Count; c++)
            for (var i = 0; i < reference.Length; i++)
                numbers[(i * width * Vector<sbyte>.Count) + c] = (sbyte)Difference(conditions[c][i], reference[i]);
    }

    public static int Difference(bool first, bool second) => (first ? 1 : 0) - (second ? 1 : 0);

    /// <summary>The sums over drawn items.</summary>
    /// <param name="drawn">The items' indices, which may repeat.</param>
    /// <param name="sums"><c>[condition]</c>, overwritten.</param>
    public void Sum(ReadOnlySpan<int> drawn, Span<int> sums)
    {
        sums.Clear();
        var added = MemoryMarshal.Cast<Vector<sbyte>, sbyte>(part.AsSpan())[..conditions];
        for (; drawn.Length > 0; drawn = drawn[Math.Min(drawn.Length, sbyte.MaxValue)..])
        {
            var few = drawn[..Math.Min(drawn.Length, sbyte.MaxValue)];
            var v = 0;
            for (; v + Together <= width; v += Together)
                SumTogether(few, v);
            for (; v < width; v++)
                SumOne(few, v);
            for (var c = 0; c < added.Length; c++)
                sums[c] += added[c];
        }
    }

    private void SumOne(ReadOnlySpan<int> drawn, int v)
    {
        Vector<sbyte> sum = default;
        foreach (var item in drawn)
            sum += rows[(item * width) + v];
        part[v] = sum;
    }

    private void SumTogether(ReadOnlySpan<int> drawn, int v)
    {
        Vector<sbyte> a = default, b = default, c = default, d = default;
        foreach (var item in drawn)
        {
            var row = rows.AsSpan((item * width) + v, Together);
            (a, b, c, d) = (a + row[0], b + row[1], c + row[2], d + row[3]);
        }

        (part[v], part[v + 1], part[v + 2], part[v + 3]) = (a, b, c, d);
    }
}
