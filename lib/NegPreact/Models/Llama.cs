using TorchSharp;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Llama: RMS norms, rotary attention with grouped keys and values, SiLU-gated MLP.</summary>
/// <remarks>
/// Follows <c>modeling_llama.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>. Many families are
/// this network with another <see cref="LlamaConfig"/>.
/// </remarks>
internal sealed class Llama : CausalModel
{
    private readonly Matrix embedding;
    private readonly Scalar? embeddingFactor;
    private readonly Scalar residualFactor;
    private readonly Layer[] layers;
    private readonly INorm finalNorm;
    private readonly Scalar? logitDivisor;
    private readonly SoftCap? logitCap;

    public Llama(LlamaConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers.Count)
    {
        Config = config;
        (embeddingFactor, residualFactor) = (config.EmbeddingFactor, config.ResidualFactor);
        (logitDivisor, logitCap) = (config.LogitDivisor, config.LogitCap is { } limit ? new SoftCap(limit) : null);
        var from = Owning(parameters);
        embedding = from.GetMatrix("model.embed_tokens.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. config.Layers.Select((_, l) => Layer.Read(from, config, l))];
        finalNorm = Norm(from, config, "model.norm", config.HiddenSize);
        Head = new Linear(
            config.TiedHead ? embedding : from.GetMatrix("lm_head.weight", config.VocabularySize, config.HiddenSize));
        Mlps = [.. layers.Select(l => l.Mlp.Site)];
    }

    public static ModelFamily Family { get; } = Like(
        "llama", "silu", "Llama 1 to 3; plain, linear, llama3, yarn, dynamic or longrope rotary scaling", Read);

    /// <summary>A family that is this network, by its way to read config.json.</summary>
    public static ModelFamily Like(
        string modelType, string activation, string notes, Func<ConfigReader, LlamaConfig> read,
        string hookSite = "gate_proj") =>
        new(modelType, hookSite, activation, notes, "model.", reader =>
        {
            var config = read(reader);
            // Old exporters stored the frequencies, which are computed here.
            return new(from => new Llama(config, from), name =>
                name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (
                config.TiedHead && name == "lm_head.weight"));
        });

    /// <summary>What config.json said.</summary>
    internal LlamaConfig Config { get; }

    internal override int LengthClass(int length) => Config.Layers.Max(
        l => l.Rotary?.Scaling.LengthClass(length) ?? 0);

    private protected override Tensor Start(Tensor ids, Layout layout)
    {
        var x = Embed(embedding, ids);
        return embeddingFactor is null ? x : x * embeddingFactor;
    }

    private protected override Func<int, Tensor, Tensor> LayersFor(Layout layout)
    {
        var shared = Config.Layers.Distinct().ToDictionary(
            kind => kind, kind => (Turns: kind.Rotary?.Positions(layout), Mask: Mask(kind)));
        return (index, x) =>
        {
            var (layer, (turns, mask)) = (layers[index], shared[Config.Layers[index]]);
            var attended = layer.Attention.Of(layer.BeforeAttention?.Of(x) ?? x, turns, mask);
            x = Sum(x, layer.BehindAttention?.Of(attended) ?? attended);
            var written = layer.Mlp.Of(layer.BeforeMlp?.Of(x) ?? x);
            return Sum(x, layer.BehindMlp?.Of(written) ?? written);
        };

        Tensor Sum(Tensor x, Tensor written) =>
            Config.ResidualFactor == 1 ? x.PlusOwn(written) : x.add(written, residualFactor);

        Tensor? Mask(LayerKind kind) =>
            Config.Attention.Cap is null ? layout.Seen(kind.Window) : layout.Mask(kind.Window);
    }

    private protected override Linear Head { get; }

    private protected override Tensor BeforeHead(Tensor x) => finalNorm.Of(x);

    private protected override Tensor BehindHead(Tensor logits)
    {
        if (logitDivisor is not null)
            logits = logits.div(logitDivisor);
        return logitCap?.Of(logits) ?? logits;
    }

    private static LlamaConfig Read(ConfigReader config)
    {
        var bias = config.Flag("attention_bias", false);
        var attention = AttentionForm.Read(config, keyHeads: true) with { InputBias = bias, OutputBias = bias };
        return LlamaConfig.Read(config, attention) with { MlpBias = config.Flag("mlp_bias", false) };
    }

    private static INorm Norm(IParameters from, LlamaConfig c, string name, long size) => c.Norm switch
    {
        NormForm.Rms => RmsNorm.Read(from, name, size, c.NormEpsilon),
        NormForm.RmsWithOffset => RmsNorm.Read(from, name, size, c.NormEpsilon, offset: true),
        NormForm.Layer => LayerNorm.Read(from, name, size, c.NormEpsilon),
        NormForm.PlainLayer => new PlainLayerNorm(size, c.NormEpsilon),
        _ => throw new InvalidOperationException($"no norm {c.Norm}"),
    };

    private sealed record Layer(
        INorm? BeforeAttention, RotaryAttention Attention, INorm? BehindAttention, INorm? BeforeMlp, GatedMlp Mlp,
        RmsNorm? BehindMlp)
    {
        public static Layer Read(IParameters from, LlamaConfig c, int layer)
        {
            var name = $"model.layers.{layer}.";
            var (before, behind) = (c.NormPlace != NormPlace.Behind, c.NormPlace != NormPlace.Before);
            // A new model's random weights are drawn in the order in which they are read: it stays as it is.
            var gate = GatedMlp.ReadGate(from, name + "mlp.", c);
            var beforeAttention = before ? Of("input_layernorm") : null;
            var attention = RotaryAttention.Read(
                from, name + "self_attn.", c.Attention, c.HiddenSize, (norm, size) => Norm(from, c, norm, size));
            var behindAttention = behind ? Of("post_attention_layernorm") : null;
            // Llama names the norm before the MLP for its place behind the attention.
            var beforeMlp = before ? Of(behind ? "pre_feedforward_layernorm" : "post_attention_layernorm") : null;
            var behindMlp = behind ? (RmsNorm)Of("post_feedforward_layernorm") : null;
            return new Layer(
                beforeAttention, attention, behindAttention, beforeMlp,
                GatedMlp.Read(from, name + "mlp.", layer, c, gate, behindMlp), behindMlp);

            INorm Of(string norm) => Norm(from, c, name + norm, c.HiddenSize);
        }
    }
}
