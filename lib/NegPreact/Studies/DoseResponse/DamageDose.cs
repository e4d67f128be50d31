namespace NegPreact;

/// <summary>
/// How many neurons does it take? The share of each layer at which an ablation has raised perplexity by a given factor,
/// with the neurons taken in the order of their Wasserstein distance, in random orders, and in the reverse order.
/// </summary>
public static class DamageDose
{
    /// <summary>Measures a curve for each order, then halves the step in which it reaches each damage.</summary>
    /// <param name="cache">The model, with what was measured of it before.</param>
    /// <param name="corpus">The text; another one than the scores are from.</param>
    /// <param name="scores">What the neurons are ordered by.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, a factor is not above 1, or the scores belong to another model.
    /// </exception>
    public static DamageDoseResult Run(
        MeasuringCache cache, Corpus corpus, NeuronScores scores, DamageDoseSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(scores);
        settings ??= new DamageDoseSettings();
        foreach (var factor in settings.Factors.Where(f => !(f > 1)))
            throw new NegPreactException(
                ErrorKind.Settings, $"Damage that multiplies perplexity by {factor} is none; give factors above 1.");
        var model = cache.Model;
        corpus = corpus.Part(model.Tokenizer, settings.MostWindows, settings.WindowLength);
        var windows = corpus.Windows(model.Tokenizer, settings.WindowLength);
        using var layers = cache.ShareLayers(scores);
        using var progress = Progress.Start("Seeking doses of equal damage", settings.MostPasses);
        var done = 0;
        var untouched = Losses(Intervention.None);
        var everything = Rise(NeuronSet.All(model.IntermediateSizes));
        DamageCurve[] curves =
        [
            Curve(DamageOrder.HighestFirst, percent => NeuronSet.Top(scores, percent)),
            .. settings.Seeds.Select(seed => Curve(
                DamageOrder.Random, percent => NeuronSet.Random(NeuronSet.Top(scores, percent), seed))),
            Curve(DamageOrder.LowestFirst, percent => NeuronSet.Bottom(scores, percent)),
        ];
        progress.Report(settings.MostPasses);
        return new DamageDoseResult(
            settings, ResultSources.Of(model, corpus), model.IntermediateSizes.Sum(), everything, curves);

        DamageCurve Curve(DamageOrder order, Func<double, NeuronSet> first)
        {
            DamagePoint At(double percent) => new(percent, Rise(first(percent)));
            List<DamagePoint> measured =
                [.. settings.Percents.Where(p => p < 100).Order().Select(At), new(100, everything)];
            DamagePoint[] shown = [.. measured];
            return new DamageCurve(order, shown, [.. settings.Factors.Select(
                f => DoseAt(measured, Math.Log(f), settings.Halvings, At))]);
        }

        SampleStatistic Rise(NeuronSet neurons) => SampleStatistic.Mean(
            Losses(new(neurons, settings.Ablation)).Less(untouched));

        IReadOnlyList<double> Losses(Intervention intervention)
        {
            var losses = cache.Perplexity(windows, intervention).WindowLosses;
            progress.Report(Math.Min(++done, settings.MostPasses - 1));
            return losses;
        }
    }

    /// <summary>
    /// The smallest dose at which the loss has risen so far: the step between two measured doses that first reaches it
    /// is halved, then interpolated. A curve need not rise steadily, so the first step counts.
    /// </summary>
    /// <param name="measured">By percent; what is measured on the way is added.</param>
    /// <param name="rise">The rise that is sought, nats per token, above 0.</param>
    /// <param name="halvings">How often the step is halved.</param>
    /// <param name="measure">Measures a dose.</param>
    /// <returns>Percent of each layer; null where no measured dose reaches it.</returns>
    internal static double? DoseAt(
        List<DamagePoint> measured, double rise, int halvings, Func<double, DamagePoint> measure)
    {
        for (; ; halvings--)
        {
            var at = measured.FindIndex(p => p.Rise.Value >= rise);
            if (at < 0)
                return null;
            var high = measured[at];
            var (percent, risen) = at > 0 ? (measured[at - 1].Percent, measured[at - 1].Rise.Value) : (0, 0);
            if (halvings <= 0)
                return percent + ((high.Percent - percent) * (rise - risen) / (high.Rise.Value - risen));
            measured.Insert(at, measure((percent + high.Percent) / 2));
        }
    }
}

/// <summary>What is sought, and how.</summary>
public sealed record DamageDoseSettings
{
    /// <summary>By how much perplexity is to be multiplied.</summary>
    public IReadOnlyList<double> Factors { get; init; } = [1.1, 1.5, 2];

    /// <summary>The doses of every curve, percent of each layer; 100 is always one.</summary>
    public IReadOnlyList<double> Percents { get; init; } = [1, 2, 5, 10, 20, 50];

    /// <summary>Seeds of the random orders.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    /// <summary>How often the step between two doses that reaches a damage is halved.</summary>
    public int Halvings { get; init; } = 2;

    /// <summary>What is done to the neurons.</summary>
    public Ablation Ablation { get; init; } = Ablation.ZeroNegative;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>
    /// About how many windows of the text: whole documents, spread evenly over it. Few, since ranks take many sets.
    /// </summary>
    public int MostWindows { get; init; } = 24;

    /// <summary>The most passes over the text.</summary>
    internal int MostPasses => 2 + ((2 + Seeds.Count) * (Percents.Count + (Factors.Count * Halvings)));
}

/// <summary>In which order neurons of each layer are ablated.</summary>
public enum DamageOrder
{
    /// <summary>The highest Wasserstein distance first.</summary>
    HighestFirst,

    /// <summary>At random.</summary>
    Random,

    /// <summary>The lowest Wasserstein distance first.</summary>
    LowestFirst,
}

/// <summary>How the damage grows in one order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Points">The damage at each of the settings' doses, and at 100 %.</param>
/// <param name="Doses">
/// For each of the settings' factors the percentage of each layer that it takes; null where it is not reached.
/// </param>
public sealed record DamageCurve(
    DamageOrder Order, IReadOnlyList<DamagePoint> Points, IReadOnlyList<double?> Doses);

/// <summary>The damage at a dose.</summary>
/// <param name="Percent">Percent of each layer.</param>
/// <param name="Rise">How much the loss rises, nats per token; the units are the text's windows.</param>
public sealed record DamagePoint(double Percent, SampleStatistic Rise);

/// <summary>How many neurons each damage takes (notebook 03).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Source">On which model and text.</param>
/// <param name="Neurons">How many neurons the model has.</param>
/// <param name="Everything">The rise with all of them ablated, nats per token.</param>
/// <param name="Curves">One for each order: the highest first, random ones, the lowest first.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record DamageDoseResult(
    DamageDoseSettings Settings, ResultSource Source, int Neurons, SampleStatistic Everything,
    IReadOnlyList<DamageCurve> Curves)
{
    /// <summary>The curve of an order; of random ones the first.</summary>
    internal DamageCurve Of(DamageOrder order) => Curves.First(c => c.Order == order);

    /// <summary>The random orders' curves.</summary>
    internal IReadOnlyList<DamageCurve> Random => [.. Curves.Where(c => c.Order == DamageOrder.Random)];
}
