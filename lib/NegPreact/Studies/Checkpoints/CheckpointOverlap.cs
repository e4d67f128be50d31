using MathNet.Numerics.Distributions;

namespace NegPreact;

/// <summary>How many neurons two sets share, and how many they would share by chance.</summary>
/// <param name="Common">Neurons in both.</param>
/// <param name="Either">Neurons in at least one.</param>
/// <param name="ExpectedCommon">
/// How many sets with as many neurons in each layer share on average if they are drawn at random.
/// </param>
/// <param name="ExpectedJaccard">
/// The mean of <see cref="Jaccard"/> then: exact, from the hypergeometric distributions of the layers.
/// </param>
/// <param name="PValue">The probability that two such sets share as many or more: exact, from the same.</param>
public sealed record CheckpointOverlap(
    int Common, int Either, double ExpectedCommon, double ExpectedJaccard, double PValue)
{
    /// <summary>Shared neurons over all neurons of both, 0 to 1.</summary>
    public double Jaccard => (double)Common / Either;

    /// <summary>Compares two sets.</summary>
    /// <exception cref="NegPreactException">They are of models of different shape, or one is empty.</exception>
    public static CheckpointOverlap Of(NeuronSet first, NeuronSet second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.IntermediateSizes.SequenceEqual(second.IntermediateSizes) || first.Count == 0 || second.Count == 0)
            throw new NegPreactException(
                ErrorKind.NeuronSet,
                "Only two non-empty sets with the same layer sizes can be compared; choose both on the same model.");
        var common = Enumerable.Range(0, first.LayerCounts.Count).Sum(
            layer => first[layer].Intersect(second[layer]).Count());
        var chance = Chance(first, second);
        var both = first.Count + second.Count;
        return new CheckpointOverlap(
            common, both - common, chance.Select((p, k) => p * k).Sum(),
            chance.Select((p, k) => p * k / (both - k)).Sum(), Math.Min(1, chance.Skip(common).Sum()));
    }

    // The probability of each number of shared neurons: layers add up, so their distributions are convolved.
    private static double[] Chance(NeuronSet first, NeuronSet second)
    {
        double[] all = [1];
        for (var layer = 0; layer < first.LayerCounts.Count; layer++)
        {
            var (a, b) = (first.LayerCounts[layer], second.LayerCounts[layer]);
            var of = new Hypergeometric(first.IntermediateSizes[layer], a, b);
            var sum = new double[all.Length + Math.Min(a, b)];
            for (var k = 0; k <= Math.Min(a, b); k++)
                for (var before = 0; before < all.Length; before++)
                    sum[before + k] += all[before] * of.Probability(k);
            all = sum;
        }

        return all;
    }
}
