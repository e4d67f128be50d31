using System.Text.Json;
using NegPreact.Results;
using NegPreact.Tokens;

namespace NegPreact;

/// <summary>
/// The same measurements on models that were trained alike and differ in one thing, such as the seed or the activation
/// function (paper, section on other activation functions). One model is in memory at a time.
/// </summary>
public static class ModelVariants
{
    private const string BuiltIn = "data/models/tiny-llama";

    /// <summary>
    /// The built-in model, then every other folder beside it with a <c>config.json</c> and the same tokenizer, in the
    /// order of their names. Perplexities of models with other tokenizers could not be compared.
    /// </summary>
    /// <exception cref="NegPreactException">The program runs outside the repository.</exception>
    public static IReadOnlyList<string> Find() => Beside(Path.Combine(Repository.Root, BuiltIn));

    /// <summary>Measures each model on the same part of a text.</summary>
    /// <param name="models">Their folders.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="settings">The settings; the defaults if null.</param>
    /// <param name="store">Where results are kept; nowhere if null.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <param name="scored">
    /// Another text, on the whole of which neurons are scored and chosen, so that effects are not found where the
    /// neurons were; null where there are no doses, and the scores themselves are compared on the first text.
    /// </param>
    /// <exception cref="NegPreactException">
    /// No model is given, one cannot be loaded, the text is shorter than two windows, or doses are asked for without a
    /// text to score on.
    /// </exception>
    public static ModelVariantsResult Run(
        IReadOnlyList<string> models, Corpus corpus, ModelVariantsSettings? settings = null, ResultStore? store = null,
        CancellationToken? cancellation = null, Corpus? scored = null)
    {
        settings ??= new();
        if (scored is null && settings.Doses.Count > 0)
            throw new NegPreactException(
                ErrorKind.Settings,
                "Models were to be compared under ablations of neurons chosen on the same text; give another text on "
                    + "which they are scored (scored), such as the other half (Corpus.Halves).");
        var found = Each(
            models, corpus, (cache, part) => Measure(cache, part, scored ?? part, settings), settings.Windows,
            settings.WindowLength, store, cancellation);
        return new ModelVariantsResult(settings, [.. found.Select(t => t.Found)]);
    }

    /// <summary>Runs an experiment on each model, all on the same part of a text.</summary>
    /// <typeparam name="T">The experiment's result; it outlives the model.</typeparam>
    /// <param name="models">Their folders.</param>
    /// <param name="corpus">The text.</param>
    /// <param name="experiment">Is given a model, which is disposed of afterwards, and the part of the text.</param>
    /// <param name="windows">
    /// About how many windows of the text are used: whole documents, spread evenly over it.
    /// </param>
    /// <param name="windowLength">Tokens per window.</param>
    /// <param name="store">Where results are kept; nowhere if null.</param>
    /// <param name="cancellation">Checked before each model; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">
    /// No model is given, one cannot be loaded, or the text is shorter than a window.
    /// </exception>
    public static IReadOnlyList<VariantResult<T>> Each<T>(
        IReadOnlyList<string> models, Corpus corpus, Func<MeasuringCache, Corpus, T> experiment, int windows = 40,
        int windowLength = 256, ResultStore? store = null, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(experiment);
        if (models.Count == 0)
            throw new NegPreactException(
                ErrorKind.NothingToCompare,
                "No model was given to compare; give the folder of one or more, such as those ModelVariants.Find() "
                    + "lists.");
        var stop = cancellation ?? Progress.Cancellation;
        using var progress = Progress.Start("Comparing models", models.Count);
        var found = new List<VariantResult<T>>();
        foreach (var name in models)
        {
            stop.ThrowIfCancellationRequested();
            using var model = LanguageModel.Load(name);
            var part = corpus.Part(model.Tokenizer, windows, windowLength);
            found.Add(new VariantResult<T>(
                model.Name, Form(model.Config), part.Name, experiment(new MeasuringCache(model, store, stop), part)));
            progress.Report(found.Count, model.Name);
        }

        return found;
    }

    internal static IReadOnlyList<string> Beside(string folder)
    {
        var tokenizer = Tokenizer.Load(folder).Sha256;
        return [folder, .. Directory.GetDirectories(Path.GetDirectoryName(folder)!)
            .Where(d => Path.GetFileName(d) != Path.GetFileName(folder) && File.Exists(Path.Combine(d, "config.json"))
                && Tokenizer.IsIn(d) && Tokenizer.Load(d).Sha256 == tokenizer)
            .Order(StringComparer.Ordinal)];
    }

    private static ModelVariant Measure(
        MeasuringCache cache, Corpus part, Corpus scored, ModelVariantsSettings settings)
    {
        var model = cache.Model;
        var scores = cache.NeuronScores(scored, new NeuronScoreSettings { WindowLength = settings.WindowLength });
        var top = NeuronSet.Top(scores, settings.Percent);
        var isTop = scores.All.ToLookup(s => top[s.Layer].Contains(s.Neuron));
        var doses = settings.Doses.Count == 0 ? null : Doses(Ablation.ZeroNegative, settings.Seeds);
        if (doses is not null)
            doses = doses with
            {
                Doses =
                [
                    .. doses.Doses,
                    .. Doses(Ablation.ZeroPositive, [.. settings.Seeds.Take(settings.SetsOfPositives)]).Doses,
                ],
            };
        return new ModelVariant(
            ResultSources.Of(model, part), Form(model.Config),
            doses?.DensePerplexity ?? Perplexity.Of(model, part, settings.WindowLength, cache.Stop).Value, scores, top,
            Negative(isTop[true]), Negative(isTop[false]),
            Proportion.Wilson(isTop[true].Count(s => s.Skewness < 0), top.Count), doses);

        DoseResponseResult Doses(Ablation ablation, IReadOnlyList<int> seeds) => DoseResponse.Run(
            cache, part, scores, new DoseResponseSettings
            {
                Percents = settings.Doses, Seeds = seeds, WindowLength = settings.WindowLength, Ablations = [ablation],
            });

        static Estimate Negative(IEnumerable<NeuronScore> neurons) =>
            SampleStatistic.Mean([.. neurons.Select(s => s.NegativeFraction)]).Estimate();
    }

    // The file was read, strictly, when the model was loaded.
    private static string Form(JsonElement config)
    {
        string? Field(string name) =>
            config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString() : null;
        var activation = Field("hidden_act") ?? Field("activation_function") ?? Field("hidden_activation")
            ?? "the family's own activation";
        return $"{Field("model_type")}, {activation}";
    }
}
