using System.Text.Json.Serialization;
using NegPreact.Models;

namespace NegPreact.Training;

/// <summary>
/// Everything that decides what a training run gives: the same settings, text and machine give the same weights (on a
/// GPU nearly: it adds in no fixed order). The defaults are the built-in model's.
/// </summary>
public sealed record TrainingSettings
{
    /// <summary>Which kind of model.</summary>
    public ModelForm Form { get; init; } = ModelForm.SiluLlama;

    /// <summary>Token ids, end-of-text and the 256 bytes included.</summary>
    public int VocabularySize { get; init; } = 2048;

    /// <summary>Width of the residual stream.</summary>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Neurons per layer.</summary>
    public int IntermediateSize { get; init; } = 384;

    /// <summary>Number of layers.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Attention heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Key and value heads; GPT-NeoX has as many as heads, whatever is said here.</summary>
    public int KeyHeads { get; init; } = 2;

    /// <summary>Tokens per window.</summary>
    public int Context { get; init; } = 256;

    /// <summary>Windows per step.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>
    /// In how many parts a step's windows are computed, side by side where there are threads for it. The sum over the
    /// parts has a fixed order, so the weights do not depend on how many threads there were.
    /// </summary>
    public int Parts { get; init; } = 2;

    /// <summary>Optimiser steps in all.</summary>
    public int Steps { get; init; } = 10_400;

    /// <summary>Steps over which the learning rate rises from zero.</summary>
    public int WarmUp { get; init; } = 200;

    /// <summary>Highest learning rate; a cosine takes it from there to zero.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Decoupled weight decay, on matrices only.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>Largest norm of the gradient over all parameters.</summary>
    public double ClipNorm { get; init; } = 1.0;

    /// <summary>Seed of the initial weights and of the order of the text.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every how many paragraphs one is read to learn the tokenizer's merges.</summary>
    public int TokenizerEvery { get; init; } = 4;

    /// <summary>How many windows of the validation text are looked at while training.</summary>
    public int ValidationWindows { get; init; } = 128;

    /// <summary>
    /// What the products with matrices are computed in; weights, gradients and moments are float32 either way.
    /// </summary>
    // runs from before there was a choice go on under their names
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(JsonStringEnumConverter<ComputeType>))]
    public ComputeType Compute { get; init; }

    /// <summary>Tokens per step.</summary>
    public int TokensPerStep => Batch * Context;

    /// <summary>Refuses sizes that make no model, before anything is done with them.</summary>
    /// <exception cref="NegPreactException">A size is not above 0, or the heads do not come out even.</exception>
    internal void Check()
    {
        foreach (var (name, size) in ((string, int)[])
            [("--hidden", HiddenSize), ("--intermediate", IntermediateSize), ("--layers", Layers), ("--heads", Heads),
                ("--key-heads", KeyHeads), ("--context", Context), ("--batch", Batch), ("--parts", Parts),
                ("--steps", Steps)])
            if (size < 1)
                throw new NegPreactException(ErrorKind.Training, $"{name} is {size}; give a whole number above 0.");
        if (Parts > Batch)
            throw new NegPreactException(
                ErrorKind.Training,
                $"{Batch} windows per step cannot be computed in {Parts} parts; lower --parts or raise --batch.");
        if (HiddenSize % (2 * Heads) != 0)
            throw new NegPreactException(
                ErrorKind.Training, $"A width of {HiddenSize} does not give {Heads} heads an even number of features "
                + $"each, which rotary positions need; make --hidden a multiple of {2 * Heads}.");
        if (Heads % KeyHeads != 0)
            throw new NegPreactException(
                ErrorKind.Training, $"{Heads} heads cannot share {KeyHeads} key and value heads evenly; make --heads a "
                + "multiple of --key-heads.");
    }

    /// <summary>The learning rate of a step, counted from 0.</summary>
    public double RateAt(int step) => step < WarmUp
        ? LearningRate * (step + 1) / WarmUp
        : LearningRate * 0.5 * (1 + Math.Cos(Math.PI * (step - WarmUp) / Math.Max(1, Steps - WarmUp)));
}
