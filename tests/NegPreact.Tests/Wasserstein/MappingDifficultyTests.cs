using CsCheck;
using NegPreact.Tests.Statistics;

namespace NegPreact.Tests.Wasserstein;

public class MappingDifficultyTests
{
    private static readonly float[] Inputs = [0, 0, 3, 4, 1, 0, 1, 2];
    private static readonly TokenPairs Neighbours = TokenPairs.Of([0, 2], [1, 3]);

    [Fact]
    public void Two_pairs_give_the_values_worked_out_by_hand()
    {
        // Input distances 5 and 2, over the largest: 1 and 0.4. First neuron: outputs 2 and 1 apart, median 1.5, so
        // (1.333 / 1 + 0.667 / 0.4) / 2 = 1.5. Second: 0 and 3 apart, median 1.5: (0 + 2 / 0.4) / 2 = 2.5.
        var measured = MappingDifficulty.OfLayer(Inputs, 2, [0, 1, 2, 1, 5, 1, 6, 4], 2, Neighbours);
        Assert.Equal(1.5, measured[0].Value!.Value, 1e-15);
        Assert.Equal(2.5, measured[1].Value!.Value, 1e-15);
    }

    [Fact]
    public void The_median_is_that_of_the_sorted_distances() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 9], Gen.Int[0, 1000]).Sample((count, power, seed) =>
        {
            // Powers make the distances' tails heavy, so that few bins hold nearly all of them.
            var random = new SeededRandom(seed);
            float[] values = [.. Draws.Normal(random, 2 * count).Select(v => (float)Math.Pow(v, power))];
            double[] weights = [.. Enumerable.Repeat(1.0, count)];
            int[] first = [.. Enumerable.Range(0, count)], second = [.. first.Select(i => count + i)];
            double[] sorted = [.. first.Select(i => Math.Abs((double)values[i] - values[count + i])).Order()];
            var median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
            Assert.Equal(sorted.Average() / median,
                MappingDifficulty.OfNeuron(values, first, second, weights).Value!.Value, 1e-9 * sorted.Max() / median);
        });

    [Fact]
    public void A_zero_median_is_missing_for_that_neuron_alone()
    {
        var pairs = TokenPairs.Of([0, 2, 4], [1, 3, 5]);
        float[] inputs = [0, 1, 2, 4, 6, 9];
        var measured = MappingDifficulty.OfLayer(inputs, 1, [1, 1, 1, 2, 1, 4, 1, 6, 1, 8, 4, 9], 2, pairs);
        Assert.Null(measured[0].Value);
        Assert.Contains("median", measured[0].MissingReason, StringComparison.Ordinal);
        Assert.NotNull(measured[1].Value);
    }

    [Fact]
    public void Equal_inputs_are_missing_for_the_layer_and_named()
    {
        var measured = MappingDifficulty.OfLayer([0, 0, 7, 7], 1, [1, 2, 5, 8], 1, Neighbours);
        Assert.Contains("rows 0 and 1", Assert.Single(measured).MissingReason, StringComparison.Ordinal);
        Assert.Null(measured[0].Value);
    }

    [Fact]
    public void Shifting_and_scaling_inputs_or_outputs_do_not_matter() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Double[0.1, 10], Gen.Double[-3, 3]).Sample((seed, scale, shift) =>
        {
            const int tokens = 20, inputSize = 3, neurons = 2;
            var random = new SeededRandom(seed);
            float[] inputs = [.. Draws.Normal(random, tokens * inputSize).Select(v => (float)v)];
            float[] outputs = [.. Draws.Normal(random, tokens * neurons).Select(v => (float)v)];
            var pairs = TokenPairs.Disjoint(tokens, 8, seed);
            var plain = MappingDifficulty.OfLayer(inputs, inputSize, outputs, neurons, pairs);
            var moved = MappingDifficulty.OfLayer(Moved(inputs), inputSize, Moved(outputs), neurons, pairs);
            for (var i = 0; i < neurons; i++)
                Assert.Equal(plain[i].Value!.Value, moved[i].Value!.Value, 1e-3 * plain[i].Value!.Value);

            float[] Moved(float[] values) => [.. values.Select(v => (float)((v * scale) + shift))];
        });

    [Fact]
    public void Random_pairs_are_disjoint_seeded_and_at_most_half_the_tokens()
    {
        Gen.Select(Gen.Int[2, 60], Gen.Int[0, 1000]).Sample((tokens, seed) =>
        {
            var pairs = TokenPairs.Disjoint(tokens, tokens / 2, seed);
            Assert.Equal(2 * pairs.Count, pairs.First.Concat(pairs.Second).Distinct().Count());
            Assert.Equal(pairs.First, TokenPairs.Disjoint(tokens, tokens / 2, seed).First);
            Assert.All(pairs.First.Concat(pairs.Second), row => Assert.InRange(row, 0, tokens - 1));
            Assert.Throws<NegPreactException>(() => TokenPairs.Disjoint(tokens, (tokens / 2) + 1, seed));
        });
        Assert.NotEqual(TokenPairs.Disjoint(50, 20, 1).First, TokenPairs.Disjoint(50, 20, 2).First);
        Assert.Throws<NegPreactException>(() => TokenPairs.Disjoint(10, 0, 1));
    }

    [Fact]
    public void Unfit_input_is_refused()
    {
        Assert.Throws<NegPreactException>(() => TokenPairs.Of([0], [0]));
        Assert.Throws<NegPreactException>(() => TokenPairs.Of([0], [1, 2]));
        Assert.Throws<NegPreactException>(() => TokenPairs.Of([0], [-1]));
        Assert.Throws<NegPreactException>(() => MappingDifficulty.OfLayer(Inputs, 3, [1, 2, 3, 4], 1, Neighbours));
        Assert.Throws<NegPreactException>(() => MappingDifficulty.OfLayer(Inputs, 2, [1, 2, 3], 1, Neighbours));
        Assert.Throws<NegPreactException>(
            () => MappingDifficulty.OfLayer(Inputs, 2, [1, 2, 3, 4], 1, TokenPairs.Of([0], [4])));
        Assert.Throws<NegPreactException>(
            () => MappingDifficulty.OfLayer(Inputs, 2, [1, float.NaN, 3, 4], 1, Neighbours));
    }
}
