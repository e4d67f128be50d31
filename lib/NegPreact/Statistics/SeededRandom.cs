using MathNet.Numerics.Random;

namespace NegPreact;

/// <summary>
/// The one source of random numbers for everything that is drawn in managed code. The generator is xoshiro256**
/// (Blackman and Vigna) with its four words filled by SplitMix64 from the seed, so a seed gives the same draws on every
/// system and runtime. .NET's own <see cref="Random"/> does not promise the same draws from one version to the next.
/// </summary>
public sealed class SeededRandom
{
    private readonly Xoshiro256StarStar source;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">Any number; equal seeds give equal streams.</param>
    public SeededRandom(int seed) => source = new Xoshiro256StarStar(seed, threadSafe: false);

    /// <summary>Uniform on [0, 1): the generator's upper 53 bits times 2^-53.</summary>
    public double NextDouble() => source.NextDouble();

    /// <summary>
    /// Uniform on 0 … <paramref name="below"/> - 1: the whole part of <see cref="NextDouble"/> times the bound.
    /// </summary>
    /// <param name="below">The number of outcomes.</param>
    /// <exception cref="NegPreactException">There is no outcome.</exception>
    public int Next(int below) => below > 0
        ? (int)(source.NextDouble() * below)
        : throw new NegPreactException(
            ErrorKind.Statistics, $"A random number below {below} was asked for; the bound must be 1 or more.");

    /// <summary>
    /// A uniform draw without replacement from 0 … <paramref name="below"/> - 1, in the order drawn (Fisher-Yates,
    /// stopped early). From a fresh generator of one seed, a larger count begins with the smaller count's draw.
    /// </summary>
    /// <param name="count">How many are wanted.</param>
    /// <param name="below">The number of outcomes.</param>
    /// <exception cref="NegPreactException">More are wanted than there are.</exception>
    public int[] Distinct(int count, int below)
    {
        if (count < 0 || count > below)
            throw new NegPreactException(
                ErrorKind.Statistics, $"{count} distinct numbers out of {below} were asked for; ask for at most "
                + $"{below}.");
        var all = new int[below];
        for (var i = 0; i < below; i++)
            all[i] = i;
        for (var i = 0; i < count; i++)
        {
            var j = i + Next(below - i);
            (all[i], all[j]) = (all[j], all[i]);
        }
        return all[..count];
    }
}
