using CsCheck;

namespace NegPreact.Tests.Statistics;

public class SeededRandomTests
{
    // From a separate implementation of SplitMix64 and xoshiro256** written from the authors' description, in Python's
    // integers.
    [Theory]
    [InlineData(0, 0.6012629994179048, 0.7477740925472398, 0.10301998939503632, 0.4165890778296456)]
    [InlineData(42, 0.08386297105988216, 0.3789802506626686, 0.6800434110281394, 0.9246929453253876)]
    [InlineData(-7, 0.9492984775528297, 0.8381937169976309, 0.45090503819296446, 0.41427071416920513)]
    public void A_seed_gives_the_published_generators_stream(int seed, params double[] expected)
    {
        var random = new SeededRandom(seed);
        Assert.Equal(expected, expected.Select(_ => random.NextDouble()));
    }

    [Fact]
    public void Next_is_the_scaled_draw()
    {
        var random = new SeededRandom(1);
        Assert.Equal([702, 520, 574, 391], Enumerable.Range(0, 4).Select(_ => random.Next(1000)));
    }

    [Fact]
    public void Distinct_draws_are_distinct_in_range_and_nested() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200], Gen.Int[-1000, 1000]).Sample((a, b, seed) =>
        {
            var (fewer, all) = (Math.Min(a, b), Math.Max(a, b));
            var whole = new SeededRandom(seed).Distinct(all, all);
            Assert.Equal(Enumerable.Range(0, all), whole.Order());
            Assert.Equal(whole[..fewer], new SeededRandom(seed).Distinct(fewer, all));
        });

    [Fact]
    public void Every_place_of_a_draw_is_uniform()
    {
        const int outcomes = 5, rounds = 20_000;
        var counts = new int[outcomes, outcomes];
        var random = new SeededRandom(3);
        for (var round = 0; round < rounds; round++)
        {
            var draw = random.Distinct(outcomes, outcomes);
            for (var place = 0; place < outcomes; place++)
                counts[place, draw[place]]++;
        }
        // 4000 expected, standard deviation 57: five of them leave room for 25 cells.
        foreach (var count in counts)
            Assert.InRange(count, 4000 - 285, 4000 + 285);
    }

    [Fact]
    public void Impossible_draws_are_refused()
    {
        var random = new SeededRandom(0);
        Assert.Throws<NegPreactException>(() => random.Next(0));
        Assert.Throws<NegPreactException>(() => random.Distinct(4, 3));
        Assert.Throws<NegPreactException>(() => random.Distinct(-1, 3));
    }
}
