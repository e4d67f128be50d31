using System.Globalization;

namespace NegPreact.Sweeps;

/// <summary>Neighbouring layers in which a unit's neurons are ablated; the others are left alone.</summary>
/// <param name="First">The first layer, from 0.</param>
/// <param name="Last">The last layer.</param>
public sealed record SweepLayers(int First, int Last)
{
    /// <summary>What a plan may say beside a layer ("7") and several ("4-9").</summary>
    public static IReadOnlyList<string> Names { get; } = ["all", "early", "late", "each", "cumulative"];

    /// <summary>The layers' number or the first and the last one's.</summary>
    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";

    /// <summary>Whether a plan may say so.</summary>
    internal static bool IsChoice(string choice) => Names.Contains(choice) || Listed(choice) is not null;

    /// <summary>The choices of layers that a plan's words mean in a model, each once.</summary>
    /// <param name="choices">As the plan has them; none: all layers at once.</param>
    /// <param name="layers">How many layers the model has.</param>
    /// <returns>Null for all layers at once.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such layer.</exception>
    internal static IReadOnlyList<SweepLayers?> In(IReadOnlyList<string> choices, int layers) => choices.Count == 0
        ? [null]
        : [.. choices.SelectMany(choice => Of(choice, layers))
            .Select(l => l == new SweepLayers(0, layers - 1) ? null : l).Distinct()];

    private static IEnumerable<SweepLayers> Of(string choice, int layers) => choice switch
    {
        "all" => [new(0, layers - 1)],
        "early" => [new(0, Math.Max(0, (layers / 2) - 1))],
        "late" => [new(layers / 2, layers - 1)],
        "each" => Enumerable.Range(0, layers).Select(l => new SweepLayers(l, l)),
        "cumulative" => Enumerable.Range(0, layers).Select(last => new SweepLayers(0, last))
            .Concat(Enumerable.Range(1, layers - 1).Select(first => new SweepLayers(first, layers - 1))),
        _ => Listed(choice) is { } listed && listed.Last < layers
            ? [listed]
            : throw new ArgumentOutOfRangeException(nameof(choice), choice, $"layers 0 to {layers - 1}"),
    };

    private static SweepLayers? Listed(string choice)
    {
        var ends = choice.Split('-');
        return ends.Length <= 2 && Number(ends[0]) is { } first && Number(ends[^1]) is { } last && first <= last
            ? new(first, last)
            : null;

        static int? Number(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
