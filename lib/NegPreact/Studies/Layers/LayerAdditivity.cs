namespace NegPreact;

/// <summary>Do the effects of single layers add up to that of all layers at once?</summary>
/// <param name="Sum">The effects of the single layers, each ablated alone, added up.</param>
/// <param name="Joint">The effect of all of them ablated at once.</param>
/// <param name="Excess">
/// Joint - sum, item by item: above 0 the damage is more than additive, below 0 less. An interval that holds 0 does not show that the
/// effects add up, only how far from it they can be.
/// </param>
public sealed record LayerAdditivity(Estimate Sum, Estimate Joint, Estimate Excess)
{
    /// <summary>Compares them; the same items and sets are drawn for all three.</summary>
    /// <param name="single">For each layer the effect on each item, one row per set of neurons.</param>
    /// <param name="joint">The effect of all layers on the same items and sets.</param>
    /// <param name="items">The items.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    internal static LayerAdditivity Of(IReadOnlyList<double[][]> single, double[][] joint, IReadOnlyList<ItemGroup> items, int seed, int resamples)
    {
        double[][] sum = [.. joint.Select((values, set) => values.Select((_, i) => single.Sum(layer => layer[set][i])).ToArray())];
        double[][] excess = [.. joint.Zip(sum, (j, s) => j.Zip(s, (a, b) => a - b).ToArray())];
        return new LayerAdditivity(Mean(sum), Mean(joint), Mean(excess));

        Estimate Mean(double[][] values) => SetBootstrap.Means(values, items, seed, resamples)[^1];
    }
}
