using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>StarCoder2: layer norms, rotary attention with grouped keys and values, MLP without a gate.</summary>
/// <remarks>
/// Follows <c>modeling_starcoder2.py</c> of Hugging Face transformers; the hook site is <c>c_fc</c>.
/// </remarks>
internal sealed class StarCoder2 : CausalModel
{
    // What transformers takes where config.json is silent.
    private const double UsualEpsilon = 1e-5;
    private readonly Matrix embedding;
    private readonly Layer[] layers;
    private readonly LayerNorm finalNorm;

    public StarCoder2(RotaryMlpConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers)
    {
        Config = config;
        var from = Owning(parameters);
        embedding = from.GetMatrix("model.embed_tokens.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = LayerNorm.Read(from, "model.norm", config.HiddenSize, config.NormEpsilon);
        Head = new Linear(
            config.TiedHead ? embedding : from.GetMatrix("lm_head.weight", config.VocabularySize, config.HiddenSize));
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    public static ModelFamily Family { get; } = new(
        "starcoder2", "c_fc", Gemma.TanhGelu, "sliding window or full attention", "model.", reader =>
    {
        var config = Read(reader);
        return new(from => new StarCoder2(config, from), name => config.TiedHead && name == "lm_head.weight");
    });

    /// <summary>What config.json said.</summary>
    internal RotaryMlpConfig Config { get; }

    internal override int LengthClass(int length) => Config.Rotary.Scaling.LengthClass(length);

    private protected override Tensor Start(Tensor ids, Layout layout) => Embed(embedding, ids);

    private protected override Func<int, Tensor, Tensor> LayersFor(Layout layout)
    {
        var turns = Config.Rotary.Positions(layout);
        var mask = layout.Seen(Config.Window);
        return (index, x) =>
        {
            var layer = layers[index];
            x = x.Plus(layer.Attention.Of(layer.AttentionNorm.Of(x), turns, mask));
            return x.Plus(layer.Down.Of(layer.Mlp.Run(layer.MlpNorm.Of(x))));
        };
    }

    private protected override Linear Head { get; }

    private protected override Tensor BeforeHead(Tensor x) => finalNorm.Of(x);

    private static RotaryMlpConfig Read(ConfigReader config)
    {
        var bias = config.Flag("use_bias", true);
        var attention = AttentionForm.Read(config) with { InputBias = bias, OutputBias = bias };
        return new RotaryMlpConfig(
            config.Size("vocab_size"), config.Size("hidden_size"), config.Size("intermediate_size"),
            config.Layers("num_hidden_layers"), attention, Rotary.Read(config, attention.HeadSize),
            config.SizeOrNull("sliding_window"), config.Number("norm_epsilon", UsualEpsilon),
            config.Text("hidden_act", Gemma.TanhGelu), bias, config.Flag("tie_word_embeddings", true));
    }

    private sealed record Layer(
        LayerNorm AttentionNorm, RotaryAttention Attention, LayerNorm MlpNorm, MlpSite Mlp, Linear Down)
    {
        public static Layer Read(IParameters from, RotaryMlpConfig c, int layer)
        {
            var name = $"model.layers.{layer}.";
            LayerNorm Norm(string norm, int size) => LayerNorm.Read(from, norm, size, c.NormEpsilon);
            var (mlp, down) = c.ReadMlp(from, name + "mlp.c_fc", name + "mlp.c_proj", layer);
            return new Layer(
                Norm(name + "input_layernorm", c.HiddenSize), RotaryAttention.Read(
                    from, name + "self_attn.", c.Attention, c.HiddenSize, (norm, size) => Norm(norm, size)),
                Norm(name + "post_attention_layernorm", c.HiddenSize), mlp, down);
        }
    }
}
