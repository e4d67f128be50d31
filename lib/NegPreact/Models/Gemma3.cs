namespace NegPreact.Models;

/// <summary>
/// Gemma 3, text only: Gemma 2 with queries and keys normalised in each head, and frequencies of their own in layers
/// with a window.
/// </summary>
/// <remarks>
/// Follows <c>modeling_gemma3.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.
/// </remarks>
internal static class Gemma3
{
    // What transformers takes where config.json is silent.
    private const double UsualGlobalTheta = 1_000_000;
    private const double UsualLocalTheta = 10_000;
    private const int UsualPattern = 6;

    public static ModelFamily Family { get; } = Llama.Like(
        "gemma3_text", Gemma.TanhGelu, "text only; windows and local frequencies in most layers", config =>
    {
        var attention = Gemma2.ReadAttention(config) with { Norm = QueryKeyNorm.EachHead };
        // Newer exports have one object for each type of layer.
        var newer = config.RotaryPart("rope_parameters");
        var local = Of("rope_local_base_freq", UsualLocalTheta, newer?.RotaryPart("sliding_attention"));
        var global = Of(
            "rope_theta", UsualGlobalTheta, newer?.RotaryPart("full_attention") ?? config.RotaryPart("rope_scaling"));
        var pattern = config.Size("sliding_window_pattern", config.Size("_sliding_window_pattern", UsualPattern));
        return Gemma2.Read(config, attention, local, global, pattern) with
        {
            LogitCap = config.NumberOrNull("final_logit_softcapping"),
        };

        Rotary Of(string field, double usual, ConfigReader? part)
        {
            var theta = config.Number(field, usual);
            return Rotary.Of(config, attention.HeadSize, part?.Number("rope_theta", theta) ?? theta, part);
        }
    });
}
