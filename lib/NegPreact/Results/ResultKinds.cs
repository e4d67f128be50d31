namespace NegPreact.Results;

/// <summary>
/// Every kind of result that is kept, with the version of its method. A test holds numbers and versions together:
/// whoever changes the numbers of a kind raises its version here.
/// </summary>
internal static class ResultKinds
{
    /// <summary>Mean loss of each window of a text, nats per token.</summary>
    public static readonly ResultKind WindowLosses = new("window losses", 1);

    /// <summary>Log-probability of each token of a text but the windows' first, nats.</summary>
    public static readonly ResultKind TokenLogProbabilities = new("token log-probabilities", 1);

    /// <summary>The score of each sentence of a suite of minimal pairs.</summary>
    public static readonly ResultKind Pairs = new("pair scores", 1);

    /// <summary>The score of each answer to the questions of a task.</summary>
    public static readonly ResultKind Tasks = new("task scores", 1);

    /// <summary>Wasserstein distance, mapping difficulty and moments of every neuron.</summary>
    public static readonly ResultKind NeuronScores = new("neuron scores", 1);

    /// <summary>How much of each neuron's output zeroing its negatives takes away.</summary>
    public static readonly ResultKind RemovedOutputs = new("removed outputs", 1);

    /// <summary>
    /// How the Wasserstein distance follows mapping difficulty within layers, and with shuffled input distances.
    /// </summary>
    public static readonly ResultKind DifficultyCorrelations = new("difficulty correlations", 1);

    /// <summary>The mean pre-activation of every neuron, of all or of one side.</summary>
    public static readonly ResultKind MeanPreActivations = new("mean pre-activations", 1);

    /// <summary>The pre-activations of a few neurons on every token of a text.</summary>
    public static readonly ResultKind PreActivations = new("pre-activations", 1);

    /// <summary>
    /// Which tokens are told apart by which neurons: a whole experiment, tagging and bootstraps included.
    /// </summary>
    public static readonly ResultKind Differentiation = new("differentiations", 2) { HoldsText = true };

    /// <summary>Window losses, divergences, cosines and pair margins with some layers ablated.</summary>
    public static readonly ResultKind Layers = new("layer measurements", 1);

    /// <summary>The separation below zero by layer, tagging included.</summary>
    public static readonly ResultKind Separations = new("separations", 2);

    /// <summary>One unit of a sweep; its key holds the versions of the methods above as well.</summary>
    public static readonly ResultKind SweepUnit = new("sweep units", 2);
}
