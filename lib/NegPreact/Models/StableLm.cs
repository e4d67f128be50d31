namespace NegPreact.Models;

/// <summary>StableLM: Llama with layer norms, and heads that are turned in part.</summary>
/// <remarks>
/// Follows <c>modeling_stablelm.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.
/// </remarks>
internal static class StableLm
{
    // What transformers takes where config.json is silent.
    private const double UsualShare = 0.25;
    private const double UsualEpsilon = 1e-5;

    public static ModelFamily Family { get; } = Llama.Like(
        "stablelm", "silu", "MLP after the attention; no norms of queries and keys", config =>
    {
        var attention = AttentionForm.Read(config) with { InputBias = config.Flag("use_qkv_bias", false) };
        return LlamaConfig.Read(
            config, attention, Rotary.Read(config, attention.HeadSize, usualShare: UsualShare),
            epsilon: config.Number("layer_norm_eps", UsualEpsilon)) with { Norm = NormForm.Layer };
    });
}
