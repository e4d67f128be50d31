using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>GPT-NeoX (Pythia): layer norms, partly rotary attention, MLP beside the attention or after it.</summary>
/// <remarks>Follows <c>modeling_gpt_neox.py</c> of Hugging Face transformers; the hook site is <c>dense_h_to_4h</c>.</remarks>
internal sealed class GptNeoX : CausalModel
{
    private readonly GptNeoXConfig config;
    private readonly Tensor embedding;
    private readonly Layer[] layers;
    private readonly LayerNorm finalNorm;
    private readonly Tensor head;
    private readonly Rotary rotary;

    public GptNeoX(GptNeoXConfig config, IParameters parameters)
        : base(config.VocabularySize, config.HiddenSize)
    {
        this.config = config;
        var from = Owning(parameters);
        rotary = new Rotary(config.RotaryDims, config.RotaryTheta, config.RotaryScaling);
        embedding = from.Get("gpt_neox.embed_in.weight", config.VocabularySize, config.HiddenSize);
        layers = [.. Enumerable.Range(0, config.Layers).Select(l => Layer.Read(from, config, l))];
        finalNorm = LayerNorm.Read(from, "gpt_neox.final_layer_norm", config.HiddenSize, config.NormEpsilon);
        head = config.TiedHead ? embedding : from.Get("embed_out.weight", config.VocabularySize, config.HiddenSize);
        Mlps = [.. layers.Select(l => l.Mlp)];
    }

    /// <summary>Buffers of old exporters: masks and frequencies that are computed here.</summary>
    public static bool IsInert(string name) =>
        name.EndsWith(".attention.bias", StringComparison.Ordinal) || name.EndsWith(".attention.masked_bias", StringComparison.Ordinal)
        || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal);

    private protected override Tensor Forward(Tensor ids)
    {
        var turns = rotary.Positions(ids.shape[1], ids.device);
        var x = Embed(embedding, ids);
        foreach (var layer in layers)
        {
            var attended = Attention(layer, turns, layer.AttentionNorm.Of(x));
            var second = layer.MlpNorm.Of(config.ParallelResidual ? x : x + attended);
            x = x + attended + layer.Down.Of(layer.Mlp.Run(second));
        }

        return nn.functional.linear(finalNorm.Of(x), head);
    }

    private Tensor Attention(Layer layer, Rotary.Turns turns, Tensor x)
    {
        // Rows are interleaved: [head][query | key | value][feature].
        var size = config.HiddenSize / config.Heads;
        var all = layer.QueryKeyValue.Of(x).view(x.shape[0], x.shape[1], config.Heads, 3 * size).transpose(1, 2);
        var q = turns.Rotate(all.narrow(3, 0, size));
        var k = turns.Rotate(all.narrow(3, size, size));
        var v = all.narrow(3, 2 * size, size);
        var mixed = nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        return layer.Output.Of(mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], config.HiddenSize));
    }

    private sealed record Layer(LayerNorm AttentionNorm, Linear QueryKeyValue, Linear Output, LayerNorm MlpNorm, MlpSite Mlp, Linear Down)
    {
        public static Layer Read(IParameters from, GptNeoXConfig c, int layer)
        {
            var name = $"gpt_neox.layers.{layer}.";
            var up = Linear.Read(from, name + "mlp.dense_h_to_4h", c.IntermediateSize, c.HiddenSize, bias: true);
            return new Layer(
                LayerNorm.Read(from, name + "input_layernorm", c.HiddenSize, c.NormEpsilon),
                Linear.Read(from, name + "attention.query_key_value", 3 * c.HiddenSize, c.HiddenSize, c.AttentionBias),
                Linear.Read(from, name + "attention.dense", c.HiddenSize, c.HiddenSize, c.AttentionBias),
                LayerNorm.Read(from, name + "post_attention_layernorm", c.HiddenSize, c.NormEpsilon),
                new MlpSite(layer, name + "mlp.dense_h_to_4h", up, Activations.Named(c.Activation, "config.json")),
                Linear.Read(from, name + "mlp.dense_4h_to_h", c.HiddenSize, c.IntermediateSize, bias: true));
        }
    }
}
