namespace NegPreact;

/// <summary>Pairs each neuron of a target with another of its layer that has nearly the same score.</summary>
internal static class ScoreMatching
{
    public static ControlSet Match(Control control, ControlSource source, NamedScore values)
    {
        var (target, name) = (source.Target.Neurons, values.Name);
        var candidates = NeuronRanking.LowestOutside(target, values);
        var pairs = new List<MatchedPair>();
        for (var layer = 0; layer < candidates.Length; layer++)
        {
            var of = values[layer];
            if (target[layer].Any(i => of[i] is null))
                throw new NegPreactException(
                    ErrorKind.Control, $"Neuron {target[layer].First(i => of[i] is null)} of layer {layer} has no "
                    + $"{name} to be matched; leave it out of the target.");
            if (candidates[layer].Length < target.LayerCounts[layer])
                throw new NegPreactException(
                    ErrorKind.Control, $"Layer {layer} has {candidates[layer].Length} neurons with a {name} outside "
                    + $"the target's {target.LayerCounts[layer]}, too few to pair; take a smaller target.");
            int[] wanted = [.. target[layer].OrderBy(i => of[i])];
            var chosen = Assign(
                [.. wanted.Select(i => of[i]!.Value)], [.. candidates[layer].Select(i => of[i]!.Value)]);
            var l = layer;
            pairs.AddRange(wanted
                .Select((i, place) => (Target: i, Control: candidates[l][chosen[place]]))
                .OrderBy(p => p.Target)
                .Select(p => new MatchedPair(l, p.Target, p.Control, of[p.Target]!.Value, of[p.Control]!.Value)));
        }

        double[] ofTarget = [.. pairs.Select(p => p.TargetScore)];
        var match = new ScoreMatch(
            name, pairs, Difference([.. pairs.Select(p => p.ControlScore)], ofTarget),
            Difference([.. candidates.SelectMany((layer, l) => layer.Select(i => values[l][i]!.Value))], ofTarget));
        var set = NeuronSet.Chosen(
            candidates.Select((_, l) => pairs.Where(p => p.Layer == l).Select(p => p.Control)), target,
            new NeuronSetProvenance(
                $"those outside the target with the nearest {name}, one for each of its neurons", name));
        return source.SetOf(control, set, match);
    }

    /// <summary>
    /// For each of some ascending values a different one of the ascending pool, so that the sum of differences is
    /// least. On a line some best pairing never crosses, so a table over beginnings of both lists finds it.
    /// </summary>
    internal static int[] Assign(double[] values, double[] pool)
    {
        // least sum with the first values so far taken from each beginning of the pool
        var last = new double[pool.Length + 1];
        var takes = new bool[values.Length, pool.Length + 1];
        for (var v = 0; v < values.Length; v++)
        {
            var now = new double[pool.Length + 1];
            Array.Fill(now, double.PositiveInfinity);
            for (var p = v + 1; p <= pool.Length; p++)
            {
                var with = last[p - 1] + Math.Abs(values[v] - pool[p - 1]);
                takes[v, p] = with < now[p - 1];
                now[p] = Math.Min(with, now[p - 1]);
            }
            last = now;
        }

        var chosen = new int[values.Length];
        for (int v = values.Length - 1, p = pool.Length; v >= 0; p--)
            if (takes[v, p])
                chosen[v--] = p - 1;
        return chosen;
    }

    private static double? Difference(double[] control, double[] target)
    {
        if (control.Length < 2 || target.Length < 2)
            return null;
        var spread = Math.Sqrt((Variance(control) + Variance(target)) / 2);
        return spread > 0 ? (control.Average() - target.Average()) / spread : null;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
