namespace NegPreact;

/// <summary>How pairs of tokens are drawn, and when two inputs are close and two outputs far.</summary>
public sealed record DifferentiationSettings
{
    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>Seeds of the random sets of neurons, each with as many in each layer.</summary>
    public IReadOnlyList<int> RandomSeeds { get; init; } = SetContrast.Seeds;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>The most windows of the text that are used, from its beginning.</summary>
    public int Windows { get; init; } = 200;

    /// <summary>
    /// Token pairs: all tokens are divided into random pairs, repeatedly with different seeds until there are this
    /// many. Within one round no token occurs twice. A short text gives fewer: at most 20 rounds.
    /// </summary>
    public int Pairs { get; init; } = 60_000;

    /// <summary>
    /// The most Wasserstein neurons looked at in the whole model, those of the highest distance of each layer.
    /// </summary>
    public int MostNeurons { get; init; } = 100;

    /// <summary>
    /// Two inputs are close if their distance is among this percentage of the smallest in their layer.
    /// </summary>
    public double ClosePercent { get; init; } = 5;

    /// <summary>
    /// Two outputs are far if their distance is among this percentage of the largest of the neuron's close pairs.
    /// </summary>
    public double FarPercent { get; init; } = 10;

    /// <summary>
    /// Whether pairs of the same vocabulary token count. They are naturally close and say nothing about parts of
    /// speech.
    /// </summary>
    public bool SameTokens { get; init; }

    /// <summary>
    /// The parts of speech that count as syntactic: the closed classes (without numbers), and punctuation.
    /// </summary>
    public IReadOnlyList<Upos> Syntactic { get; init; } =
        [Upos.ADP, Upos.AUX, Upos.CCONJ, Upos.DET, Upos.PART, Upos.PRON, Upos.PUNCT, Upos.SCONJ];

    /// <summary>Parts of speech are compared if at least this many far pairs and this many others have them.</summary>
    public int MinimumPairs { get; init; } = 20;

    /// <summary>
    /// Up to how many bytes of inputs are held at once; where the layers need more, they are looked at in several
    /// passes.
    /// </summary>
    public long InputBytes { get; init; } = 1L << 29;

    /// <summary>Resamples of the bootstrap.</summary>
    public int Resamples { get; init; } = 1_000;

    /// <summary>Seed of the pairs and of the bootstrap.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether this is a quick run, which the claims then state.</summary>
    public bool Quick { get; private init; }

    /// <summary>The same with ten random sets, whose ranks decide nothing: the test is Student's t.</summary>
    public DifferentiationSettings Quicker() => this with { Quick = true, RandomSeeds = [.. RandomSeeds.Take(10)] };
}
