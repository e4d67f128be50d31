using NegPreact.Results;

namespace NegPreact;

/// <summary>
/// Measures a model, as it is or with some neurons ablated, and reads from a store what was measured before.
/// </summary>
/// <remarks>
/// Keys are made of values and not of names: the hashes of weights and config.json, of the token ids that are run, of
/// the ablated neurons' indices. One experiment therefore finds what another has measured. While hooks are in place
/// that others have put there, nothing is read from the store or kept, since the numbers depend on what the hooks do.
/// </remarks>
public sealed class MeasuringCache
{
    private readonly ResultStore? store;
    private readonly Lazy<object> identity;

    /// <summary>The cache of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="store">Where results are kept; nowhere if null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    public MeasuringCache(LanguageModel model, ResultStore? store = null, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, this.store, Stop) = (model, store, cancellation ?? Progress.Cancellation);
        identity = new(Identity);
    }

    /// <summary>A model by itself: whatever is measured is measured anew, and kept nowhere.</summary>
    /// <param name="model">The model.</param>
    public static implicit operator MeasuringCache(LanguageModel model) => Of(model);

    /// <inheritdoc cref="op_Implicit(LanguageModel)"/>
    public static MeasuringCache Of(LanguageModel model) => new(model);

    /// <summary>The model.</summary>
    public LanguageModel Model { get; }

    /// <summary>Stops whatever it measures.</summary>
    internal CancellationToken Stop { get; }

    /// <summary>The scores of every neuron on a text; see <see cref="NegPreact.NeuronScores.Measure"/>.</summary>
    /// <param name="corpus">The text, cut in windows as for perplexity.</param>
    /// <param name="settings">How; the defaults if null.</param>
    /// <exception cref="NegPreactException">
    /// The text is shorter than two windows, or an activation is not finite.
    /// </exception>
    public NeuronScores NeuronScores(Corpus corpus, NeuronScoreSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        settings ??= new NeuronScoreSettings();
        return NeuronScores(corpus.Windows(Model.Tokenizer, settings.WindowLength), settings);
    }

    /// <summary>Perplexity on windows of equal length; see <see cref="NegPreact.Perplexity.OfWindows"/>.</summary>
    /// <param name="windows">Token ids.</param>
    /// <param name="intervention">What is done to the model meanwhile; nothing where null.</param>
    /// <exception cref="NegPreactException">No windows, unequal ones, or neurons of another model.</exception>
    public Perplexity Perplexity(IReadOnlyList<IReadOnlyList<int>> windows, Intervention? intervention = null)
    {
        ArgumentNullException.ThrowIfNull(windows);
        var losses = Get(
            ResultKinds.WindowLosses, Windows(windows), intervention,
            () => NegPreact.Perplexity.OfWindows(Model, windows, Stop).WindowLosses);
        return new Perplexity(losses, windows[0].Count);
    }

    /// <summary>
    /// Log-probabilities of a text's tokens in nats; see <see cref="NegPreact.TokenLogProbabilities.Of"/>.
    /// </summary>
    /// <param name="windows">Token ids.</param>
    /// <param name="intervention">What is done to the model meanwhile; nothing where null.</param>
    /// <returns>For each window one value fewer than it has tokens.</returns>
    /// <exception cref="NegPreactException">An empty window, or neurons of another model.</exception>
    public IReadOnlyList<double[]> TokenLogProbabilities(
        IReadOnlyList<IReadOnlyList<int>> windows, Intervention? intervention = null)
    {
        ArgumentNullException.ThrowIfNull(windows);
        // Each value was computed in float32 and is kept so: half the digits, the same number.
        return Get<float[][]>(
            ResultKinds.TokenLogProbabilities, Windows(windows), intervention,
            () => [.. NegPreact.TokenLogProbabilities.Of(Model, windows, cancellation: Stop).Select(
            w => Array.ConvertAll(w, v => (float)v))])
            .Select(w => Array.ConvertAll(w, v => (double)v)).ToArray();
    }

    /// <summary>The scores of a suite's sentences; see <see cref="PairScores.Measure"/>.</summary>
    /// <param name="suite">The pairs.</param>
    /// <param name="convention">How they are scored.</param>
    /// <param name="intervention">What is done to the model meanwhile; nothing where null.</param>
    /// <exception cref="NegPreactException">
    /// A sentence cannot be scored, or the neurons are another model's.
    /// </exception>
    public PairScores Pairs(PairSuite suite, ScoringConvention convention, Intervention? intervention = null)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(convention);
        return Pairs(suite, convention, PairScores.Encode(Model, suite, convention), intervention);
    }

    /// <summary>How the questions of a task are answered; see <see cref="TaskScore.Of"/>.</summary>
    /// <param name="tasks">The questions.</param>
    /// <param name="settings">How they are scored; the defaults where null.</param>
    /// <param name="intervention">What is done to the model meanwhile; nothing where null.</param>
    /// <exception cref="NegPreactException">
    /// A question cannot be scored, or the neurons are another model's.
    /// </exception>
    public TaskScore Tasks(TaskSet tasks, TaskSettings? settings = null, Intervention? intervention = null)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        settings ??= new TaskSettings();
        var requests = TaskScore.Encode(Model, tasks, settings);
        var scores = Get(
            ResultKinds.Tasks,
            new { Requests = Fingerprint.Of(requests.SelectMany(r => new[] { r.Input, r.Targets })), requests.Length },
            intervention,
            () => TaskScore.Score(Model, tasks, requests, Stop));
        return TaskScore.From(Model, tasks, settings, requests, scores);
    }

    /// <summary>Anything else that is measured on the model.</summary>
    /// <typeparam name="T">As for <see cref="ResultStore.Get"/>.</typeparam>
    /// <param name="kind">What is measured, by which version of its method.</param>
    /// <param name="subject">
    /// All that the result depends on besides model and ablation: hashes of data, settings.
    /// </param>
    /// <param name="intervention">What is done to the model meanwhile; nothing where null.</param>
    /// <param name="measure">Measures it, with the intervention in force.</param>
    /// <exception cref="NegPreactException">
    /// The neurons are another model's, or the result cannot be written.
    /// </exception>
    public T Get<T>(ResultKind kind, object subject, Intervention? intervention, Func<T> measure)
    {
        intervention ??= Intervention.None;
        ArgumentNullException.ThrowIfNull(measure);
        // Hooks of others change the numbers in ways that no key knows; those of an ablation in force do, too.
        return store is null || Model.Network.Mlps.Any(site => site.HookCount > 0)
            ? Measured()
            : store.Get(kind, new { Model = identity.Value, Ablation = KeyOf(intervention), subject }, Measured);

        T Measured()
        {
            using var scope = Model.Apply(intervention);
            return measure();
        }
    }

    /// <summary>
    /// Until the result is disposed, layers below an intervention are run once for all that is measured on the same
    /// texts.
    /// </summary>
    /// <param name="depths">
    /// The first layers of the interventions to come (<see cref="NeuronSet.FirstLayer"/>); those of sets that begin at
    /// layer 0 have nothing to share. Null where they are not known.
    /// </param>
    /// <param name="bytes">How many bytes may be kept for it.</param>
    internal LayerSharing ShareLayers(IEnumerable<int>? depths, long bytes = LayerSharing.UsualBytes) =>
        new(Model, store, bytes, depths);

    /// <summary>
    /// The same for targets that are chosen by scores, and for their controls: layers without scored neurons below them
    /// stay untouched.
    /// </summary>
    internal LayerSharing ShareLayers(NeuronScores scores) => ShareLayers([NeuronSet.Top(scores, 100).FirstLayer]);

    /// <summary>The cache of another model, in the same store.</summary>
    internal MeasuringCache With(LanguageModel other) => new(other, store, Stop);

    /// <summary>Something long that is computed from results alone, whatever the model.</summary>
    internal T Keep<T>(ResultKind kind, object specification, Func<T> compute) => store is null ? compute()
        : store.Get(kind, specification, compute);

    /// <summary>
    /// The same for sentences that were encoded before, in the order of <see cref="PairScores.Encode"/>.
    /// </summary>
    internal PairScores Pairs(
        PairSuite suite, ScoringConvention convention, int[][] sentences, Intervention? intervention)
    {
        var scores = Get(
            ResultKinds.Pairs, new { Sentences = Fingerprint.Of(sentences), sentences.Length, convention.Score },
            intervention,
            () => PairScores.Score(Model, suite, convention, sentences, Stop));
        return PairScores.From(suite, convention, scores);
    }

    /// <summary>The same on windows of equal length that were cut before.</summary>
    internal NeuronScores NeuronScores(
        IReadOnlyList<IReadOnlyList<int>> windows, NeuronScoreSettings settings) => new(Get(
        ResultKinds.NeuronScores,
        new { Windows = Fingerprint.Of(windows), settings.Pairs, settings.Seed, settings.ExactBytes }, null,
        () => ActivationPass.Measure(Model, windows, settings, Stop).Columns));

    private static object Windows(IReadOnlyList<IReadOnlyList<int>> windows) =>
        new { Windows = Fingerprint.Of(windows), windows.Count, Length = windows.Count == 0 ? 0 : windows[0].Count };

    private static object? KeyOf(Intervention intervention) => intervention.IsNone
        ? null
        : new
        {
            Kind = intervention.Ablation.Id, Neurons = NeuronFingerprint.Of(intervention.Neurons),
            intervention.Neurons.Count,
        };

    // The same weights give other numbers with other settings in config.json, in bfloat16 and, in the last digits, on
    // another device.
    private object Identity()
    {
        var device = Model.Arithmetic ?? "cpu";
        return new { Weights = Model.WeightsSha256, Config = Model.ConfigSha256, device };
    }
}
