namespace NegPreact.Models;

/// <summary>OLMo 1: Llama with layer norms that have no weights, and queries, keys and values that may be cut.
/// </summary>
/// <remarks>Follows <c>modeling_olmo.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal static class Olmo
{
    private const double Epsilon = 1e-5;

    public static ModelFamily Family { get; } = Llama.Like(
        "olmo", "silu", "OLMo 1 in its form for transformers (-hf)", config =>
    {
        var bias = config.Flag("attention_bias", false);
        var attention = AttentionForm.Read(config, keyHeads: true) with
        {
            InputBias = bias,
            OutputBias = bias,
            Clip = config.NumberOrNull("clip_qkv"),
        };
        return LlamaConfig.Read(config, attention, epsilon: Epsilon) with { Norm = NormForm.PlainLayer };
    });
}
