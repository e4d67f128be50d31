namespace NegPreact;

/// <summary>Far pairs against the other close pairs of the same neurons.</summary>
internal sealed class FarAgainstClose(PairSample pairs, DifferentiationSettings settings, CancellationToken stop)
{
    private const int Fifths = 5;

    public static string Name(PairStrata strata) => strata switch
    {
        PairStrata.None => "neuron",
        PairStrata.Frequency => "neuron, token frequency",
        PairStrata.Position => "neuron, position",
        PairStrata.InputDistance => "neuron, input distance",
        PairStrata.All => "neuron, all of these",
        _ => throw new ArgumentOutOfRangeException(nameof(strata), strata, null),
    };

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

    /// <summary>Pairs of two syntactic tokens, or of at least one; null where there are too few, or nothing else.</summary>
    public PairOdds? TrySyntactic(
        string name, IReadOnlyList<PairsInNeuron> neurons, PairStrata strata = PairStrata.Frequency, int atLeast = 2)
    {
        stop.ThrowIfCancellationRequested();
        var syntactic = settings.Syntactic.ToHashSet();
        var entries = Entries(
            neurons, strata, pair => pairs.CountTokens(pair, w => syntactic.Contains(w.Tag)) >= atLeast ? 1 : 0);
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
        const int Strata = PairSample.FrequencyStrata * PairSample.PositionStrata * Fifths;
        var entries = new List<StratifiedOdds.Entry>();
        foreach (var (n, neuron) in neurons.Index())
            foreach (var (c, pair) in neuron.Close.Index())
            {
                var distance = c * Fifths / neuron.Close.Length; // they are in order of distance
                var (frequency, position) = (pairs.FrequencyStratum(pair), pairs.PositionStratum(pair));
                var stratum = strata switch
                {
                    PairStrata.None => 0,
                    PairStrata.Frequency => frequency,
                    PairStrata.Position => position,
                    PairStrata.InputDistance => distance,
                    PairStrata.All => (((frequency * PairSample.PositionStrata) + position) * Fifths) + distance,
                    _ => throw new ArgumentOutOfRangeException(nameof(strata), strata, null),
                };
                entries.Add(new((n * Strata) + stratum, kind(pair), neuron.IsFar(pair), pair));
            }

        return entries;
    }
}

/// <summary>What far pairs and other close pairs have in common when they are compared, beside the neuron.</summary>
internal enum PairStrata
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>How often both tokens occur in the text, to a power of two.</summary>
    Frequency,

    /// <summary>The quarters of their windows that both tokens stand in.</summary>
    Position,

    /// <summary>The fifth of the close pairs by input distance.</summary>
    InputDistance,

    /// <summary>All three.</summary>
    All,
}
