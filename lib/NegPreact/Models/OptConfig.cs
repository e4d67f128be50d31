namespace NegPreact.Models;

/// <summary>What config.json says of an OPT model.</summary>
internal sealed record OptConfig(
    int VocabularySize, int HiddenSize, int EmbeddingSize, int IntermediateSize, int Layers, int Heads, int Positions,
    string Activation,
    bool NormBefore, bool FinalNorm, bool Bias, bool TiedHead)
{
    /// <summary>Reads the fields; the caller refuses what is left.</summary>
    public static OptConfig Read(ConfigReader config)
    {
        var hidden = config.Size("hidden_size");
        var before = config.Flag("do_layer_norm_before", true);
        // Set by converters of models that were trained without the last norm.
        var removed = config.Flag("_remove_final_layer_norm", false);
        return new OptConfig(
            config.Size("vocab_size"), hidden, config.Size("word_embed_proj_dim", hidden), config.Size("ffn_dim"),
            config.Layers("num_hidden_layers"), config.Heads("num_attention_heads", hidden),
                config.Size("max_position_embeddings", 2048),
            config.Text("activation_function", "relu"), before, before && !removed, config.Flag("enable_bias", true),
            config.Flag("tie_word_embeddings", true));
    }
}
