using System.Text.Json.Nodes;

namespace NegPreact.Models;

/// <summary>Names and fields that several architectures of GGUF files share.</summary>
internal static class GgufCommon
{
    /// <summary>Where most of what is assumed is from.</summary>
    public const string Published = "as in the family's published models";

    private const double UsualBase = 10_000;
    private const string RotaryFactors = "rope_freqs.weight";

    /// <summary>What the layers' names begin with in most models of transformers.</summary>
    public const string Layers = "model.layers.";

    /// <summary>The tensors outside the layers of most models.</summary>
    public static IReadOnlyDictionary<string, GgufPlace> Outer { get; } = new Dictionary<string, GgufPlace>
    {
        ["token_embd"] = new("model.embed_tokens"), ["output_norm"] = new("model.norm"), ["output"] = new("lm_head"),
    };

    /// <summary>The attention of most models.</summary>
    public static IReadOnlyDictionary<string, GgufPlace> Attention { get; } = new Dictionary<string, GgufPlace>
    {
        ["attn_q"] = new("self_attn.q_proj"), ["attn_k"] = new("self_attn.k_proj"),
        ["attn_v"] = new("self_attn.v_proj"), ["attn_output"] = new("self_attn.o_proj"),
    };

    /// <summary>The gated MLP of most models.</summary>
    public static IReadOnlyDictionary<string, GgufPlace> GatedMlp { get; } = new Dictionary<string, GgufPlace>
    {
        ["ffn_gate"] = new("mlp.gate_proj"), ["ffn_up"] = new("mlp.up_proj"), ["ffn_down"] = new("mlp.down_proj"),
    };

    /// <summary>The norms before attention and MLP of most models.</summary>
    public static IReadOnlyDictionary<string, GgufPlace> Norms { get; } = new Dictionary<string, GgufPlace>
    {
        ["attn_norm"] = new("input_layernorm"), ["ffn_norm"] = new("post_attention_layernorm"),
    };

    /// <summary>Tables of names put together.</summary>
    public static IReadOnlyDictionary<string, GgufPlace> Joined(
        params IEnumerable<IReadOnlyDictionary<string, GgufPlace>> tables) =>
        tables.SelectMany(t => t).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    /// <summary>The sizes that all but GPT-2 name alike.</summary>
    public static void Sizes(GgufFields fields)
    {
        var config = fields.Config;
        config["vocab_size"] = fields.Vocabulary();
        config["hidden_size"] = fields.Size("embedding_length");
        config["intermediate_size"] = fields.Size("feed_forward_length");
        config["num_hidden_layers"] = fields.Layers();
        config["num_attention_heads"] = fields.Size("attention.head_count");
        config["max_position_embeddings"] = fields.Size("context_length");
        config["tie_word_embeddings"] = !fields.Has("output.weight");
    }

    /// <summary>How many heads keys and values have; as many as queries where the file is silent.</summary>
    public static void KeyHeads(GgufFields fields) => fields.Config["num_key_value_heads"] =
        fields.SizeOrNull("attention.head_count_kv") ?? (int)fields.Config["num_attention_heads"]!;

    /// <summary>How many features a head has.</summary>
    /// <exception cref="NegPreactException">The heads do not share the hidden size equally.</exception>
    public static int HeadSize(GgufFields fields)
    {
        int hidden = (int)fields.Config["hidden_size"]!, heads = (int)fields.Config["num_attention_heads"]!;
        var size = fields.SizeOrNull("attention.key_length")
            ?? (hidden % heads == 0 ? hidden / heads : fields.Size("attention.key_length"));
        fields.RequireSame("attention.value_length", size);
        return size;
    }

    /// <summary>
    /// A plain or linear rotary embedding, or one with a factor for each frequency, of whole heads; under the names
    /// that all releases of transformers read.
    /// </summary>
    public static void Rotary(GgufFields fields, int headSize)
    {
        fields.RequireSame("rope.dimension_count", headSize);
        fields.Config["rope_theta"] = RotaryBase(fields);
        var scaling = LinearScaling(fields);
        if (fields.Has(RotaryFactors))
        {
            // Llama 3's factors as they are: transformers divides frequencies by any factors under this name, and its
            // own scaling of the attention is set to none.
            if (scaling is not null)
                throw new NegPreactException(
                    ErrorKind.Architecture, $"{fields.Path} has both '{RotaryFactors}' and a rotary scaling; use "
                    + "another file of the model.");
            var factors = fields.Factors(RotaryFactors, headSize / 2);
            scaling = new JsonObject
            {
                ["rope_type"] = "longrope",
                ["short_factor"] = factors,
                ["long_factor"] = factors.DeepClone(),
                ["factor"] = 1.0,
                ["attention_factor"] = 1.0,
                ["original_max_position_embeddings"] = fields.Config["max_position_embeddings"]!.DeepClone(),
            };
        }

        fields.Config["rope_scaling"] = scaling;
    }

    /// <summary>The base of the rotary frequencies.</summary>
    public static double RotaryBase(GgufFields fields)
    {
        if (fields.NumberOrNull("rope.freq_base") is { } said)
            return said;
        fields.Assume("rope_theta is 10000", "what the format takes where a file has no rope.freq_base");
        return UsualBase;
    }

    /// <summary>Positions divided by a factor; null for plain rotary embedding.</summary>
    public static JsonObject? LinearScaling(GgufFields fields) => fields.Text("rope.scaling.type") switch
    {
        null or "none" => null,
        "linear" => new JsonObject { ["rope_type"] = "linear", ["factor"] = fields.Number("rope.scaling.factor") },
        { } type => throw new NegPreactException(
            ErrorKind.Architecture, $"{fields.Path} asks for rotary scaling '{type}', which is not supported in GGUF "
            + "files (known: none, linear); use the model's folder in Hugging Face layout."),
    };

    /// <summary>The activation, which no file names.</summary>
    public static void Activation(GgufFields fields, string name, string field = "hidden_act") =>
        fields.Assume(field, name, Published);
}
