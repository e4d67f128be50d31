using NegPreact.Results;

namespace NegPreact;

/// <summary>What a sweep over layers found (notebook 06). Layers are groups of layers where a model has many.</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Groups">The groups of layers.</param>
/// <param name="Mastered">Which paradigms the untouched model masters.</param>
/// <param name="Pairs">What the pairs of mastered paradigms are called.</param>
/// <param name="PairsSha256">SHA-256 of the pairs.</param>
/// <param name="Phenomena">The pairs by phenomenon and paradigm.</param>
/// <param name="Untouched">The model as it is, compared with itself.</param>
/// <param name="Sets">The target, the random sets and the control.</param>
/// <param name="Constructions">The pairs by construction, the target ablated.</param>
/// <param name="LayerPasses">
/// How many layer passes needed not be run; none at all where all was read from a store.
/// </param>
/// <param name="HeldBytes">How many bytes of residual streams were kept for that.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record LayerSweepResult(
    LayerSweepSettings Settings, ResultSource Source, IReadOnlyList<LayerGroup> Groups,
    IReadOnlyDictionary<Ability, MasteredPairs> Mastered, string Pairs, string PairsSha256,
    IReadOnlyList<ItemGroup> Phenomena,
    LayerMeasurement Untouched, IReadOnlyDictionary<Selection, IReadOnlyList<LayerSweepSet>> Sets,
    LayerConstructions Constructions, LayerUse LayerPasses, long HeldBytes)
{
    /// <summary>All groups.</summary>
    public LayerRange AllLayers => new(0, Groups.Count - 1);

    /// <summary>Whether each group is a single layer.</summary>
    internal bool IsByLayer => Groups.All(g => g.First == g.Last);

    /// <summary>How many depths the residual stream was compared at: before the first layer, and after each.</summary>
    public int Depths => Untouched.Cosines.Count;

    /// <summary>
    /// Whether the ablation changes nothing at all, as in a model whose activation function is 0 below 0.
    /// </summary>
    public bool ChangesNothing => Sets[Selection.Target][0].Measured[AllLayers] is var all
        && all.Divergences.All(d => d == 0) && all.Margins.SequenceEqual(Untouched.Margins);

    /// <summary>
    /// What ablating these layers does, mean over the items and, where there are several, sets; 95 % interval by
    /// Student's t over the items, and over the sets.
    /// </summary>
    public Estimate Effect(LayerEffect effect, Selection neurons, LayerRange layers) =>
        SetMean.Of(Statistics(effect, neurons, layers));

    /// <summary>The same without its interval.</summary>
    public double MeanEffect(LayerEffect effect, Selection neurons, LayerRange layers) =>
        Statistics(effect, neurons, layers).Average(set => set.Value);

    /// <summary>What ablating the target in these layers does beyond the random sets.</summary>
    public SetContrast BeyondRandom(LayerEffect effect, LayerRange layers) =>
        AgainstRandom(effect, layers).Contrast;

    /// <summary>The mean effect on the pairs of each phenomenon, in their order.</summary>
    /// <param name="effect">One that is measured on pairs.</param>
    /// <param name="neurons">Which neurons.</param>
    /// <param name="layers">In which layers.</param>
    /// <exception cref="NegPreactException">The effect is measured on a text.</exception>
    public IReadOnlyList<double> ByPhenomenon(LayerEffect effect, Selection neurons, LayerRange layers)
    {
        if (!IsOnPairs(effect))
            throw new NegPreactException(
                ErrorKind.NotMeasured, $"{effect} is measured on a text, which has no phenomena; ask for margins or "
                + "accuracies.");
        var sets = Values(effect, neurons, layers).ToArray();
        return [.. Phenomena.Select(p => sets.Average(set => p.Items.Average(i => set[i])))];
    }

    /// <summary>Whether the effects of the single layers add up to that of all.</summary>
    public LayerAdditivity Additivity(LayerEffect effect, Selection neurons) => LayerAdditivity.Of(
        [.. Groups.Select((_, g) => Statistics(effect, neurons, LayerRange.Alone(g)))],
        Statistics(effect, neurons, AllLayers));

    /// <summary>
    /// Mean effect of the layers of one half, each alone; a layer in the middle belongs to neither.
    /// </summary>
    /// <param name="effect">Which effect.</param>
    /// <param name="late">The second half instead of the first.</param>
    public SampleStatistic OfHalf(LayerEffect effect, bool late)
    {
        var half = Groups.Count / 2;
        return SampleStatistic.MeanOf([.. Enumerable.Range(late ? Groups.Count - half : 0, half)
            .Select(g => OfTarget(effect, LayerRange.Alone(g)))]);
    }

    /// <summary>
    /// Cosine of the residual stream at a depth with the untouched model's, mean over windows and sets.
    /// </summary>
    /// <param name="neurons">Which neurons.</param>
    /// <param name="layers">In which layers.</param>
    /// <param name="depth">0: before the first layer; n: after n layers.</param>
    public Estimate Cosine(Selection neurons, LayerRange layers, int depth) =>
        SetMean.Of([.. Cosines(neurons, layers, depth).Select(set => SampleStatistic.Mean(set))]);

    /// <summary>How much further the target turns the stream than the random sets do, as 1 - cosine.</summary>
    /// <param name="layers">In which layers.</param>
    /// <param name="depth">As for <see cref="Cosine"/>.</param>
    public SetContrast TurnedFurther(LayerRange layers, int depth)
    {
        return SetContrast.Of(
            Turned(Selection.Target).Single(), [.. Turned(Control.RandomSets)]);

        IEnumerable<SampleStatistic> Turned(Selection neurons) => Cosines(neurons, layers, depth)
            .Select(set => SampleStatistic.Mean([.. set.Select(cosine => 1 - cosine)]));
    }

    /// <summary>What ablating the target in these layers does, with what each item adds to its error.</summary>
    internal SampleStatistic OfTarget(LayerEffect effect, LayerRange layers) =>
        Statistics(effect, Selection.Target, layers).Single();

    /// <summary>The same of each set of neurons.</summary>
    internal AgainstSets AgainstRandom(LayerEffect effect, LayerRange layers) =>
        new(OfTarget(effect, layers), Statistics(effect, Control.RandomSets, layers));

    internal IReadOnlyList<SampleStatistic> Statistics(LayerEffect effect, Selection neurons, LayerRange layers)
    {
        var paradigms = IsOnPairs(effect) ? Phenomena.SelectMany(p => p.Templates) : null;
        return [.. Values(effect, neurons, layers).Select(set => SampleStatistic.Mean(set, paradigms))];
    }

    private IEnumerable<IReadOnlyList<double>> Cosines(Selection neurons, LayerRange layers, int depth) =>
        In(neurons, layers).Select(m => m.Cosines[depth]);

    // Only some of the random sets are ablated in several layers and scored on pairs.
    private IEnumerable<LayerMeasurement> In(Selection neurons, LayerRange layers) =>
        (Sets.GetValueOrDefault(neurons) ?? throw new NegPreactException(
            ErrorKind.NotMeasured, "The sweep ran on the target alone; give seeds of random sets to compare with."))
            .Where(set => set.Measured.ContainsKey(layers)).Select(set => set.Measured[layers]);

    private IEnumerable<double[]> Values(LayerEffect effect, Selection neurons, LayerRange layers) =>
        In(neurons, layers).Where(m => !IsOnPairs(effect) || m.Margins.Count > 0).Select(m => effect switch
        {
            LayerEffect.Loss => m.WindowLosses.Less(Untouched.WindowLosses),
            LayerEffect.Divergence => m.Divergences.ToArray(),
            LayerEffect.Margin => Untouched.Margins.Less(m.Margins),
            LayerEffect.Accuracy => m.Margins.Zip(Untouched.Margins, (a, b) => Right(b) - Right(a)).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, null),
        });

    internal static bool IsOnPairs(LayerEffect effect) => effect is LayerEffect.Margin or LayerEffect.Accuracy;

    private double Right(double margin) => Settings.Convention.IsRight(margin, 0) ? 100 : 0;
}

