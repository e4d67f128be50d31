namespace NegPreact.Models;

/// <summary>
/// OLMo 2: Llama with norms behind attention and MLP instead of before them, and queries and keys normalised over all
/// heads.
/// </summary>
/// <remarks>Follows <c>modeling_olmo2.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal static class Olmo2
{
    // What transformers takes where config.json is silent.
    private const double UsualEpsilon = 1e-5;

    public static ModelFamily Family { get; } = Llama.Like(
        "olmo2", "silu", "norms behind attention and MLP", config =>
    {
        var bias = config.Flag("attention_bias", false);
        var attention = AttentionForm.Read(config, keyHeads: true) with
        {
            InputBias = bias,
            OutputBias = bias,
            Norm = QueryKeyNorm.AllHeads,
        };
        return LlamaConfig.Read(config, attention, epsilon: config.Number("rms_norm_eps", UsualEpsilon)) with
        {
            NormPlace = NormPlace.Behind,
        };
    });
}
