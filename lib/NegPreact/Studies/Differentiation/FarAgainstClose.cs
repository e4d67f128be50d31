namespace NegPreact;

/// <summary>Far pairs against the other close pairs of the same neurons.</summary>
internal sealed class FarAgainstClose(PairSample pairs, DifferentiationSettings settings, CancellationToken stop)
{
    private const int Fifths = 5;
    private static readonly string[] SyntacticOrNot = ["other", "syntactic"];

    public static string Name(PairStrata strata) => strata switch
    {
        PairStrata.None => "neuron",
        PairStrata.Frequency => "neuron, token frequency",
        PairStrata.Position => "neuron, position",
        PairStrata.InputDistance => "neuron, input distance",
        _ => "neuron, all of these",
    };

    /// <summary>Every kind of pair that occurs often enough, strata by neuron and frequency.</summary>
    public IReadOnlyList<PairOdds> Kinds(IReadOnlyList<NeuronView> neurons, Func<AnnotatedWord, string> of)
    {
        stop.ThrowIfCancellationRequested();
        var names = new List<string>();
        var places = new Dictionary<string, int>();
        var kinds = new Dictionary<int, int>();
        return StratifiedOdds.Adjusted(StratifiedOdds.Of(Entries(neurons, PairStrata.Frequency, KindOf), names, pairs.Windows, settings));

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
    public PairOdds? TrySyntactic(string name, IReadOnlyList<NeuronView> neurons, PairStrata strata, int atLeast = 2)
    {
        stop.ThrowIfCancellationRequested();
        var syntactic = settings.Syntactic.ToHashSet();
        return StratifiedOdds.Of(
            Entries(neurons, strata, pair => pairs.CountTokens(pair, w => syntactic.Contains(w.Tag)) >= atLeast ? 1 : 0), SyntacticOrNot, pairs.Windows, settings)[1] is { } odds
            ? odds with { Kind = name }
            : null;
    }

    public PairOdds Syntactic(string name, IReadOnlyList<NeuronView> neurons, PairStrata strata) => TrySyntactic(name, neurons, strata)
        ?? throw new NegPreactException(
            ErrorKind.NothingToCompare,
            $"Fewer than {settings.MinimumPairs} close pairs consist of two syntactic tokens, or all do; use a longer "
                + "text or a larger share of close pairs.");

    private List<StratifiedOdds.Entry> Entries(IReadOnlyList<NeuronView> neurons, PairStrata strata, Func<int, int> kind)
    {
        var entries = new List<StratifiedOdds.Entry>();
        for (var n = 0; n < neurons.Count; n++)
            for (var c = 0; c < neurons[n].Close.Length; c++)
            {
                var pair = neurons[n].Close[c];
                var distance = c * Fifths / neurons[n].Close.Length; // they are in order of distance
                var stratum = strata switch
                {
                    PairStrata.None => 0,
                    PairStrata.Frequency => pairs.FrequencyStratum(pair),
                    PairStrata.Position => pairs.PositionStratum(pair),
                    PairStrata.InputDistance => distance,
                    _ => (((pairs.FrequencyStratum(pair) * PairSample.PositionStrata) + pairs.PositionStratum(pair)) * Fifths) + distance,
                };
                entries.Add(new((n * PairSample.FrequencyStrata * PairSample.PositionStrata * Fifths) + stratum, kind(pair), neurons[n].IsFar(pair), pair));
            }

        return entries;
    }
}
