using System.Collections.Concurrent;
using System.Text.Json;
using NegPreact.Hooks;
using NegPreact.Hub;
using NegPreact.Models;
using NegPreact.Tokens;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>A trained language model with its tokenizer, loaded from a Hugging Face folder or a
/// GGUF file.</summary>
/// <remarks>
/// Several threads may run it at once. Hooks, and so ablations and observers, belong to the model and not to a thread:
/// open and dispose them while nothing else runs it.
/// </remarks>
public sealed partial class LanguageModel : IDisposable
{
    private const int BatchFactorOnGpu = 16; // a guess until it is measured
    private readonly ModelFacts facts;
    private readonly Tokenizer? tokenizer;
    private readonly Device device;
    private readonly bool tf32;
    private bool disposed;

    internal LanguageModel(string name, string folder, CausalModel network, Tokenizer? tokenizer, ModelFacts facts,
        Device device, LoadOptions options)
    {
        (Name, Folder, Network, this.tokenizer, this.facts, this.device) = (
            name, folder, network, tokenizer, facts, device);
        (Device, Compute) = (
            device.type == TorchSharp.DeviceType.CUDA ? ComputeDevice.Cuda : ComputeDevice.Cpu, options.Compute);
        (Arithmetic, tf32) = (options.Arithmetic(device), options.Tf32);
        BatchFactor = Device == ComputeDevice.Cuda ? BatchFactorOnGpu : 1;
    }

    /// <summary>The folder's name, the file's without its ending, or the model's name on the Hub.</summary>
    public string Name { get; }

    /// <summary>Where it was loaded from: a folder, or a GGUF file.</summary>
    public string Folder { get; }

    /// <summary>SHA-256 of the weights, so that a result says what it was measured on.</summary>
    public string WeightsSha256 => facts.WeightsSha256;

    /// <summary>
    /// How the weights are stored: the types, with the number of tensors of each ("Q4_1 (210 tensors), Q8_0 (1)").
    /// </summary>
    public string Storage => facts.Storage;

    /// <summary>
    /// Whether some of the weights are quantised. A claim measured on such a model is a claim on these weights, not on
    /// those that they were made from.
    /// </summary>
    public bool IsQuantised => facts.IsQuantised;

    /// <summary>
    /// What its file does not say and was taken from the family's published models, in sentences; for a folder, what
    /// was taken where config.json and the weights contradict each other.
    /// </summary>
    public IReadOnlyList<string> Assumed => facts.Assumed;

    /// <summary>Where it computes: the CPU or CUDA.</summary>
    public ComputeDevice Device { get; }

    /// <summary>What the products with its matrices are computed in.</summary>
    public ComputeType Compute { get; }

    /// <summary>How far its losses are from those in float32 where that was measured, by the text's SHA-256.</summary>
    internal ConcurrentDictionary<string, double?> BFloat16Deviations { get; } = new(StringComparer.Ordinal);

    /// <summary>The transformer, with its hook sites.</summary>
    public CausalModel Network { get; }

    /// <summary>Number of layers.</summary>
    public int Layers => Network.Mlps.Count;

    /// <summary>Neurons of each layer.</summary>
    public IReadOnlyList<int> IntermediateSizes => [.. Network.Mlps.Select(m => m.Neurons)];

    /// <summary>The tokenizer beside the weights, or the stand-in that was asked for.</summary>
    /// <exception cref="NegPreactException">The folder has none.</exception>
    public Tokenizer Tokenizer => tokenizer ?? throw ModelSource.NoTokenizer(Folder);

    /// <summary>SHA-256 of config.json, or of the one that stands for it.</summary>
    internal string ConfigSha256 => facts.ConfigSha256;

    /// <summary>config.json, or the one that stands for it.</summary>
    internal JsonElement Config => facts.Config;

