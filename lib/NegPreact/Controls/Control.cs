namespace NegPreact;

/// <summary>
/// Other neurons under the same ablation, which have something in common with the target: what they share is ruled out
/// as the cause of the target's effect.
/// </summary>
/// <remarks>
/// The random, lowest-distance and perplexity-matched controls are the paper's; the others are what its reviewers asked
/// for. A further one is a file of its own and a line in <see cref="All"/>.
/// </remarks>
/// <example>
/// <code>
/// var target = new Intervention(NeuronSet.Top(scores, percent: 1), Ablation.ZeroNegative);
/// var source = new ControlSource(new MeasuringCache(model), Corpus.BuiltIn, scores, target);
/// using (model.Apply(Control.PerplexityMatched.Draw(source).Intervention))
///     Console.WriteLine(Perplexity.Of(model, Corpus.BuiltIn));
/// </code>
/// </example>
public abstract record Control : Comparison
{
    private protected Control(string id, string name, string neurons, string rulesOut, string are)
        : base(id, name, neurons, rulesOut, $" more than the same change does in neurons that are {are}") => Are = are;

    /// <inheritdoc cref="NegPreact.RandomSets"/>
    public static Control RandomSets { get; } = new RandomSets();

    /// <inheritdoc cref="NegPreact.RandomElsewhere"/>
    public static Control RandomElsewhere { get; } = new RandomElsewhere();

    /// <inheritdoc cref="NegPreact.LowestDistance"/>
    public static Control LowestDistance { get; } = new LowestDistance();

    /// <inheritdoc cref="NegPreact.PerplexityMatched"/>
    public static Control PerplexityMatched { get; } = new PerplexityMatched();

    /// <inheritdoc cref="NegPreact.PerplexityMatchedRandom"/>
    public static Control PerplexityMatchedRandom { get; } = new PerplexityMatchedRandom();

    /// <inheritdoc cref="NegPreact.FrequencyMatched"/>
    public static Control FrequencyMatched { get; } = new FrequencyMatched();

    /// <inheritdoc cref="NegPreact.VarianceMatched"/>
    public static Control VarianceMatched { get; } = new VarianceMatched();

    /// <inheritdoc cref="NegPreact.PerplexityMatchedByLayer"/>
    public static Control PerplexityMatchedByLayer { get; } = new PerplexityMatchedByLayer();

    /// <inheritdoc cref="NegPreact.OutputMatched"/>
    public static Control OutputMatched { get; } = new OutputMatched();

    /// <inheritdoc cref="NegPreact.TopKurtosis"/>
    public static Control TopKurtosis { get; } = new TopKurtosis();

    /// <inheritdoc cref="NegPreact.TopSkewness"/>
    public static Control TopSkewness { get; } = new TopSkewness();

    /// <inheritdoc cref="NegPreact.TopVariance"/>
    public static Control TopVariance { get; } = new TopVariance();

    /// <summary>Every control there is.</summary>
    public static new IReadOnlyList<Control> All { get; } =
    [
        RandomSets, RandomElsewhere, LowestDistance, PerplexityMatched, PerplexityMatchedRandom, FrequencyMatched,
        VarianceMatched, PerplexityMatchedByLayer, OutputMatched, TopKurtosis, TopSkewness, TopVariance,
    ];

    /// <summary>What its neurons are, after "neurons that are".</summary>
    internal string Are { get; }

    internal override string SetName => "control set";
}
