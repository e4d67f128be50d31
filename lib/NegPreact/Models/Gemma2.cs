namespace NegPreact.Models;

/// <summary>
/// Gemma 2: Gemma with norms before and behind attention and MLP, limits on attention scores and logits, and a window
/// in every second layer.
/// </summary>
/// <remarks>
/// Follows <c>modeling_gemma2.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.
/// </remarks>
internal static class Gemma2
{
    // What transformers takes where config.json is silent; null, unlike silence, means no limit or no window.
    private const int UsualWindow = 4096;
    private const double UsualScoreCap = 50;
    private const double UsualLogitCap = 30;
    private const double UsualScalar = 256;

    public static ModelFamily Family { get; } = Llama.Like(
        "gemma2", Gemma.TanhGelu, "limits on scores and logits, windows in some of the layers", config =>
    {
        var attention = ReadAttention(config) with
        {
            Cap = config.NumberOrNull("attn_logit_softcapping", UsualScoreCap),
        };
        var rotary = Rotary.Read(config, attention.HeadSize);
        return Read(config, attention, rotary, rotary, usualPattern: 2) with
        {
            LogitCap = config.NumberOrNull("final_logit_softcapping", UsualLogitCap),
        };
    });

    /// <summary>What the attention of Gemma 2 and 3 has in common.</summary>
    public static AttentionForm ReadAttention(ConfigReader config) => Gemma.ReadAttention(config) with
    {
        Scale = 1 / Math.Sqrt(config.Number("query_pre_attn_scalar", UsualScalar)),
    };

    /// <summary>What Gemma 2 and 3 have in common.</summary>
    /// <param name="config">config.json.</param>
    /// <param name="attention">What the attention is like.</param>
    /// <param name="local">The rotary embedding of layers with a window.</param>
    /// <param name="global">That of the others.</param>
    /// <param name="usualPattern">Of how many layers the last has no window, where no list says which.</param>
    public static LlamaConfig Read(
        ConfigReader config, AttentionForm attention, Rotary local, Rotary global, int usualPattern)
    {
        var read = Gemma.Read(config, attention, global);
        var (sliding, full) = (
            new LayerKind(local, config.SizeOrNull("sliding_window", UsualWindow)), new LayerKind(global, null));
        return read with
        {
            Activation = config.Text("hidden_activation", Gemma.TanhGelu),
            NormPlace = NormPlace.Around,
            Layers = [.. LayerTypes.Slides(config, read.Layers.Count, l => (l + 1) % usualPattern != 0)
                .Select(slides => slides ? sliding : full)],
        };
    }
}
