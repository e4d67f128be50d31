namespace NegPreact.Models;

/// <summary>Qwen 2 and 2.5: Llama with a bias on queries, keys and values.</summary>
/// <remarks>Follows <c>modeling_qwen2.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal static class Qwen2
{
    public static ModelFamily Family { get; } = Llama.Like(
        "qwen2", "silu", "Qwen 2 and 2.5, full attention only", config =>
    {
        LayerTypes.RefuseWindow(config);
        return LlamaConfig.Read(config, AttentionForm.Read(config) with { InputBias = true });
    });
}
