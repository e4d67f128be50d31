namespace NegPreact.Models;

/// <summary>
/// Gemma 1: Llama with scaled embeddings, norm weights stored less one, and gates of GELU in its tanh form.
/// </summary>
/// <remarks>Follows <c>modeling_gemma.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal static class Gemma
{
    /// <summary>The tanh form of GELU, as config.json names it.</summary>
    public const string TanhGelu = "gelu_pytorch_tanh";

    // What transformers takes where config.json is silent.
    private const int UsualHeadSize = 256;

    public static ModelFamily Family { get; } = Llama.Like("gemma", TanhGelu, "Gemma 1, CodeGemma", config =>
        Read(config, ReadAttention(config)) with
        {
            // The published files say gelu; the models were trained with the tanh form, which transformers takes.
            Activation = config.Text("hidden_act", TanhGelu) is var named && named == "gelu" ? TanhGelu : named,
        });

    /// <summary>What the attention of Gemma 1 to 3 has in common.</summary>
    public static AttentionForm ReadAttention(ConfigReader config)
    {
        var bias = config.Flag("attention_bias", false);
        return AttentionForm.Read(config, headSize: UsualHeadSize) with { InputBias = bias, OutputBias = bias };
    }

    /// <summary>What Gemma 1 to 3 have in common.</summary>
    public static LlamaConfig Read(ConfigReader config, AttentionForm attention, Rotary? rotary = null) =>
        LlamaConfig.Read(config, attention, rotary, tied: true) with
        {
            Norm = NormForm.RmsWithOffset,
            EmbeddingFactor = Math.Sqrt(config.Size("hidden_size")),
        };
}
