namespace NegPreact.Models;

/// <summary>What config.json says of a GPT-2 model.</summary>
internal sealed record Gpt2Config(
    int VocabularySize, int HiddenSize, int IntermediateSize, int Layers, int Heads, int Positions, double NormEpsilon,
    string Activation,
    bool TiedHead)
{
    /// <summary>Reads the fields; the caller refuses what is left.</summary>
    public static Gpt2Config Read(ConfigReader config)
    {
        var hidden = config.Size("n_embd");
        return new Gpt2Config(
            config.Size("vocab_size"), hidden, config.Size("n_inner", 4 * hidden), config.Layers("n_layer"),
            config.Heads("n_head", hidden), config.Size("n_positions", 1024), config.Number("layer_norm_epsilon", 1e-5),
            config.Text("activation_function", "gelu_new"), config.Flag("tie_word_embeddings", true));
    }
}
