namespace NegPreact.Models;

/// <summary>The list <c>layer_types</c> of config.json: which layers see a window only.</summary>
internal static class LayerTypes
{
    private static readonly Dictionary<string, bool> slides = new(StringComparer.Ordinal)
    {
        ["sliding_attention"] = true,
        ["full_attention"] = false,
    };

    /// <summary>Whether each layer sees a window only.</summary>
    /// <param name="config">config.json.</param>
    /// <param name="layers">How many layers there are.</param>
    /// <param name="usual">Which do, by their index, where the list is absent.</param>
    /// <exception cref="NegPreactException">The list has other words, or another length.</exception>
    public static IReadOnlyList<bool> Slides(ConfigReader config, int layers, Func<int, bool> usual) =>
        config.Each("layer_types", layers, slides) ?? [.. Enumerable.Range(0, layers).Select(usual)];

    /// <summary>
    /// Refuses windows in some of the layers, in which releases of transformers differ from each other.
    /// </summary>
    public static void RefuseWindow(ConfigReader config) => config.RequireAll("layer_types", "full_attention");
}
