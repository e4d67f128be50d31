namespace NegPreact;

/// <summary>What a sweep over layers found (notebook 06). Layers are groups of layers where a model has many.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Groups">The groups of layers.</param>
/// <param name="Pairs">What the pairs are called.</param>
/// <param name="PairsSha256">SHA-256 of the pairs.</param>
/// <param name="Phenomena">The pairs by phenomenon and paradigm.</param>
/// <param name="Untouched">The model as it is, compared with itself.</param>
/// <param name="Sets">The target, the random sets and the control.</param>
/// <param name="ReusedShare">
/// The share of all layers of all passes that needed not be run, 0 to 1; null where none was run, since all was read
/// from a store.
/// </param>
/// <param name="HeldBytes">How many bytes of residual streams were kept for that.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record LayerSweepResult(
    LayerSweepSettings Settings, ResultSource Source, IReadOnlyList<LayerGroup> Groups, string Pairs,
    string PairsSha256, IReadOnlyList<ItemGroup> Phenomena,
    LayerMeasurement Untouched, IReadOnlyDictionary<Selection, IReadOnlyList<LayerSweepSet>> Sets, double? ReusedShare,
    long HeldBytes)
{
    /// <summary>All groups.</summary>
    public LayerRange AllLayers => new(0, Groups.Count - 1);

    /// <summary>Whether each group is a single layer.</summary>
    internal bool IsByLayer => Groups.All(g => g.First == g.Last);

    /// <summary>How many depths the residual stream was compared at: before the first layer, and after each.</summary>
    public int Depths => Untouched.Cosines.Count;

    /// <summary>
    /// What ablating these layers does, mean over the items and, where there are several, sets; 95 % interval by
    /// bootstrap over both. A share for the accuracy.
    /// </summary>
    public Estimate Effect(LayerEffect effect, Selection neurons, LayerRange layers) =>
        Mean(effect, Values(effect, neurons, layers));

    /// <summary>The same without its interval.</summary>
    public double MeanEffect(LayerEffect effect, Selection neurons, LayerRange layers) =>
        Values(effect, neurons, layers).Average(set => set.Average());

    /// <summary>The same of what one choice of layers does more than another.</summary>
    public Estimate Difference(LayerEffect effect, Selection neurons, LayerRange layers, LayerRange less) =>
        Mean(effect, Minus(Values(effect, neurons, layers), Values(effect, neurons, less)));

    /// <summary>The effect on the pairs of each phenomenon, in their order.</summary>
    /// <param name="effect">One that is measured on pairs.</param>
    /// <param name="neurons">Which neurons.</param>
    /// <param name="layers">In which layers.</param>
    /// <exception cref="NegPreactException">The effect is measured on a text.</exception>
    public IReadOnlyList<Estimate> ByPhenomenon(LayerEffect effect, Selection neurons, LayerRange layers) =>
        effect is LayerEffect.Margin or LayerEffect.Accuracy
            ? SetBootstrap.Means(Values(effect, neurons, layers), Phenomena, Settings.Seed, Settings.Resamples)[..^1]
            : throw new NegPreactException(
                ErrorKind.NotMeasured, $"{effect} is measured on a text, which has no phenomena; ask for margins or "
                + "accuracies.");

    /// <summary>Whether the effects of the single layers add up to that of all.</summary>
    public LayerAdditivity Additivity(LayerEffect effect, Selection neurons) => LayerAdditivity.Of(
        [.. Groups.Select((_, g) => Values(effect, neurons, LayerRange.Alone(g)))], Values(effect, neurons, AllLayers),
        Items(effect), Settings.Seed, Settings.Resamples);

    /// <summary>
    /// Mean effect of the layers of the first half, each alone, less that of the second half; a layer in the middle
    /// belongs to neither.
    /// </summary>
    public Estimate EarlyLessLate(LayerEffect effect, Selection neurons)
    {
        var half = Groups.Count / 2;
        double[][] Half(int from) =>
        [
            .. Enumerable.Range(from, half).Select(g => Values(effect, neurons, LayerRange.Alone(g)))
                .Aggregate((sum, next) => [.. sum.Zip(next, (a, b) => a.Zip(b, (x, y) => x + y).ToArray())])
                .Select(set => set.Select(v => v / half).ToArray()),
        ];
        return Mean(effect, Minus(Half(0), Half(Groups.Count - half)));
    }

    /// <summary>
    /// Cosine of the residual stream at a depth with the untouched model's, mean over windows and sets.
    /// </summary>
    /// <param name="neurons">Which neurons.</param>
    /// <param name="layers">In which layers.</param>
    /// <param name="depth">0: before the first layer; n: after n layers.</param>
    public Estimate Cosine(Selection neurons, LayerRange layers, int depth) =>
        Mean(LayerEffect.Loss, Cosines(neurons, layers, depth));

    /// <summary>
    /// The cosine under random sets less that under the target: above 0 the target turns the stream further.
    /// </summary>
    /// <param name="layers">In which layers.</param>
    /// <param name="depth">As for <see cref="Cosine"/>.</param>
    public Estimate TurnedFurther(LayerRange layers, int depth)
    {
        var target = Cosines(Selection.Target, layers, depth)[0];
        var random = Cosines(Control.RandomSets, layers, depth);
        return Mean(LayerEffect.Loss, Minus(random, [.. random.Select(_ => target)]));
    }

    private Estimate Mean(LayerEffect effect, double[][] values) =>
        SetBootstrap.Mean(values, Items(effect), Settings.Seed, Settings.Resamples);

    private IReadOnlyList<ItemGroup> Items(LayerEffect effect) => effect is LayerEffect.Margin or LayerEffect.Accuracy
        ? Phenomena
        : ItemGroup.Windows(Untouched.WindowLosses.Count);

    private double[][] Cosines(Selection neurons, LayerRange layers, int depth) =>
        [.. Sets[neurons].Select(set => set.Measured[layers].Cosines[depth].ToArray())];

    private double[][] Values(LayerEffect effect, Selection neurons, LayerRange layers) =>
        [.. Sets[neurons].Select(set => set.Measured[layers]).Select(m => effect switch
        {
            LayerEffect.Loss => m.WindowLosses.Less(Untouched.WindowLosses),
            LayerEffect.Divergence => m.Divergences.ToArray(),
            LayerEffect.Margin => Untouched.Margins.Less(m.Margins),
            LayerEffect.Accuracy => m.Margins.Zip(Untouched.Margins, (a, b) => Right(b) - Right(a)).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
        })];

    private double Right(double margin) => Settings.Convention.IsRight(margin, 0) ? 1 : 0;

    private static double[][] Minus(double[][] first, double[][] second) =>
        [.. first.Zip(second, (a, b) => a.Less(b))];
}

