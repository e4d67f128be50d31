namespace NegPreact;

/// <summary>Models that were trained alike, side by side (notebooks 01 and 03).</summary>
/// <param name="Settings">What was done.</param>
/// <param name="Models">The models, in the order given.</param>
[TypeFormatterSource(typeof(RichDisplayFormatterSource))]
public sealed record ModelVariantsResult(ModelVariantsSettings Settings, IReadOnlyList<ModelVariant> Models);

/// <summary>One of several models that are compared.</summary>
/// <param name="Source">The model, and the part of the text on which effects were measured.</param>
/// <param name="Form">
/// Its architecture and activation function, as its config.json names them ("gpt_neox, relu").
/// </param>
/// <param name="Perplexity">On that text.</param>
/// <param name="Scores">One row per neuron.</param>
/// <param name="Top">Its Wasserstein neurons.</param>
/// <param name="TopNegative">
/// Mean over these of the share of tokens with a negative pre-activation, 0 to 1; 95 %, Student's t over neurons.
/// </param>
/// <param name="RestNegative">The same over all other neurons.</param>
/// <param name="TopNegativeTail">
/// Share of the Wasserstein neurons whose long tail is on the negative side (skewness below 0); Wilson's interval.
/// </param>
/// <param name="Doses">What zeroing either side does; null where no dose was asked for.</param>
public sealed record ModelVariant(
    ResultSource Source, string Form, double Perplexity, NeuronScores Scores, NeuronSet Top, Estimate TopNegative,
    Estimate RestNegative, Estimate TopNegativeTail, DoseResponseResult? Doses);

/// <summary>What an experiment found on one of several models that were trained alike.</summary>
/// <typeparam name="T">The experiment's result.</typeparam>
/// <param name="Model">The model's name.</param>
/// <param name="Form">
/// Its architecture and activation function, as its config.json names them ("gpt_neox, relu").
/// </param>
/// <param name="Text">The name of the text, or part of one, that was used.</param>
/// <param name="Found">What was found.</param>
public sealed record VariantResult<T>(string Model, string Form, string Text, T Found);

/// <summary>How models that were trained alike are compared.</summary>
public sealed record ModelVariantsSettings
{
    /// <summary>Percentage of each layer that counts as its Wasserstein neurons (paper: 1).</summary>
    public double Percent { get; init; } = 1;

    /// <summary>The doses of the ablations: percentages of each layer. None: no ablation.</summary>
    public IReadOnlyList<double> Doses { get; init; } = [1, 5];

    /// <summary>Seeds of the random sets, one set per seed; see <see cref="DoseResponseSettings.Seeds"/>.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = SetContrast.Seeds;

    /// <summary>How many of the random sets have their positives zeroed, which no claim compares with them.</summary>
    public int SetsOfPositives { get; init; } = 10;

    /// <summary>Tokens per window.</summary>
    public int WindowLength { get; init; } = 256;

    /// <summary>About how many windows of the text are used: whole documents, spread evenly over it.</summary>
    public int Windows { get; init; } = 40;
}
