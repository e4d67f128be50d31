namespace NegPreact.Models;

/// <summary>What config.json says of a GPT-NeoX model.</summary>
internal sealed record GptNeoXConfig(
    int VocabularySize, int HiddenSize, int IntermediateSize, int Layers, int Heads, double NormEpsilon,
    Rotary Rotary, string Activation, bool ParallelResidual, bool TiedHead, bool AttentionBias)
{
    /// <summary>Reads the fields; the caller refuses what is left.</summary>
    public static GptNeoXConfig Read(ConfigReader config)
    {
        var hidden = config.Size("hidden_size");
        var heads = config.Heads("num_attention_heads", hidden);
        // Newer exports move the two rotary fields into rope_parameters.
        var newer = config.RotaryPart("rope_parameters");
        var theta = config.Number("rotary_emb_base", 10_000);
        var share = config.Number("rotary_pct", 0.25);
        theta = newer?.Number("rope_theta", theta) ?? theta;
        share = newer?.Number("partial_rotary_factor", share) ?? share;
        // Releases between wrote the same numbers under these names as well.
        config.RequireSame("rope_theta", theta);
        config.RequireSame("partial_rotary_factor", share);
        var rotary = Rotary.Of(
            config, Rotary.Part(config, hidden / heads, share), theta, newer ?? config.RotaryPart("rope_scaling"));
        return new GptNeoXConfig(
            config.Size("vocab_size"), hidden, config.Size("intermediate_size"), config.Layers("num_hidden_layers"),
            heads,
            config.Number("layer_norm_eps", 1e-5), rotary, config.Text("hidden_act", "gelu"),
            config.Flag("use_parallel_residual", true), config.Flag("tie_word_embeddings", false),
                config.Flag("attention_bias", true));
    }
}