/// <summary>Do the effects of single layers add up to that of all layers at once?</summary>
/// <param name="Sum">The effects of the single layers, each ablated alone, added up.</param>
/// <param name="Joint">The effect of all of them ablated at once.</param>
/// <param name="Excess">
/// Joint - sum, item by item: above 0 the damage is more than additive, below 0 less. An interval that holds 0 does not
/// show that the effects add up, only how far from it they can be.
/// </param>
public sealed record LayerAdditivity(Estimate Sum, Estimate Joint, Estimate Excess)
{
    /// <summary>Compares them; the same items and sets are drawn for all three.</summary>
    /// <param name="single">For each layer the effect on each item, one row per set of neurons.</param>
    /// <param name="joint">The effect of all layers on the same items and sets.</param>
    /// <param name="items">The items.</param>
    /// <param name="seed">Seed of the resamples.</param>
    /// <param name="resamples">Number of resamples.</param>
    internal static LayerAdditivity Of(
        IReadOnlyList<double[][]> single, double[][] joint, IReadOnlyList<ItemGroup> items, int seed, int resamples)
    {
        double[][] sum = [
            .. joint.Select((values, set) => values.Select((_, i) => single.Sum(layer => layer[set][i])).ToArray())];
        double[][] excess = [.. joint.Zip(sum, (j, s) => j.Less(s))];
        return new LayerAdditivity(Mean(sum), Mean(joint), Mean(excess));

        Estimate Mean(double[][] values) => SetBootstrap.Mean(values, items, seed, resamples);
    }
}
