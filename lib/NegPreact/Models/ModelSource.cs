using System.Text.Json;
using NegPreact.Tokens;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>A model as it lies on the disk: a folder in Hugging Face layout, or a GGUF file seen as one.</summary>
internal abstract class ModelSource : IDisposable
{
    /// <summary>The folder or file as it was named.</summary>
    public abstract string Path { get; }

    /// <summary>SHA-256 of the weights.</summary>
    public abstract string WeightsSha256 { get; }

    /// <summary>SHA-256 of config.json, or of the one that stands for it.</summary>
    public abstract string ConfigSha256 { get; }

    /// <summary>How many layers config.json says that it has.</summary>
    /// <exception cref="NegPreactException">It does not say, or says no number.</exception>
    public int Layers => Config() is var config && config.Json.TryGetProperty("n_layer", out _)
        ? config.Size("n_layer")
        : config.Size("num_hidden_layers");

    /// <summary>Whether there is a tokenizer, supported or not.</summary>
    public abstract bool HasTokenizer { get; }

    /// <summary>How the weights are stored: the types, with the number of tensors of each.</summary>
    public abstract string Storage { get; }

    /// <summary>Whether some of them are quantised.</summary>
    public virtual bool IsQuantised => false;

    /// <summary>
    /// What a file cannot say and was taken from the family's published models, or what was taken where files
    /// contradict each other, in sentences.
    /// </summary>
    public virtual IReadOnlyList<string> Assumed => [];

    /// <summary>Opens a folder or file and checks all its headers.</summary>
    /// <param name="place">As <see cref="Hub.ModelPlace"/> finds it.</param>
    /// <param name="acceptUnknown">Fields or keys that are let be if the library does not know them.</param>
    /// <exception cref="NegPreactException">It is missing, damaged or not supported.</exception>
    public static ModelSource Open(string place, IReadOnlyCollection<string> acceptUnknown) =>
        WeightFormat.IsGguf(place) ? GgufModel.OpenFile(place, acceptUnknown) : new ModelFolder(place, acceptUnknown);

    /// <summary>What is said where text is to be read and there is no tokenizer.</summary>
    /// <param name="place">The folder or file.</param>
    public static NegPreactException NoTokenizer(string place) => new(
        ErrorKind.TokenizerMissing, $"{place} has no tokenizer, which is needed to work with text; "
        + (File.Exists(place) ? "get another file of the model" : "put the model's tokenizer.json there")
        + ", or ask for the stand-in with one token per byte (--tokenizer bytes).");

    /// <summary>config.json, to be read by the family.</summary>
    public abstract ConfigReader Config();

    /// <summary>Everything that config.json holds.</summary>
    public abstract JsonElement ConfigJson();

    /// <summary>The tokenizer, where there is one.</summary>
    /// <exception cref="NegPreactException">It is damaged or not supported.</exception>
    public abstract Tokenizer LoadTokenizer();

    /// <summary>The weights, to be taken by the model.</summary>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="device">Where they are to lie.</param>
    /// <param name="options">How they are kept.</param>
    public abstract ILoadedParameters Parameters(string prefix, Device device, LoadOptions options);

    /// <summary>What a user should know of a file, in sentences; nothing where it says all itself.</summary>
    /// <param name="name">The model's name.</param>
    public virtual IEnumerable<string> Remarks(string name) => [];

    /// <summary>All that is to be kept of it.</summary>
    public ModelFacts Facts() => new(WeightsSha256, ConfigSha256, ConfigJson(), Storage, IsQuantised, Assumed);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>How many tensors are of which type, those that hold most elements first.</summary>
    private protected static string Counted(IEnumerable<(string Type, long Elements)> tensors)
    {
        var types = tensors.GroupBy(t => t.Type).OrderByDescending(g => g.Sum(t => t.Elements)).Select(
            (g, i) => $"{g.Key} ({(i == 0 ? Numbers.Count(g.Count(), "tensor") : Numbers.Count(g.Count()))})");
        return string.Join(", ", types);
    }
}
