using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>OPT: learned positions, layer norms before or after attention and MLP, ReLU.</summary>
/// <remarks>Follows <c>modeling_opt.py</c> of Hugging Face transformers; the hook site is <c>fc1</c>.</remarks>
internal sealed class Opt : CausalModel
{
    // The first rows of the position table belong to padding, a legacy of the model's trainer.
    private const int PositionOffset = 2;
    private const double NormEpsilon = 1e-5;
    private readonly Matrix embedding;
    private readonly Tensor positions;
    private readonly Linear? projectIn;
    private readonly Linear? projectOut;
    private readonly Layer[] layers;
    private readonly LayerNorm? finalNorm;

    public Opt(OptConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers)
    {
        Config = config;
        var from = Owning(parameters);
        embedding = from.GetMatrix("model.decoder.embed_tokens.weight", config.VocabularySize, config.EmbeddingSize);
        positions = from.Get(
            "model.decoder.embed_positions.weight", config.Positions + PositionOffset, config.HiddenSize);
        if (config.EmbeddingSize != config.HiddenSize)
        {
            projectIn = Linear.Read(
                from, "model.decoder.project_in", config.HiddenSize, config.EmbeddingSize, bias: false);
            projectOut = Linear.Read(
                from, "model.decoder.project_out", config.EmbeddingSize, config.HiddenSize, bias: false);
        }

        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = config.FinalNorm ? LayerNorm.Read(
            from, "model.decoder.final_layer_norm", config.HiddenSize, NormEpsilon) : null;
        Head = new Linear(
            config.TiedHead ? embedding : from.GetMatrix(
            "lm_head.weight", config.VocabularySize, config.EmbeddingSize));
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    public static ModelFamily Family { get; } = new("opt", "fc1", "relu",
        "norms before or after, as opt-350m; the contrast without negative activations", "model.", reader =>
    {
        var config = OptConfig.Read(reader);
        return new(from => new Opt(config, from), name =>
            name.EndsWith("decoder.version", StringComparison.Ordinal) || (
            config.TiedHead && name == "lm_head.weight"));
    });

    /// <summary>What config.json said.</summary>
    internal OptConfig Config { get; }

    private protected override Tensor Start(Tensor ids, Layout layout)
    {
        var words = Embed(embedding, ids);
        return (projectIn?.Of(words) ?? words).Plus(LearnedPositions(positions, PositionOffset, layout));
    }

    private protected override Func<int, Tensor, Tensor> LayersFor(Layout layout)
    {
        var mask = layout.Seen(null);
        return (index, x) =>
        {
            var layer = layers[index];
            x = Around(layer.AttentionNorm, x, h => Attend(layer, mask, h));
            return Around(layer.MlpNorm, x, h => layer.Down.Of(layer.Mlp.Run(h)));
        };
    }

    private protected override Linear Head { get; }

    private protected override Tensor BeforeHead(Tensor x)
    {
        x = finalNorm?.Of(x) ?? x;
        return projectOut?.Of(x) ?? x;
    }

    // The residual around one half of a layer, with the norm on the way in or on the sum.
    private Tensor Around(LayerNorm norm, Tensor x, Func<Tensor, Tensor> half) =>
        Config.NormBefore ? x.Plus(half(norm.Of(x))) : norm.Of(x.Plus(half(x)));

    private Tensor Attend(Layer layer, Tensor? mask, Tensor x) => layer.Output.Of(Attention.Mix(
        Attention.Heads(layer.Query.Of(x), Config.Heads), Attention.Heads(layer.Key.Of(x), Config.Heads),
        Attention.Heads(layer.Value.Of(x), Config.Heads), mask));

    private sealed record Layer(
        LayerNorm AttentionNorm, Linear Query, Linear Key, Linear Value, Linear Output, LayerNorm MlpNorm, MlpSite Mlp,
        Linear Down)
    {
        public static Layer Read(IParameters from, OptConfig c, int layer)
        {
            var name = $"model.decoder.layers.{layer}.";
            Linear Square(string part) => Linear.Read(
                from, name + "self_attn." + part, c.HiddenSize, c.HiddenSize, c.Bias);
            var up = Linear.Read(from, name + "fc1", c.IntermediateSize, c.HiddenSize, c.Bias);
            // Assigned below: a new model's random weights are drawn in the order in which they are read.
            Linear down = default;
            return new Layer(
                LayerNorm.Read(from, name + "self_attn_layer_norm", c.HiddenSize, NormEpsilon),
                Square("q_proj"), Square("k_proj"), Square("v_proj"), Square("out_proj"),
                LayerNorm.Read(from, name + "final_layer_norm", c.HiddenSize, NormEpsilon),
                new MlpSite(layer, name + "fc1", up.Outputs, up.Of, Activations.Named(c.Activation, "config.json"),
                    () => down.InputNorms()),
                down = Linear.Read(from, name + "fc2", c.HiddenSize, c.IntermediateSize, c.Bias));
        }
    }
}
