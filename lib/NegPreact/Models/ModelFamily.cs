namespace NegPreact.Models;

/// <summary>One architecture family that can be loaded.</summary>
public sealed class ModelFamily
{
    private readonly Func<ConfigReader, Blueprint> read;

    internal ModelFamily(string modelType, string hookSite, string activation, string notes, string prefix,
        Func<ConfigReader, Blueprint> read)
    {
        (ModelType, HookSite, Activation, Notes, Prefix) = (modelType, hookSite, activation, notes, prefix);
        this.read = read;
    }

    /// <summary>Every family, by the name that config.json has for it.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } =
        [Gpt2.Family, GptNeoX.Family, Llama.Family, Mistral.Family, Opt.Family, Qwen2.Family, Qwen3.Family];

    /// <summary>The <c>model_type</c> of config.json.</summary>
    public string ModelType { get; }

    /// <summary>The module whose output is the pre-activation.</summary>
    public string HookSite { get; }

    /// <summary>The usual activation function; config.json may name another.</summary>
    public string Activation { get; }

    /// <summary>Which models it covers, and what is refused.</summary>
    public string Notes { get; }

    /// <summary>
    /// What the names of weights begin with, the head's excepted; weights saved without the head lack it.
    /// </summary>
    internal string Prefix { get; }

    /// <summary>Reads config.json to its last field.</summary>
    internal Blueprint Read(ConfigReader config)
    {
        var blueprint = read(config);
        config.RefuseUnknown();
        return blueprint;
    }

    /// <summary>What config.json says, before there are weights.</summary>
    /// <param name="Build">Makes the model from its parameters.</param>
    /// <param name="IsInert">Tells the names of tensors in the weights that carry no weight.</param>
    internal sealed record Blueprint(Func<IParameters, CausalModel> Build, Func<string, bool> IsInert);
}
