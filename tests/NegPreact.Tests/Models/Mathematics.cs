using System.Globalization;
using NegPreact.Models;

namespace NegPreact.Tests.Models;

/// <summary>What a config.json asked for, in words; what the plainest Llama does is not said.</summary>
internal static class Mathematics
{
    public static string Of(CausalModel network) => string.Join("; ", (network switch
    {
        Llama llama => Of(llama.Config),
        GptNeoX neoX => Of(neoX.Config),
        Gpt2 gpt2 => Of(gpt2.Config),
        Opt opt => Of(opt.Config),
        Phi phi => Of(phi.Config),
        StarCoder2 starCoder2 => Of(starCoder2.Config),
        _ => throw new InvalidOperationException($"no words for {network.GetType().Name}"),
    }).OfType<string>());

    private static IEnumerable<string?> Of(LlamaConfig c)
    {
        yield return c.TiedHead ? "tied" : null;
        yield return c.Activation == "silu" ? null : c.Activation;
        yield return c.Norm == NormForm.Rms ? null : $"{c.Norm} norms";
        yield return c.NormPlace == NormPlace.Before ? null : $"norms {c.NormPlace}";
        yield return c.NormEpsilon == 1e-6 ? null : $"epsilon {Short(c.NormEpsilon)}";
        foreach (var word in Of(c.Attention))
            yield return word;
        yield return c.MlpBias ? "MLP bias" : null;
        yield return c.IsGateFused ? "fused gate" : null;
        yield return c.EmbeddingFactor is { } e ? $"embedding x {Short(e)}" : null;
        yield return c.ResidualFactor == 1 ? null : $"branches x {Short(c.ResidualFactor)}";
        yield return c.LogitDivisor is { } d ? $"logits / {Short(d)}" : null;
        yield return c.LogitCap is { } cap ? $"logits within {Short(cap)}" : null;
        foreach (var kind in c.Layers.Index().GroupBy(l => l.Item))
        {
            var where = kind.Count() == c.Layers.Count ? "" : $" in {string.Join(' ', kind.Select(l => l.Index))}";
            yield return (kind.Key.Rotary is { } rotary ? Of(rotary, c.Attention.HeadSize) : "no positions")
                + Windowed(kind.Key.Window) + where;
        }
    }

    private static IEnumerable<string?> Of(AttentionForm a)
    {
        yield return a.InputBias ? "bias of q, k, v" : null;
        yield return a.OutputBias ? "bias of o" : null;
        yield return a.IsFused ? "fused q, k, v" : null;
        yield return a.Norm == QueryKeyNorm.None ? null : $"q and k normalised, {a.Norm}";
        yield return a.Clip is { } clip ? $"q, k, v within {Short(clip)}" : null;
        yield return a.Scale is { } scale ? $"scores x {Short(scale)}" : null;
        yield return a.Cap is { } cap ? $"scores within {Short(cap)}" : null;
    }

    private static IEnumerable<string?> Of(GptNeoXConfig c) =>
    [
        c.TiedHead ? "tied" : null, c.Activation, c.ParallelResidual ? "side by side" : null,
        c.AttentionBias ? "bias" : null, Of(c.Rotary, c.HiddenSize / c.Heads),
    ];

    private static IEnumerable<string?> Of(Gpt2Config c) => [c.TiedHead ? "tied" : null, c.Activation];

    private static IEnumerable<string?> Of(OptConfig c) =>
    [
        c.TiedHead ? "tied" : null, c.Activation, c.NormBefore ? null : "norms Behind",
        c.FinalNorm ? "last norm" : null, c.Bias ? "bias" : null,
        c.EmbeddingSize == c.HiddenSize ? null : "projected embedding",
    ];

    private static IEnumerable<string?> Of(RotaryMlpConfig c) =>
    [
        c.TiedHead ? "tied" : null, c.Activation, c.Bias ? "bias" : null, $"epsilon {Short(c.NormEpsilon)}",
        Of(c.Rotary, c.Attention.HeadSize) + Windowed(c.Window),
    ];

    private static string Of(Rotary rotary, int headSize)
    {
        var part = rotary.Dims == headSize ? "" : $" on {rotary.Dims} of {headSize}";
        var scaling = rotary.Scaling switch
        {
            RotaryScaling.None => "",
            RotaryScaling.Linear s => $", linear {Short(s.Factor)}",
            RotaryScaling.Llama3 s => $", llama3 {Short(s.Factor)} from {s.OriginalLength}",
            YarnScaling s => $", yarn {Short(s.Factor)} from {s.OriginalLength}, turns x {Short(s.YarnFactor)}",
            DynamicScaling s => $", dynamic {Short(s.Factor)} from {s.TrainedLength}",
            LongRopeScaling s => $", longrope from {s.OriginalLength}, turns x {Short(s.LongRopeFactor)}",
            var other => throw new InvalidOperationException($"no words for {other}"),
        };
        return $"theta {Short(rotary.Theta)}{part}{scaling}";
    }

    private static string Windowed(int? window) => window is { } w ? $", window {w}" : "";

    private static string Short(double value) => value.ToString("0.####", CultureInfo.InvariantCulture) is
        not "0" and var text ? text : value.ToString("0.####e-0", CultureInfo.InvariantCulture);
}
