using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Llama: RMS norms, rotary attention with grouped keys and values, SiLU-gated MLP.</summary>
/// <remarks>Follows <c>modeling_llama.py</c> of Hugging Face transformers; the hook site is <c>gate_proj</c>.</remarks>
internal sealed class Llama : CausalModel
{
    private readonly Tensor embedding;
    private readonly Layer[] layers;
    private readonly Tensor finalNorm;
    private readonly Tensor head;
    private readonly Rotary rotary;
    private readonly double epsilon;
    private readonly int heads;
    private readonly int keyHeads;
    private readonly int headSize;

    public Llama(LlamaConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize)
    {
        var from = Owning(parameters);
        (epsilon, heads, keyHeads, headSize) = (config.NormEpsilon, config.Heads, config.KeyHeads, config.HeadSize);
        rotary = new Rotary(headSize, config.RotaryTheta, config.RotaryScaling);
        embedding = from.Get("model.embed_tokens.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = from.Get("model.norm.weight", config.HiddenSize);
        head = config.TiedHead ? embedding : from.Get("lm_head.weight", config.VocabularySize, config.HiddenSize);
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    private protected override Tensor Forward(Tensor ids)
    {
        var turns = rotary.Positions(ids.shape[1], ids.device);
        var x = Embed(embedding, ids);
        foreach (var layer in layers)
        {
            x = x + Attention(layer, turns, Norm(x, layer.AttentionNorm));
            var input = Norm(x, layer.MlpNorm);
            x = x + layer.Down.Of(layer.Mlp.Run(input) * layer.Up.Of(input));
        }

        return nn.functional.linear(Norm(x, finalNorm), head);
    }

    private Tensor Norm(Tensor x, Tensor weight) =>
        x * x.square().mean([-1], keepdim: true).add(epsilon).rsqrt() * weight;

    private Tensor Attention(Layer layer, Rotary.Turns turns, Tensor x)
    {
        var q = turns.Rotate(Heads(layer.Query.Of(x), heads));
        var k = turns.Rotate(Heads(layer.Key.Of(x), keyHeads));
        var v = Heads(layer.Value.Of(x), keyHeads);
        if (keyHeads != heads)
        {
            k = k.repeat_interleave(heads / keyHeads, dim: 1);
            v = v.repeat_interleave(heads / keyHeads, dim: 1);
        }

        var mixed = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        return layer.Output.Of(mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], heads * headSize));
    }

    // [batch, position, head x feature] to [batch, head, position, feature]
    private Tensor Heads(Tensor x, int count) => x.view(x.shape[0], x.shape[1], count, headSize).transpose(1, 2);

    private sealed record Layer(
        Tensor AttentionNorm, Linear Query, Linear Key, Linear Value, Linear Output, Tensor MlpNorm, MlpSite Mlp, Linear Up, Linear Down)
    {
        public static Layer Read(IParameters from, LlamaConfig c, int layer)
        {
            var name = $"model.layers.{layer}.";
            var (attention, mlp) = (name + "self_attn.", name + "mlp.");
            var gate = Linear.Read(from, mlp + "gate_proj", c.IntermediateSize, c.HiddenSize, c.MlpBias);
            return new Layer(
                from.Get(name + "input_layernorm.weight", c.HiddenSize),
                Linear.Read(from, attention + "q_proj", c.Heads * c.HeadSize, c.HiddenSize, c.AttentionBias),
                Linear.Read(from, attention + "k_proj", c.KeyHeads * c.HeadSize, c.HiddenSize, c.AttentionBias),
                Linear.Read(from, attention + "v_proj", c.KeyHeads * c.HeadSize, c.HiddenSize, c.AttentionBias),
                Linear.Read(from, attention + "o_proj", c.HiddenSize, c.Heads * c.HeadSize, c.AttentionBias),
                from.Get(name + "post_attention_layernorm.weight", c.HiddenSize),
                new MlpSite(layer, mlp + "gate_proj", gate, Activations.Named(c.Activation, "config.json")),
                Linear.Read(from, mlp + "up_proj", c.IntermediateSize, c.HiddenSize, c.MlpBias),
                Linear.Read(from, mlp + "down_proj", c.HiddenSize, c.IntermediateSize, c.MlpBias));
        }
    }
}
