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
    [
        Gemma.Family, Gemma2.Family, Gemma3.Family, Gpt2.Family, GptNeoX.Family, Granite.Family, Llama.Family,
        Mistral.Family, Olmo.Family, Olmo2.Family, Opt.Family, Phi.Family, Phi3.Family, Qwen2.Family, Qwen3.Family,
        SmolLm3.Family, StableLm.Family, StarCoder2.Family,
    ];

    /// <summary>The <c>model_type</c> of config.json.</summary>
    public string ModelType { get; }

    /// <summary>The module whose output is the pre-activation.</summary>
    public string HookSite { get; }

    /// <summary>The usual activation function; config.json may name another.</summary>
    public string Activation { get; }

    /// <summary>Which models it covers, and what is refused.</summary>
    public string Notes { get; }

    /// <summary>
    /// The versions of Hugging Face transformers with which its numbers were compared on tiny random models: logits,
    /// inputs and pre-activations of the MLPs, logits under each ablation, losses and scores of sentences.
    /// </summary>
    public IReadOnlyList<string> ComparedWith => FamilyEvidence.Of(ModelType).Transformers;

    /// <summary>
    /// The published models whose config.json was tried, by its fields and values with tiny sizes and random weights.
    /// </summary>
    public IReadOnlyList<string> PublishedModels => FamilyEvidence.Of(ModelType).Published;

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
