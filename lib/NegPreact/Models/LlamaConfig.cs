namespace NegPreact.Models;

/// <summary>What config.json says of a Llama-like model: RMS norms, rotary attention, gated MLP.</summary>
/// <remarks>The optional fields are what the families differ in; each family's file sets its own.</remarks>
internal sealed record LlamaConfig(
    int VocabularySize, int HiddenSize, int IntermediateSize, int Layers, int Heads, int KeyHeads, int HeadSize,
    double NormEpsilon,
    double RotaryTheta, RotaryScaling RotaryScaling, string Activation, bool TiedHead)
{
    /// <summary>Whether queries, keys and values have a bias.</summary>
    public bool InputBias { get; init; }

    /// <summary>Whether the attention's output has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether the three maps of the MLP have a bias.</summary>
    public bool MlpBias { get; init; }

    /// <summary>Whether queries and keys of each head are normalised before they are turned.</summary>
    public bool QueryKeyNorm { get; init; }

    /// <summary>How many positions a position sees, itself included; null for all before it.</summary>
    public int? Window { get; init; }

    /// <summary>Reads the fields that all families have; the caller reads its own and refuses what is left.</summary>
    /// <param name="config">config.json.</param>
    /// <param name="keyHeads">How many key heads an absent number means; null where it may not be absent.</param>
    /// <param name="headSize">How many features a head an absent number means; null for hidden size by heads.</param>
    public static LlamaConfig Read(ConfigReader config, int? keyHeads, int? headSize = null)
    {
        var hidden = config.Size("hidden_size");
        var heads = config.Size("num_attention_heads");
        keyHeads = config.Size("num_key_value_heads", keyHeads);
        if (heads % keyHeads != 0)
            throw new NegPreactException(
                ErrorKind.ConfigField, $"{config.Path} has {heads} attention heads and {keyHeads} key heads; the first "
                + "must be a multiple of the second.");
        // Newer exports move the rotary fields into rope_parameters.
        var newer = config.RotaryPart("rope_parameters");
        var theta = config.Number("rope_theta", 10_000);
        theta = newer?.Number("rope_theta", theta) ?? theta;
        var part = newer ?? config.RotaryPart("rope_scaling");
        var scaling = RotaryScaling.Read(part);
        headSize = config.Size("head_dim", headSize ?? hidden / heads);
        if (headSize % 2 != 0)
            throw new NegPreactException(
                ErrorKind.ConfigField, $"{config.Path} gives heads of {headSize} features; rotary embedding needs an "
                + "even number.");
        return new LlamaConfig(
            config.Size("vocab_size"), hidden, config.Size("intermediate_size"), config.Size("num_hidden_layers"),
            heads, keyHeads.Value,
            headSize.Value, config.Number("rms_norm_eps", 1e-6), theta, scaling, config.Text("hidden_act", "silu"),
            config.Flag("tie_word_embeddings", false));
    }
}
