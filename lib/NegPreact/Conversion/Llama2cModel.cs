using System.Buffers.Binary;
using System.Text.Json.Nodes;
using NegPreact.Weights;

namespace NegPreact.Conversion;

/// <summary>A llama2.c model file, read whole, with Hugging Face's names and order of rows.</summary>
internal sealed class Llama2cModel
{
    private const int HeaderBytes = 7 * sizeof(int);
    private const int LaterVersions = 0x616b3432; // "ak42", with which files of version 1 and 2 begin

    private readonly string path;
    private readonly int hidden, intermediate, layers, heads, keyHeads, context;
    private readonly bool tiedHead;

    private Llama2cModel(string path, FileStream file)
    {
        this.path = path;
        var header = new byte[HeaderBytes];
        if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes)
            throw new NegPreactException(ErrorKind.Conversion, $"{path} is {file.Length} bytes long, shorter than the header of a llama2.c model; fetch it again.");
        int Field(int index) => BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(index * sizeof(int)));
        if (Field(0) == LaterVersions)
            throw new NegPreactException(ErrorKind.Conversion, $"{path} is a llama2.c export of version {Field(1)}; export the model with version 0, the only one that is read here.");
        (hidden, intermediate, layers, heads, keyHeads, context) = (Field(0), Field(1), Field(2), Field(3), Field(4), Field(6));
        // A negative size says that the output matrix is not the embedding.
        (tiedHead, var vocabulary) = (Field(5) > 0, Math.Abs((long)Field(5)));
        var shape = $"dim {hidden}, hidden_dim {intermediate}, n_layers {layers}, n_heads {heads}, n_kv_heads {keyHeads}, vocab_size {Field(5)}, seq_len {context}";
        if (hidden <= 0 || intermediate <= 0 || layers <= 0 || heads <= 0 || keyHeads <= 0 || context <= 0 || vocabulary is 0 or > int.MaxValue
            || hidden % heads != 0 || heads % keyHeads != 0 || hidden / heads % 2 != 0)
            throw new NegPreactException(ErrorKind.Conversion, $"{path} does not begin like a llama2.c model of version 0 (it would have {shape}); give a file that llama2.c's export wrote.");
        VocabularySize = (int)vocabulary;
        var expected = HeaderBytes + (sizeof(float) * Elements());
        if (file.Length != expected)
            throw new NegPreactException(
                ErrorKind.Conversion,
                $"{path} is {file.Length} bytes long, but a llama2.c model of its header ({shape}) takes {expected}; "
                    + "it is cut off, or has another version.");
        Tensors = [.. ReadTensors(file)];
    }

    /// <summary>Number of token ids.</summary>
    public int VocabularySize { get; }

    /// <summary>The weights.</summary>
    public IReadOnlyList<TensorData> Tensors { get; }

    private int HeadSize => hidden / heads;

    private int KeySize => HeadSize * keyHeads;

    /// <exception cref="NegPreactException">It is missing, cut short, or something else.</exception>
    public static Llama2cModel Read(string path)
    {
        using var file = Llama2c.Open(path);
        return new Llama2cModel(path, file);
    }

    /// <summary>The config.json.</summary>
    public JsonObject Config() => new()
    {
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["model_type"] = "llama",
        ["vocab_size"] = VocabularySize,
        ["hidden_size"] = hidden,
        ["intermediate_size"] = intermediate,
        ["num_hidden_layers"] = layers,
        ["num_attention_heads"] = heads,
        ["num_key_value_heads"] = keyHeads,
        ["hidden_act"] = "silu",
        ["max_position_embeddings"] = context,
        ["rms_norm_eps"] = 1e-5,
        ["rope_theta"] = 10000.0,
        ["tie_word_embeddings"] = tiedHead,
        ["bos_token_id"] = Llama2cTokenizer.BeginOfText,
        ["eos_token_id"] = Llama2cTokenizer.EndOfText,
        ["torch_dtype"] = "float32",
    };

    // Wide enough for any header: no product of three 32-bit sizes overflows.
    private Int128 Elements()
    {
        Int128 d = hidden, embedding = d * VocabularySize;
        var layer = (2 * d) + (2 * d * d) + (2 * d * KeySize) + (3 * d * intermediate);
        return embedding + (layers * layer) + d + ((Int128)context * HeadSize) + (tiedHead ? 0 : embedding);
    }

    private IEnumerable<TensorData> ReadTensors(FileStream file)
    {
        yield return Next("model.embed_tokens", VocabularySize, hidden);
        (string Name, long[] Shape)[] kinds =
        [
            ("input_layernorm", [hidden]),
            ("self_attn.q_proj", [hidden, hidden]),
            ("self_attn.k_proj", [KeySize, hidden]),
            ("self_attn.v_proj", [KeySize, hidden]),
            ("self_attn.o_proj", [hidden, hidden]),
            ("post_attention_layernorm", [hidden]),
            ("mlp.gate_proj", [intermediate, hidden]),
            ("mlp.down_proj", [hidden, intermediate]),
            ("mlp.up_proj", [intermediate, hidden]),
        ];
        foreach (var (name, shape) in kinds)
            for (var layer = 0; layer < layers; layer++)
            {
                var tensor = Next($"model.layers.{layer}.{name}", shape);
                yield return name is "self_attn.q_proj" or "self_attn.k_proj" ? tensor with { Bytes = HalvesApart(tensor.Bytes.Span) } : tensor;
            }
        yield return Next("model.norm", hidden);
        if (tiedHead)
            yield break;
        file.Seek((long)context * HeadSize * sizeof(float), SeekOrigin.Current); // rotary tables, which nobody reads
        yield return Next("lm_head", VocabularySize, hidden);

        TensorData Next(string name, params long[] shape)
        {
            var size = shape.Aggregate((a, b) => a * b) * sizeof(float); // fits: it is less than the file's length
            if (size > Array.MaxLength)
                throw new NegPreactException(ErrorKind.Conversion, $"{path}: the tensor {name} takes {size} bytes, more than one array holds; the model is too large for this converter.");
            var bytes = new byte[size];
            file.ReadExactly(bytes);
            return new TensorData($"{name}.weight", TensorDtype.Float32, shape, bytes);
        }
    }

    // Within each head: row 2i goes to i, row 2i + 1 to i + half.
    private byte[] HalvesApart(ReadOnlySpan<byte> rows)
    {
        var moved = new byte[rows.Length];
        var width = hidden * sizeof(float);
        for (var row = 0; row < rows.Length / width; row++)
        {
            var within = row % HeadSize;
            var target = row - within + (within / 2) + (within % 2 * (HeadSize / 2));
            rows.Slice(row * width, width).CopyTo(moved.AsSpan(target * width));
        }
        return moved;
    }
}
