namespace NegPreact.Models;

/// <summary>Phi-3 and Phi-4: Llama with fused matrices and heads that may be turned in part.</summary>
/// <remarks>
/// Follows <c>modeling_phi3.py</c> of Hugging Face transformers; the hook site is the first half of
/// <c>gate_up_proj</c>.
/// </remarks>
internal static class Phi3
{
    // What transformers takes where config.json is silent.
    private const double UsualEpsilon = 1e-5;

    public static ModelFamily Family { get; } = Llama.Like(
        "phi3", "silu", "Phi-3 to Phi-4, text only; the gate is the first half of the hook site", config =>
    {
        var attention = AttentionForm.Read(config, keyHeads: true) with { IsFused = true };
        var rotary = Rotary.Read(config, attention.HeadSize, usualShare: 1);
        if (rotary.Scaling is not (RotaryScaling.None or LongRopeScaling))
            throw new NegPreactException(
                ErrorKind.Architecture, $"{config.Path} asks for a rotary scaling that Phi-3 does not have (default "
                + "and longrope are known); use another model.");
        return LlamaConfig.Read(
            config, attention, rotary, config.SizeOrNull("sliding_window"),
            config.Number("rms_norm_eps", UsualEpsilon)) with { IsGateFused = true };
    }, hookSite: "gate_up_proj");
}
