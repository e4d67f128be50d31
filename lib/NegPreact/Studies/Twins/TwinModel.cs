namespace NegPreact;

/// <summary>One of several models that are compared.</summary>
/// <param name="Source">The model, and the part of the text that was used.</param>
/// <param name="Form">Its architecture and activation function, as its config.json names them ("gpt_neox, relu").</param>
/// <param name="Perplexity">On that text.</param>
/// <param name="Scores">One row per neuron.</param>
/// <param name="Top">Its Wasserstein neurons.</param>
/// <param name="TopNegative">Mean over these of the share of tokens with a negative pre-activation, 0 to 1; 95 %, bootstrap over neurons.</param>
/// <param name="RestNegative">The same over all other neurons.</param>
/// <param name="TopNegativeTail">Share of the Wasserstein neurons whose long tail is on the negative side (skewness below 0); Wilson's interval.</param>
/// <param name="Doses">What zeroing either side does; null where no dose was asked for.</param>
public sealed record TwinModel(
    ResultSource Source, string Form, double Perplexity, NeuronScores Scores, NeuronSet Top, Estimate TopNegative, Estimate RestNegative,
    Estimate TopNegativeTail, DoseResponseResult? Doses);
