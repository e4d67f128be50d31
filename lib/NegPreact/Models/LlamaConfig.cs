namespace NegPreact.Models;

/// <summary>What config.json says of a Llama model.</summary>
internal sealed record LlamaConfig(
    int VocabularySize, int HiddenSize, int IntermediateSize, int Layers, int Heads, int KeyHeads, int HeadSize, double NormEpsilon,
    double RotaryTheta, RotaryScaling RotaryScaling, string Activation, bool TiedHead, bool AttentionBias, bool MlpBias)
{
    /// <summary>Reads the fields; the caller refuses what is left.</summary>
    public static LlamaConfig Read(ConfigReader config)
    {
        var hidden = config.Size("hidden_size");
        var heads = config.Size("num_attention_heads");
        var keyHeads = config.Size("num_key_value_heads", heads);
        if (heads % keyHeads != 0)
            throw new NegPreactException($"{config.Path} has {heads} attention heads and {keyHeads} key heads; the first must be a multiple of the second.");
        // Tensor-parallel slices of pretraining_tp > 1 change the rounding of every projection.
        config.Require("pretraining_tp", "1");
        var newer = config.Part("rope_parameters");
        var theta = newer?.Number("rope_theta", config.Number("rope_theta", 10_000)) ?? config.Number("rope_theta", 10_000);
        var part = newer ?? config.Part("rope_scaling");
        var scaling = RotaryScaling.Read(part);
        part?.RefuseUnknown();
        var read = new LlamaConfig(
            config.Size("vocab_size"), hidden, config.Size("intermediate_size"), config.Size("num_hidden_layers"), heads, keyHeads,
            config.Size("head_dim", hidden / heads), config.Number("rms_norm_eps", 1e-6), theta, scaling,
            config.Text("hidden_act", "silu"), config.Flag("tie_word_embeddings", false), config.Flag("attention_bias", false),
            config.Flag("mlp_bias", false));
        return read.HeadSize % 2 == 0
            ? read
            : throw new NegPreactException($"{config.Path} gives heads of {read.HeadSize} features; rotary embedding needs an even number.");
    }
}
