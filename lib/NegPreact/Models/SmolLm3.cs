namespace NegPreact.Models;

/// <summary>SmolLM3: Llama with some layers that know no positions.</summary>
/// <remarks>
/// Follows <c>modeling_smollm3.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.
/// </remarks>
internal static class SmolLm3
{
    // What transformers takes where config.json is silent.
    private const double UsualTheta = 2_000_000;
    private const int UsualInterval = 4;

    // The field is named for the layers without rotary embedding, which its zeros are.
    private static readonly Dictionary<string, bool> turns = new(StringComparer.Ordinal)
    {
        ["1"] = true,
        ["0"] = false,
    };

    public static ModelFamily Family { get; } = Llama.Like(
        "smollm3", "silu", "layers without positions, full attention only", config =>
    {
        LayerTypes.RefuseWindow(config);
        var bias = config.Flag("attention_bias", false);
        var attention = AttentionForm.Read(config) with { InputBias = bias, OutputBias = bias };
        var read = LlamaConfig.Read(
            config, attention, Rotary.Read(config, attention.HeadSize, UsualTheta), tied: true);
        var interval = config.Size("no_rope_layer_interval", UsualInterval);
        var turned = config.Each("no_rope_layers", read.Layers.Count, turns)
            ?? [.. Enumerable.Range(1, read.Layers.Count).Select(l => l % interval != 0)];
        return read with
        {
            MlpBias = config.Flag("mlp_bias", false),
            Layers = [.. read.Layers.Zip(turned, (kind, t) => t ? kind : new LayerKind(null, null))],
        };
    });
}
