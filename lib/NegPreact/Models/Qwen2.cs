namespace NegPreact.Models;

/// <summary>Qwen 2 and 2.5: Llama with a bias on queries, keys and values.</summary>
/// <remarks>Follows <c>modeling_qwen2.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal static class Qwen2
{
    public static ModelFamily Family { get; } = Llama.Like(
        "qwen2", "silu", "Qwen 2 and 2.5, full attention only", config =>
    {
        RefuseWindow(config);
        config.Require("use_mrope", "False");
        return LlamaConfig.Read(config, keyHeads: null) with { InputBias = true };
    });

    /// <summary>
    /// Refuses sliding windows in some of the layers, in which releases of transformers differ from each other. The
    /// size of the window and the layers that would have it say nothing where there is none.
    /// </summary>
    public static void RefuseWindow(ConfigReader config)
    {
        config.Require("use_sliding_window", "False");
        config.RequireAll("layer_types", "full_attention");
        config.Ignore("sliding_window", "max_window_layers");
    }
}
