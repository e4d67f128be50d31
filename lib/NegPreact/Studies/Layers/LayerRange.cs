namespace NegPreact;

/// <summary>Neighbouring groups of layers that are ablated at once.</summary>
/// <param name="From">The first group, from 0.</param>
/// <param name="To">The last group.</param>
public readonly record struct LayerRange(int From, int To)
{
    /// <summary>One group alone.</summary>
    public static LayerRange Alone(int group) => new(group, group);

    /// <summary>Everything that a sweep ablates: each group, the first ones, the last ones, and all.</summary>
    /// <param name="groups">How many groups there are.</param>
    internal static IReadOnlyList<LayerRange> All(int groups) =>
    [
        .. Enumerable.Range(0, groups).Select(Alone)
            .Concat(Enumerable.Range(0, groups).Select(to => new LayerRange(0, to)))
            .Concat(Enumerable.Range(0, groups).Select(from => new LayerRange(from, groups - 1)))
            .Distinct(),
    ];
}