/// <summary>The pairs by construction with the target ablated in some layers.</summary>
/// <param name="Untouched">How the untouched model does on them.</param>
/// <param name="Target">The same for each choice of layers.</param>
public sealed record LayerConstructions(ItemScores Untouched, IReadOnlyDictionary<LayerRange, ItemScores> Target)
{
    /// <summary>How much of the mean margin of each construction is lost, in the pairs' unit.</summary>
    public IReadOnlyList<double> LostMargins(LayerRange layers)
    {
        var lost = Untouched.Margins.Less(Target[layers].Margins);
        return [.. Untouched.Groups.Select(group => group.Items.Average(i => lost[i]))];
    }
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
    /// <summary>Compares them.</summary>
    /// <param name="single">For each layer the effect of each set of neurons, all on the same items.</param>
    /// <param name="joint">The effect of all layers on the same items and sets.</param>
    internal static LayerAdditivity Of(
        IReadOnlyList<IReadOnlyList<SampleStatistic>> single, IReadOnlyList<SampleStatistic> joint)
    {
        SampleStatistic[] sum = [.. joint.Select((_, set) =>
            SampleStatistic.MeanOf([.. single.Select(layer => layer[set])]).Times(single.Count))];
        return new LayerAdditivity(
            SetMean.Of(sum), SetMean.Of(joint), SetMean.Of([.. joint.Zip(sum, (j, s) => j.Less(s))]));
    }
}
