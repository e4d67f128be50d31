namespace NegPreact.Models;

/// <summary>Granite: Llama with multipliers of embedding, scores, branches and logits.</summary>
/// <remarks>
/// Follows <c>modeling_granite.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.
/// </remarks>
internal static class Granite
{
    public static ModelFamily Family { get; } = Llama.Like("granite", "silu", "dense models of Granite 3", config =>
    {
        var bias = config.Flag("attention_bias", false);
        var attention = AttentionForm.Read(config, keyHeads: true) with
        {
            InputBias = bias,
            OutputBias = bias,
            Scale = config.Number("attention_multiplier", 1),
        };
        return LlamaConfig.Read(config, attention) with
        {
            MlpBias = config.Flag("mlp_bias", false),
            EmbeddingFactor = config.Number("embedding_multiplier", 1),
            ResidualFactor = config.Number("residual_multiplier", 1),
            LogitDivisor = config.Number("logits_scaling", 1),
        };
    });
}
