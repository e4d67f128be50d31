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
        var entries = SyntacticEntries(neurons, strata ?? PairStrata.Frequency, atLeast);
        return StratifiedOdds.Of(entries, ["other", "syntactic"], pairs.Windows, settings)[1] is { } odds
            ? odds with { Kind = name }
            : null;
    }

    /// <summary>
    /// What pairs of two syntactic tokens are in random sets of neurons, each set for itself as the target is.
    /// </summary>
    public SetOdds SyntacticInSets(
        PairOdds target, IReadOnlyList<PairsInNeuron> neurons, IReadOnlyList<NeuronSet> sets)
    {
        var found = new List<double>();
        foreach (var set in sets)
        {
            stop.ThrowIfCancellationRequested();
            var odds = StratifiedOdds.LogOdds(
                SyntacticEntries([.. neurons.Where(n => set[n.Layer].Contains(n.Neuron))], PairStrata.Frequency, 2), 2);
            if (double.IsFinite(odds[1]))
                found.Add(odds[1]);
        }

        return found.Count > 1
            ? new(
                SampleStatistic.Mean(found).Estimate(), found.Count, found.Count(o => o >= target.LogOdds.Value))
            : throw new NegPreactException(
                ErrorKind.NothingToCompare,
                $"Of {sets.Count} random sets of neurons {found.Count} have far pairs of two syntactic tokens; use a "
                + "longer text.");
    }

    public PairOdds Syntactic(string name, IReadOnlyList<PairsInNeuron> neurons) => TrySyntactic(name, neurons)
        ?? throw new NegPreactException(
            ErrorKind.NothingToCompare,
            $"Fewer than {settings.MinimumPairs} close pairs consist of two syntactic tokens, or all do; use a longer "
                + "text or a larger share of close pairs.");

    private List<StratifiedOdds.Entry> SyntacticEntries(
        IReadOnlyList<PairsInNeuron> neurons, PairStrata strata, int atLeast)
    {
        var syntactic = settings.Syntactic.ToHashSet();
        return Entries(
            neurons, strata, pair => pairs.CountTokens(pair, w => syntactic.Contains(w.Tag)) >= atLeast ? 1 : 0);
    }

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
