namespace NegPreact;

/// <summary>Far pairs against the other close pairs of the same neurons.</summary>
internal sealed class FarAgainstClose(PairSample pairs, DifferentiationSettings settings, CancellationToken stop)
{
    /// <summary>Every kind of pair that occurs often enough, strata by neuron and frequency.</summary>
    public IReadOnlyList<PairOdds> Kinds(IReadOnlyList<PairsInNeuron> neurons, Func<AnnotatedWord, string> of)
    {
        stop.ThrowIfCancellationRequested();
        var names = new List<string>();
        var places = new Dictionary<string, int>();
        var kinds = new Dictionary<int, int>();
        var entries = Entries(neurons, PairStrata.Frequency, KindOf);
        return StratifiedOdds.Adjusted(StratifiedOdds.Of(entries, names, pairs.Windows, settings));

        int KindOf(int pair)
        {
            if (kinds.TryGetValue(pair, out var known))
                return known;
            var name = pairs.Kind(pair, of);
            if (!places.TryGetValue(name, out var place))
            {
                place = places[name] = names.Count;
                names.Add(name);
            }

            return kinds[pair] = place;
        }
    }

    /// <summary>
    /// Pairs of two syntactic tokens, or of at least one, by frequency unless told; null where there are too few, or
    /// nothing else.
    /// </summary>
    public PairOdds? TrySyntactic(
        string name, IReadOnlyList<PairsInNeuron> neurons, PairStrata? strata = null, int atLeast = 2)
    {
        stop.ThrowIfCancellationRequested();
        var syntactic = settings.Syntactic.ToHashSet();
        var entries = Entries(
            neurons, strata ?? PairStrata.Frequency,
            pair => pairs.CountTokens(pair, w => syntactic.Contains(w.Tag)) >= atLeast ? 1 : 0);
        return StratifiedOdds.Of(entries, ["other", "syntactic"], pairs.Windows, settings)[1] is { } odds
            ? odds with { Kind = name }
            : null;
    }

    public PairOdds Syntactic(string name, IReadOnlyList<PairsInNeuron> neurons) => TrySyntactic(name, neurons)
        ?? throw new NegPreactException(
            ErrorKind.NothingToCompare,
            $"Fewer than {settings.MinimumPairs} close pairs consist of two syntactic tokens, or all do; use a longer "
                + "text or a larger share of close pairs.");

    private List<StratifiedOdds.Entry> Entries(
        IReadOnlyList<PairsInNeuron> neurons, PairStrata strata, Func<int, int> kind)
    {
        var entries = new List<StratifiedOdds.Entry>();
        foreach (var (n, neuron) in neurons.Index())
            foreach (var (c, pair) in neuron.Close.Index())
                entries.Add(new(
                    (n * PairStrata.Count) + strata.Stratum(pairs, neuron.Close, c), kind(pair), neuron.IsFar(pair),
                    pair));
        return entries;
    }
}

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
