namespace NegPreact.Models;

/// <summary>Mistral: Llama in which a position may see a window only, without biases.</summary>
/// <remarks>
/// Follows <c>modeling_mistral.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.
/// </remarks>
internal static class Mistral
{
    // What transformers takes where config.json is silent; null, unlike silence, means no window.
    private const int UsualWindow = 4096;

    public static ModelFamily Family { get; } = Llama.Like(
        "mistral", "silu", "sliding window or full attention", config => LlamaConfig.Read(
            config, AttentionForm.Read(config), window: config.SizeOrNull("sliding_window", UsualWindow)));
}
