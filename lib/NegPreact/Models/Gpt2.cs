using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>GPT-2: learned positions, layer norms before attention and MLP, matrices stored <c>[in, out]</c>.</summary>
/// <remarks>Follows <c>modeling_gpt2.py</c> of Hugging Face transformers; the hook site is <c>c_fc</c>.</remarks>
internal sealed class Gpt2 : CausalModel
{
    private readonly Matrix embedding;
    private readonly Tensor positions;
    private readonly Layer[] layers;
    private readonly LayerNorm finalNorm;

    public Gpt2(Gpt2Config config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers)
    {
        var from = Owning(parameters);
        Config = config;
        embedding = from.GetMatrix("transformer.wte.weight", config.VocabularySize, config.HiddenSize);
        positions = from.Get("transformer.wpe.weight", config.Positions, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = LayerNorm.Read(from, "transformer.ln_f", config.HiddenSize, config.NormEpsilon);
        Head = new Linear(
            config.TiedHead ? embedding : from.GetMatrix("lm_head.weight", config.VocabularySize, config.HiddenSize));
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    public static ModelFamily Family { get; } = new(
        "gpt2", "c_fc", "gelu_new", "with or without the prefix `transformer.`", "transformer.", reader =>
    {
        var config = Gpt2Config.Read(reader);
        // Old exporters stored the causal masks.
        return new(from => new Gpt2(config, from), name =>
            name.EndsWith(".attn.bias", StringComparison.Ordinal) || name.EndsWith(
            ".attn.masked_bias", StringComparison.Ordinal)
            || (config.TiedHead && name == "lm_head.weight"));
    });

    /// <summary>What config.json said.</summary>
    internal Gpt2Config Config { get; }

    private protected override Tensor Start(Tensor ids, Layout layout) => Embed(embedding, ids).Plus(
        LearnedPositions(positions, 0, layout));

    private protected override Func<int, Tensor, Tensor> LayersFor(Layout layout)
    {
        var mask = layout.Seen(null);
        return (index, x) =>
        {
            var layer = layers[index];
            var all = layer.QueryKeyValue.Of(layer.AttentionNorm.Of(x)).chunk(3, 2);
            var mixed = Attention.Mix(
                Attention.Heads(all[0], Config.Heads), Attention.Heads(all[1], Config.Heads),
                Attention.Heads(all[2], Config.Heads), mask);
            x = x.Plus(layer.Output.Of(mixed));
            return x.Plus(layer.Down.Of(layer.Mlp.Run(layer.MlpNorm.Of(x))));
        };
    }

    private protected override Linear Head { get; }

    private protected override Tensor BeforeHead(Tensor x) => finalNorm.Of(x);

    private sealed record Layer(
        LayerNorm AttentionNorm, Linear QueryKeyValue, Linear Output, LayerNorm MlpNorm, MlpSite Mlp, Linear Down)
    {
        public static Layer Read(IParameters from, Gpt2Config c, int layer)
        {
            var name = $"transformer.h.{layer}.";
            var up = Linear.ReadTransposed(from, name + "mlp.c_fc", c.IntermediateSize, c.HiddenSize);
            // Assigned below: a new model's random weights are drawn in the order in which they are read.
            Linear down = default;
            return new Layer(
                LayerNorm.Read(from, name + "ln_1", c.HiddenSize, c.NormEpsilon),
                Linear.ReadTransposed(from, name + "attn.c_attn", 3 * c.HiddenSize, c.HiddenSize),
                Linear.ReadTransposed(from, name + "attn.c_proj", c.HiddenSize, c.HiddenSize),
                LayerNorm.Read(from, name + "ln_2", c.HiddenSize, c.NormEpsilon),
                new MlpSite(layer, name + "mlp.c_fc", up.Outputs, up.Of,
                    Activations.Named(c.Activation, "config.json"),
                    () => down.InputNorms()),
                down = Linear.ReadTransposed(from, name + "mlp.c_proj", c.HiddenSize, c.IntermediateSize));
        }
    }
}
