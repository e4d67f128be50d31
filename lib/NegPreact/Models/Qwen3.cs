namespace NegPreact.Models;

/// <summary>Qwen 3 (dense): Llama with queries and keys normalised in each head, and a head size of its own.</summary>
/// <remarks>Follows <c>modeling_qwen3.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal static class Qwen3
{
    // What transformers takes where config.json is silent.
    private const int UsualHeadSize = 128;

    public static ModelFamily Family { get; } = Llama.Like(
        "qwen3", "silu", "dense models, full attention only", config =>
    {
        LayerTypes.RefuseWindow(config);
        var bias = config.Flag("attention_bias", false);
        return LlamaConfig.Read(config, AttentionForm.Read(config, headSize: UsualHeadSize) with
        {
            InputBias = bias,
            OutputBias = bias,
            Norm = QueryKeyNorm.EachHead,
        });
    });
}
