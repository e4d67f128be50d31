namespace NegPreact;

/// <summary>
/// Neighbouring layers that are ablated together; in a model of few layers each is a group of its own.
/// </summary>
/// <param name="First">The first layer, from 0.</param>
/// <param name="Last">The last layer.</param>
public sealed record LayerGroup(int First, int Last)
{
    /// <summary>The layer's number, or the first and the last one's.</summary>
    public string Name => First == Last ? $"{First}" : $"{First}–{Last}";

    /// <summary>Divides the layers of a model into groups as equal as can be.</summary>
    /// <param name="layers">How many layers there are.</param>
    /// <param name="most">The most groups.</param>
    /// <exception cref="NegPreactException">Fewer than two groups would come of it.</exception>
    public static IReadOnlyList<LayerGroup> Divide(int layers, int most)
    {
        var groups = Math.Min(layers, most);
        return groups >= 2
            ? [.. Enumerable.Range(0, groups).Select(
                g => new LayerGroup(g * layers / groups, ((g + 1) * layers / groups) - 1))]
            : throw new NegPreactException(
                ErrorKind.Settings,
                $"{layers} layers in at most {most} groups leave nothing to compare; use a model with two layers or "
                    + "more, and ask for two groups or more.");
    }
}

/// <summary>Neighbouring groups of layers that are ablated at once.</summary>
/// <param name="From">The first group, from 0.</param>
/// <param name="To">The last group.</param>
public readonly record struct LayerRange(int From, int To)
{
    /// <summary>One group alone.</summary>
    public static LayerRange Alone(int group) => new(group, group);

    /// <summary>Everything that a sweep ablates: each group, the first ones, the last ones, and all.</summary>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="cumulative">Whether the first ones and the last ones are among them.</param>
    internal static IReadOnlyList<LayerRange> Of(int groups, bool cumulative) =>
    [
        .. Enumerable.Range(0, groups).Select(Alone)
            .Concat(Enumerable.Range(cumulative ? 0 : groups - 1, cumulative ? groups : 1).Select(
                to => new LayerRange(0, to)))
            .Concat(Enumerable.Range(0, cumulative ? groups : 0).Select(from => new LayerRange(from, groups - 1)))
            .Distinct(),
    ];
}