    /// <summary>
    /// Loads a model; weights of any supported type are computed with in float32 unless the options say otherwise.
    /// </summary>
    /// <param name="model">
    /// A Hugging Face folder or a GGUF file, by its path or by its path in this repository; where there is none of that
    /// name, a model of the Hub (<c>owner/name</c>, <c>owner/name@revision</c>), which is fetched unless the cache has
    /// it.
    /// </param>
    /// <param name="options">
    /// Device, tokenizer, and how the weights are kept; by the environment's variables where it is null.
    /// </param>
    /// <param name="hub">How models are fetched; by the environment's variables where it is null.</param>
    /// <param name="tell">
    /// Receives sentences: what had to be assumed, and how the weights of a GGUF file are stored; the console if null.
    /// </param>
    /// <exception cref="NegPreactException">
    /// The folder or the device cannot be used; the message says why and what to do.
    /// </exception>
    public static LanguageModel Load(
        string model, LoadOptions? options = null, HubOptions? hub = null, Action<string>? tell = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        options ??= LoadOptions.FromEnvironment();
        var device = options.TorchDevice();
        var (folder, name) = ModelPlace.Find(model, hub);
        using var source = ModelSource.Open(folder, options.AcceptUnknown);
        _ = Task.Run(() => source.WeightsSha256); // for the facts, while the tokenizer is read
        var found = options.Tokenizer == TokenizerSource.Folder && source.HasTokenizer ? source.LoadTokenizer() : null;
        var facts = source.Facts();
        foreach (var sentence in source.Remarks(name))
            (tell ?? Console.WriteLine)(sentence);
        var network = DeviceMemory.Explained(() => Architectures.Load(source, device, options));
        // A token added after training (<pad>, say) may lie beyond the embedding; a text that holds it is refused.
        if (found is not null && found.NeededVocabulary > network.VocabularySize)
        {
            network.Dispose();
            throw new NegPreactException(
                ErrorKind.Vocabulary, $"The tokenizer in {folder} has ids up to {found.NeededVocabulary - 1}, but the "
                + $"model knows only {network.VocabularySize}; they belong to different models.");
        }

        var tokenizer = options.Tokenizer == TokenizerSource.Bytes ? Tokenizer.OfBytes(network.VocabularySize) : found;
        return new LanguageModel(name, folder, network, tokenizer, facts, device, options);
    }

    /// <summary>
    /// What its numbers depend on besides weights and config.json: the type and place of the computation, and fields
    /// that were accepted unknown; null for float32 on the CPU with none.
    /// </summary>
    internal string? Arithmetic { get; }

    /// <summary>Does something to some neurons until the result is disposed.</summary>
    /// <param name="intervention">What is done where.</param>
    /// <exception cref="NegPreactException">Its neurons or numbers belong to a model of another shape.</exception>
    public IDisposable Apply(Intervention intervention)
    {
        ArgumentNullException.ThrowIfNull(intervention);
        return intervention.Apply(Network.Mlps, device);
    }

    /// <summary>The same, with its two parts given one by one.</summary>
    /// <param name="neurons">Which.</param>
    /// <param name="ablation">What is done to them.</param>
    /// <exception cref="NegPreactException">The set was made for a model of another shape.</exception>
    public IDisposable Ablate(NeuronSet neurons, Ablation ablation) => Apply(new Intervention(neurons, ablation));

    /// <summary>Sees the input and the pre-activation of every MLP until the result is disposed.</summary>
    /// <param name="see">
    /// Gets the layer, the projection's input <c>[batch, position, hidden]</c> and the pre-activation <c>[batch,
    /// position, neuron]</c>, both owned by the forward pass: copy what is to be kept. Opened before an ablation it
    /// sees the values before that ablation.
    /// </param>
    public IDisposable Observe(Action<int, Tensor, Tensor> see)
    {
        ArgumentNullException.ThrowIfNull(see);
        var scopes = new List<IDisposable>();
        foreach (var site in Network.Mlps)
        {
            Tensor? input = null;
            scopes.Add(site.Input.Add(x => input = x));
            scopes.Add(site.PreActivation.Add(a =>
            {
                see(site.Layer, input!, a);
                input = null;
                return a;
            }));
        }

        return Scope.Of(scopes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        Network.Dispose();
    }
}
