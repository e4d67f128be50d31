using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Phi-1, 1.5 and 2: partly rotary attention and an MLP side by side behind one layer norm.</summary>
/// <remarks>Follows <c>modeling_phi.py</c> of Hugging Face transformers; the hook site is <c>fc1</c>.</remarks>
internal sealed class Phi : CausalModel
{
    // What transformers takes where config.json is silent.
    private const double UsualShare = 0.5;
    private const double UsualEpsilon = 1e-5;
    private readonly Matrix embedding;
    private readonly Layer[] layers;
    private readonly LayerNorm finalNorm;

    public Phi(RotaryMlpConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers)
    {
        Config = config;
        var from = Owning(parameters);
        embedding = from.GetMatrix("model.embed_tokens.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = LayerNorm.Read(from, "model.final_layernorm", config.HiddenSize, config.NormEpsilon);
        Head = new Linear(
            config.TiedHead ? embedding : from.GetMatrix("lm_head.weight", config.VocabularySize, config.HiddenSize),
            from.Get("lm_head.bias", config.VocabularySize));
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    public static ModelFamily Family { get; } = new(
        "phi", "fc1", "gelu_new", "Phi-1, 1.5 and 2; no norms of queries and keys", "model.", reader =>
    {
        var config = Read(reader);
        return new(from => new Phi(config, from), name => config.TiedHead && name == "lm_head.weight");
    });

    /// <summary>What config.json said.</summary>
    internal RotaryMlpConfig Config { get; }

    internal override int LengthClass(int length) => Config.Rotary.Scaling.LengthClass(length);

    private protected override Tensor Start(Tensor ids, Layout layout) => Embed(embedding, ids);

    private protected override Func<int, Tensor, Tensor> LayersFor(Layout layout)
    {
        var (turns, mask) = (Config.Rotary.Positions(layout), layout.Seen(null));
        return (index, x) =>
        {
            var layer = layers[index];
            var input = layer.Norm.Of(x);
            return x.Plus(layer.Attention.Of(input, turns, mask)).Plus(layer.Down.Of(layer.Mlp.Run(input)));
        };
    }

    private protected override Linear Head { get; }

    private protected override Tensor BeforeHead(Tensor x) => finalNorm.Of(x);

    private static RotaryMlpConfig Read(ConfigReader config)
    {
        var attention = AttentionForm.Read(config, keyHeads: true) with
        {
            InputBias = true,
            OutputBias = true,
            OutputName = "dense",
        };
        return new RotaryMlpConfig(
            config.Size("vocab_size"), config.Size("hidden_size"), config.Size("intermediate_size"),
            config.Layers("num_hidden_layers"), attention,
            Rotary.Read(config, attention.HeadSize, usualShare: UsualShare), Window: null,
            config.Number("layer_norm_eps", UsualEpsilon), config.Text("hidden_act", "gelu_new"), Bias: true,
            config.Flag("tie_word_embeddings", false));
    }

    private sealed record Layer(LayerNorm Norm, RotaryAttention Attention, MlpSite Mlp, Linear Down)
    {
        public static Layer Read(IParameters from, RotaryMlpConfig c, int layer)
        {
            var name = $"model.layers.{layer}.";
            LayerNorm Norm(string norm, int size) => LayerNorm.Read(from, norm, size, c.NormEpsilon);
            var (mlp, down) = c.ReadMlp(from, name + "mlp.fc1", name + "mlp.fc2", layer);
            return new Layer(
                Norm(name + "input_layernorm", c.HiddenSize), RotaryAttention.Read(
                    from, name + "self_attn.", c.Attention, c.HiddenSize, (norm, size) => Norm(norm, size)), mlp, down);
        }
    }
}
