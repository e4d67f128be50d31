namespace NegPreact.Training.Tagging;

/// <summary>Averaged weights on their way to a model file; several runs may be added up.</summary>
internal sealed class AveragedWeights
{
    private readonly Dictionary<uint, SortedList<byte, double>> byKey = [];

    public void Add(uint key, int @class, double weight)
    {
        if (!byKey.TryGetValue(key, out var row))
            byKey[key] = row = new SortedList<byte, double>(2);
        row[(byte)@class] = row.GetValueOrDefault((byte)@class) + weight;
    }

    public void Add(AveragedWeights other)
    {
        foreach (var (key, row) in other.byKey)
            foreach (var (@class, weight) in row)
                Add(key, @class, weight);
    }

    /// <summary>The model with weights rounded to whole steps; what is smaller than a floor is left out.</summary>
    /// <param name="step">The size of a step; weights are sums of changes by 1, averaged over time.</param>
    /// <param name="floor">Weights of fewer steps than this are left out.</param>
    public LinearModel Quantise(double step, int floor)
    {
        List<uint> keys = [];
        List<int> begins = [0];
        List<byte> classes = [];
        List<short> weights = [];
        foreach (var (key, row) in byKey.OrderBy(r => r.Key))
        {
            foreach (var (@class, weight) in row)
                if (Math.Clamp((int)Math.Round(weight / step), short.MinValue, short.MaxValue) is var steps
                    && Math.Abs(steps) >= floor)
                {
                    classes.Add(@class);
                    weights.Add((short)steps);
                }
            if (classes.Count == begins[^1])
                continue;
            keys.Add(key);
            begins.Add(classes.Count);
        }
        return new LinearModel([.. keys], [.. begins], [.. classes], [.. weights]);
    }
}
