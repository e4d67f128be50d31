using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>GPT-NeoX (Pythia): layer norms, partly rotary attention, MLP beside the attention or after it.</summary>
/// <remarks>
/// Follows <c>modeling_gpt_neox.py</c> of Hugging Face transformers; the hook site is <c>dense_h_to_4h</c>.
/// </remarks>
internal sealed class GptNeoX : CausalModel
{
    private readonly Matrix embedding;
    private readonly Layer[] layers;
    private readonly LayerNorm finalNorm;

    public GptNeoX(GptNeoXConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers)
    {
        Config = config;
        var from = Owning(parameters);
        embedding = from.GetMatrix("gpt_neox.embed_in.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = LayerNorm.Read(from, "gpt_neox.final_layer_norm", config.HiddenSize, config.NormEpsilon);
        Head = new Linear(
            config.TiedHead ? embedding : from.GetMatrix("embed_out.weight", config.VocabularySize, config.HiddenSize));
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    public static ModelFamily Family { get; } = new(
        "gpt_neox", "dense_h_to_4h", "gelu", "Pythia; MLP beside the attention or after it", "gpt_neox.", reader =>
    {
        var config = GptNeoXConfig.Read(reader);
        // Old exporters stored masks and frequencies, which are computed here.
        return new(from => new GptNeoX(config, from), name =>
            name.EndsWith(".attention.bias", StringComparison.Ordinal) || name.EndsWith(
            ".attention.masked_bias", StringComparison.Ordinal)
            || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (
            config.TiedHead && name == "embed_out.weight"));
    });

    /// <summary>What config.json said.</summary>
    internal GptNeoXConfig Config { get; }

    internal override int LengthClass(int length) => Config.Rotary.Scaling.LengthClass(length);

    private protected override Tensor Start(Tensor ids, Layout layout) => Embed(embedding, ids);

    private protected override Func<int, Tensor, Tensor> LayersFor(Layout layout)
    {
        var (turns, mask) = (Config.Rotary.Positions(layout), layout.Seen(null));
        return (index, x) =>
        {
            var layer = layers[index];
            var attended = Attend(layer, turns, mask, layer.AttentionNorm.Of(x));
            var second = layer.MlpNorm.Of(Config.ParallelResidual ? x : x.Plus(attended));
            return x.Plus(attended).Plus(layer.Down.Of(layer.Mlp.Run(second)));
        };
    }

    private protected override Linear Head { get; }

    private protected override Tensor BeforeHead(Tensor x) => finalNorm.Of(x);

    private Tensor Attend(Layer layer, Rotary.Turns turns, Tensor? mask, Tensor x)
    {
        // Rows are interleaved: [head][query | key | value][feature].
        var size = Config.HiddenSize / Config.Heads;
        var all = Attention.Heads(layer.QueryKeyValue.Of(x), Config.Heads);
        var q = turns.Rotate(all.narrow(3, 0, size));
        var k = turns.Rotate(all.narrow(3, size, size));
        return layer.Output.Of(Attention.Mix(q, k, all.narrow(3, 2 * size, size), mask));
    }

    private sealed record Layer(
        LayerNorm AttentionNorm, Linear QueryKeyValue, Linear Output, LayerNorm MlpNorm, MlpSite Mlp, Linear Down)
    {
        public static Layer Read(IParameters from, GptNeoXConfig c, int layer)
        {
            var name = $"gpt_neox.layers.{layer}.";
            var up = Linear.Read(from, name + "mlp.dense_h_to_4h", c.IntermediateSize, c.HiddenSize, bias: true);
            // Assigned below: a new model's random weights are drawn in the order in which they are read.
            Linear down = default;
            return new Layer(
                LayerNorm.Read(from, name + "input_layernorm", c.HiddenSize, c.NormEpsilon),
                Linear.Read(from, name + "attention.query_key_value", 3 * c.HiddenSize, c.HiddenSize, c.AttentionBias),
                Linear.Read(from, name + "attention.dense", c.HiddenSize, c.HiddenSize, c.AttentionBias),
                LayerNorm.Read(from, name + "post_attention_layernorm", c.HiddenSize, c.NormEpsilon),
                new MlpSite(layer, name + "mlp.dense_h_to_4h", up.Outputs, up.Of,
                    Activations.Named(c.Activation, "config.json"),
                    () => down.InputNorms()),
                down = Linear.Read(from, name + "mlp.dense_4h_to_h", c.HiddenSize, c.IntermediateSize, bias: true));
        }
    }
}
