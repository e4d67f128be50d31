using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Llama: RMS norms, rotary attention with grouped keys and values, SiLU-gated MLP.</summary>
/// <remarks>
/// Follows <c>modeling_llama.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>. Mistral and Qwen
/// are this network with another <see cref="LlamaConfig"/>.
/// </remarks>
internal sealed class Llama : CausalModel
{
    private readonly LlamaConfig config;
    private readonly Tensor embedding;
    private readonly Layer[] layers;
    private readonly Tensor finalNorm;
    private readonly Linear head;
    private readonly Rotary rotary;
    private readonly TorchSharp.Scalar epsilon;

    public Llama(LlamaConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize, config.Layers)
    {
        this.config = config;
        epsilon = config.NormEpsilon;
        var from = Owning(parameters);
        rotary = new Rotary(config.HeadSize, config.RotaryTheta, config.RotaryScaling);
        embedding = from.Get("model.embed_tokens.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = from.Get("model.norm.weight", config.HiddenSize);
        head = new Linear(
            config.TiedHead ? embedding : from.Get("lm_head.weight", config.VocabularySize, config.HiddenSize));
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    public static ModelFamily Family { get; } = Like(
        "llama", "silu", "Llama 1 to 3, plain, linear or llama3 rotary scaling", Read);

    /// <summary>A family that is this network, by its way to read config.json.</summary>
    public static ModelFamily Like(
        string modelType, string activation, string notes, Func<ConfigReader, LlamaConfig> read) =>
        new(modelType, "gate_proj", activation, notes, "model.", reader =>
        {
            var config = read(reader);
            // Old exporters stored the frequencies, which are computed here.
            return new(from => new Llama(config, from), name =>
                name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || (
                config.TiedHead && name == "lm_head.weight"));
        });

    private protected override Tensor Start(Tensor ids) => Embed(embedding, ids);

    private protected override Func<int, Tensor, Tensor> LayersFor(long length, Device device)
    {
        var turns = rotary.Positions(length, device);
        var mask = Attention.Window(config.Window, length, device);
        return (index, x) =>
        {
            var layer = layers[index];
            x = x.Plus(Attend(layer, turns, mask, Norm(x, layer.AttentionNorm)));
            var input = Norm(x, layer.MlpNorm);
            return x.Plus(layer.Down.Of(layer.Mlp.Run(input) * layer.Up.Of(input)));
        };
    }

    private protected override Tensor End(Tensor x) => head.Of(Norm(x, finalNorm));

    private static LlamaConfig Read(ConfigReader config)
    {
        var bias = config.Flag("attention_bias", false);
        return LlamaConfig.Read(config, keyHeads: config.Size("num_attention_heads")) with
        {
            InputBias = bias,
            OutputBias = bias,
            MlpBias = config.Flag("mlp_bias", false),
        };
    }

    private Tensor Norm(Tensor x, Tensor weight) =>
        x * (x * x).mean([-1], keepdim: true).add(epsilon).rsqrt() * weight;

    private Tensor Attend(Layer layer, Rotary.Turns turns, Tensor? mask, Tensor x)
    {
        var q = Turned(layer.Query.Of(x), config.Heads, layer.QueryNorm);
        var k = Turned(layer.Key.Of(x), config.KeyHeads, layer.KeyNorm);
        return layer.Output.Of(Attention.Mix(q, k, Attention.Heads(layer.Value.Of(x), config.KeyHeads), mask));

        Tensor Turned(Tensor all, int heads, Tensor? norm)
        {
            var each = Attention.Split(all, heads);
            return turns.Rotate((norm is null ? each : Norm(each, norm)).transpose(1, 2));
        }
    }

    private sealed record Layer(
        Tensor AttentionNorm, Linear Query, Linear Key, Linear Value, Linear Output, Tensor? QueryNorm,
        Tensor? KeyNorm, Tensor MlpNorm,
        MlpSite Mlp, Linear Up, Linear Down)
    {
        public static Layer Read(IParameters from, LlamaConfig c, int layer)
        {
            var name = $"model.layers.{layer}.";
            var (attention, mlp) = (name + "self_attn.", name + "mlp.");
            var gate = Linear.Read(from, mlp + "gate_proj", c.IntermediateSize, c.HiddenSize, c.MlpBias);
            // Assigned below: a new model's random weights are drawn in the order in which they are read.
            Linear up = default, down = default;
            return new Layer(
                from.Get(name + "input_layernorm.weight", c.HiddenSize),
                Linear.Read(from, attention + "q_proj", c.Heads * c.HeadSize, c.HiddenSize, c.InputBias),
                Linear.Read(from, attention + "k_proj", c.KeyHeads * c.HeadSize, c.HiddenSize, c.InputBias),
                Linear.Read(from, attention + "v_proj", c.KeyHeads * c.HeadSize, c.HiddenSize, c.InputBias),
                Linear.Read(from, attention + "o_proj", c.HiddenSize, c.Heads * c.HeadSize, c.OutputBias),
                c.QueryKeyNorm ? from.Get(attention + "q_norm.weight", c.HeadSize) : null,
                c.QueryKeyNorm ? from.Get(attention + "k_norm.weight", c.HeadSize) : null,
                from.Get(name + "post_attention_layernorm.weight", c.HiddenSize),
                new MlpSite(layer, mlp + "gate_proj", gate.Outputs, gate.Of,
                    Activations.Named(c.Activation, "config.json"), () => down.InputNorms(), x => up.Of(x)),
                up = Linear.Read(from, mlp + "up_proj", c.IntermediateSize, c.HiddenSize, c.MlpBias),
                down = Linear.Read(from, mlp + "down_proj", c.HiddenSize, c.IntermediateSize, c.MlpBias));
        }
    }
}
