using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>From the <c>model_type</c> of config.json to a model.</summary>
internal static class Architectures
{
    private static readonly SortedDictionary<string, Func<ConfigReader, Blueprint>> Known = new(StringComparer.Ordinal)
    {
        ["gpt_neox"] = GptNeoXOf,
        ["llama"] = LlamaOf,
    };

    /// <summary>Whether models of a <c>model_type</c> can be loaded.</summary>
    public static bool IsSupported(string modelType) => Known.ContainsKey(modelType);

    /// <summary>Reads config.json to its last field.</summary>
    /// <exception cref="NegPreactException">Unknown architecture or field.</exception>
    public static Blueprint Read(ConfigReader config)
    {
        if (!Known.TryGetValue(config.ModelType, out var read))
            throw new NegPreactException($"{config.Path} names the architecture '{config.ModelType}', which is not supported; known are {string.Join(", ", Known.Keys)}.");
        var blueprint = read(config);
        config.RefuseUnknown();
        return blueprint;
    }

    /// <summary>Reads config.json and the weights of a Hugging Face folder.</summary>
    /// <exception cref="NegPreactException">Unknown architecture or field, weights that do not fit, or values that are not finite.</exception>
    public static CausalModel Load(string folder, WeightFolder weights, Device device, bool allowNonFinite)
    {
        var blueprint = Read(ConfigReader.Open(folder));
        using var parameters = new FolderParameters(weights, device, allowNonFinite);
        var model = blueprint.Build(parameters);
        parameters.RefuseLeftOvers(blueprint.IsInert);
        parameters.GiveAway();
        return model;
    }

    private static Blueprint GptNeoXOf(ConfigReader reader)
    {
        var config = GptNeoXConfig.Read(reader);
        return new(from => new GptNeoX(config, from), name => GptNeoX.IsInert(name) || (config.TiedHead && name == "embed_out.weight"));
    }

    private static Blueprint LlamaOf(ConfigReader reader)
    {
        var config = LlamaConfig.Read(reader);
        // Old exporters stored the frequencies, which are computed here.
        return new(from => new Llama(config, from), name =>
            name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (config.TiedHead && name == "lm_head.weight"));
    }

    /// <summary>What config.json says, before there are weights.</summary>
    /// <param name="Build">Makes the model from its parameters.</param>
    /// <param name="IsInert">Tells the names of tensors in the weights that carry no weight.</param>
    public sealed record Blueprint(Func<IParameters, CausalModel> Build, Func<string, bool> IsInert);
}
