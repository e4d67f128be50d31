namespace NegPreact.Models;

/// <summary>What config.json says of a Llama-like model: norms, rotary attention, gated MLP.</summary>
/// <remarks>The optional fields are what the families differ in; each family's file sets its own.</remarks>
internal sealed record LlamaConfig(
    int VocabularySize, int HiddenSize, int IntermediateSize, IReadOnlyList<LayerKind> Layers,
    AttentionForm Attention, double NormEpsilon, string Activation, bool TiedHead)
{
    /// <summary>Whether the three maps of the MLP have a bias.</summary>
    public bool MlpBias { get; init; }

    /// <summary>Whether one matrix holds the MLP's gate and what it multiplies (<c>gate_up_proj</c>).</summary>
    public bool IsGateFused { get; init; }

    /// <summary>What the norms are.</summary>
    public NormForm Norm { get; init; }

    /// <summary>Where they stand.</summary>
    public NormPlace NormPlace { get; init; }

    /// <summary>What the embedding is multiplied by; null for nothing.</summary>
    public double? EmbeddingFactor { get; init; }

    /// <summary>What attention and MLP are multiplied by before they are added.</summary>
    public double ResidualFactor { get; init; } = 1;

    /// <summary>What the logits are divided by; null for nothing.</summary>
    public double? LogitDivisor { get; init; }

    /// <summary>The limit within which logits are kept; null for none.</summary>
    public double? LogitCap { get; init; }

    /// <summary>
    /// Reads the fields that most families have; the caller reads its own and refuses what is left. All layers are
    /// alike.
    /// </summary>
    /// <param name="config">config.json.</param>
    /// <param name="attention">What the attention is like.</param>
    /// <param name="rotary">The rotary embedding; read from the usual fields where it is null.</param>
    /// <param name="window">How many positions a position sees, itself included; null for all before it.</param>
    /// <param name="epsilon">The norms' epsilon; read from the usual field where it is null.</param>
    /// <param name="tied">What an absent <c>tie_word_embeddings</c> means.</param>
    public static LlamaConfig Read(
        ConfigReader config, AttentionForm attention, Rotary? rotary = null, int? window = null,
        double? epsilon = null, bool tied = false)
    {
        var kind = new LayerKind(rotary ?? Rotary.Read(config, attention.HeadSize), window);
        return new LlamaConfig(
            config.Size("vocab_size"), config.Size("hidden_size"), config.Size("intermediate_size"),
            [.. Enumerable.Repeat(kind, config.Layers("num_hidden_layers"))], attention,
            epsilon ?? config.Number("rms_norm_eps", 1e-6), config.Text("hidden_act", "silu"),
            config.Flag("tie_word_embeddings", tied));
    }
}

/// <summary>What layers of one model differ in.</summary>
/// <param name="Rotary">The rotary embedding; null for layers that know no positions.</param>
/// <param name="Window">How many positions a position sees, itself included; null for all before it.</param>
internal sealed record LayerKind(Rotary? Rotary, int? Window);

/// <summary>What a norm is.</summary>
internal enum NormForm
{
    /// <summary>Root mean square, with a weight.</summary>
    Rms,

    /// <summary>The same; what is stored is one less than the weight.</summary>
    RmsWithOffset,

    /// <summary>Layer norm with weight and bias.</summary>
    Layer,

    /// <summary>Layer norm without either.</summary>
    PlainLayer,
}

/// <summary>Where the norms of a layer stand.</summary>
internal enum NormPlace
{
    /// <summary>Before attention and MLP.</summary>
    Before,

    /// <summary>Behind them, before they are added to the residual stream.</summary>
    Behind,

    /// <summary>Both.</summary>
    Around,
}
