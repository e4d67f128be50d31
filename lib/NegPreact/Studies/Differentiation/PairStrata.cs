namespace NegPreact;

/// <summary>What far pairs and other close pairs have in common when they are compared, beside the neuron.</summary>
/// <param name="Name">That in words.</param>
/// <param name="Of">
/// The stratum of a pair: given the sample, the pair, and the fifth of the close pairs by input distance that it is in.
/// </param>
internal sealed record PairStrata(string Name, Func<PairSample, int, int, int> Of)
{
    /// <summary>Strata are numbered below this.</summary>
    public const int Count = PairSample.FrequencyStrata * PairSample.PositionStrata * Fifths;

    private const int Fifths = 5;

    public static PairStrata Frequency { get; } =
        new("neuron, token frequency", (pairs, pair, _) => pairs.FrequencyStratum(pair));

    public static IReadOnlyList<PairStrata> All { get; } =
    [
        new("neuron", (_, _, _) => 0),
        Frequency,
        new("neuron, position", (pairs, pair, _) => pairs.PositionStratum(pair)),
        new("neuron, input distance", (_, _, fifth) => fifth),
        new("neuron, all of these", (pairs, pair, fifth) => fifth + (Fifths
            * ((pairs.FrequencyStratum(pair) * PairSample.PositionStrata) + pairs.PositionStratum(pair)))),
    ];

    /// <summary>The stratum of a neuron's close pair, by its place among them: they are in order of distance.</summary>
    public int Stratum(PairSample pairs, int[] close, int place) =>
        Of(pairs, close[place], place * Fifths / close.Length);
}
