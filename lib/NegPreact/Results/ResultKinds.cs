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

    /// <summary>
    /// How the Wasserstein distance follows mapping difficulty within layers, and with shuffled input distances.
    /// </summary>
    public static readonly ResultKind DifficultyCorrelations = new("difficulty correlations", 1);

    /// <summary>The pre-activations of a few neurons on every token of a text.</summary>
    public static readonly ResultKind PreActivations = new("pre-activations", 1);

    /// <summary>
    /// Which tokens are told apart by which neurons: a whole experiment, tagging and bootstraps included.
    /// </summary>
    public static readonly ResultKind Differentiation = new("differentiations", 1);

    /// <summary>Window losses, divergences, cosines and pair margins with some layers ablated.</summary>
    public static readonly ResultKind Layers = new("layer measurements", 1);

    /// <summary>The separation below zero by layer: tagging and bootstrap included.</summary>
    public static readonly ResultKind Separations = new("separations", 1);

    /// <summary>The bootstraps of how much worse one condition is than another.</summary>
    public static readonly ResultKind Losses = new("losses", 1);

    /// <summary>The bootstraps of a double dissociation.</summary>
    public static readonly ResultKind Dissociations = new("dissociations", 1);

    /// <summary>One unit of a sweep; its key holds the versions of the methods above as well.</summary>
    public static readonly ResultKind SweepUnit = new("sweep units", 2);
}
