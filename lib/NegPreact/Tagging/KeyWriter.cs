namespace NegPreact;

/// <summary>
/// Writes feature keys one after another; the place in the row of calls, counted from a first number, is the feature's
/// template.
/// </summary>
internal ref struct KeyWriter(Span<uint> keys, int first = 0)
{
    private readonly Span<uint> keys = keys;
    private readonly int first = first;

    public int Count { get; private set; }

    public void Add(ulong a) => keys[Count] = FeatureHash.Key(FeatureHash.Add((ulong)(first + Count++), a));

    public void Add(ulong a, ulong b) => Add(FeatureHash.Add(a, b));

    public void Add(ulong a, ulong b, ulong c) => Add(FeatureHash.Add(FeatureHash.Add(a, b), c));
}
