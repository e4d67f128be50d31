using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace NegPreact.Weights;

/// <summary>
/// A model file of karpathy/llama2.c (its export of version 0: a header of seven integers, then float32 weights), read
/// whole, with Hugging Face's names and order of rows.
/// </summary>
/// <remarks>
/// llama2.c rotates neighbouring features of a head together, Hugging Face's Llama the two halves: the rows of query
/// and key projections change places.
/// </remarks>
public sealed class Llama2cFile
{
    private readonly string path;
    private readonly Header header;

    private Llama2cFile(string path, FileStream file)
    {
        this.path = path;
        Span<byte> start = stackalloc byte[Header.Bytes];
        if (file.ReadAtLeast(start, Header.Bytes, throwOnEndOfStream: false) < Header.Bytes)
            throw Refused($"{path} is {file.Length} bytes long, shorter than the header of a llama2.c model; fetch it "
                + "again.");
        header = Header.Parse(start);
        if (header.IsOfLaterVersion)
            throw Refused($"{path} is a llama2.c export of version {header.Intermediate}; export the model with "
                + "version 0, the only one that is read here.");
        if (!header.IsSound)
            throw Refused($"{path} does not begin like a llama2.c model of version 0 (it would have {header}); give a "
                + "file that llama2.c's export wrote.");
        if (file.Length != header.FileLength)
            throw Refused($"{path} is {file.Length} bytes long, but a llama2.c model of its header ({header}) takes "
                + $"{header.FileLength}; it is cut off, or has another version.");
        Tensors = [.. ReadTensors(file)];
    }

    /// <summary>Number of token ids.</summary>
    public int VocabularySize => (int)header.Vocabulary;

    /// <summary>The weights, float32, named as in Hugging Face's Llama.</summary>
    public IReadOnlyList<TensorData> Tensors { get; }

    /// <summary>Reads a model, such as `stories260K.bin`.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NegPreactException">It cannot be read, is cut short, or something else.</exception>
    public static Llama2cFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = File.OpenRead(path);
            return new Llama2cFile(path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be read ({e.Message}). Give the path of a llama2.c file.", e);
        }
    }

    /// <summary>Whether a file is a llama2.c model by its header and length. Where it cannot be read, it is
    /// none.</summary>
    /// <param name="path">The file.</param>
    public static bool Is(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: >= Header.Bytes })
                return false; // also for a pipe, which opening would wait for
            using var file = File.OpenRead(path);
            Span<byte> start = stackalloc byte[Header.Bytes];
            file.ReadExactly(start);
            var header = Header.Parse(start);
            return header.IsOfLaterVersion || (header.IsSound && header.FileLength == file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What Hugging Face's config.json says of such a model.</summary>
    /// <param name="beginOfText">The id that begins a text.</param>
    /// <param name="endOfText">The id that ends a text.</param>
    public JsonObject Config(int beginOfText, int endOfText) => new()
    {
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["model_type"] = "llama",
        ["vocab_size"] = VocabularySize,
        ["hidden_size"] = header.Hidden,
        ["intermediate_size"] = header.Intermediate,
        ["num_hidden_layers"] = header.Layers,
        ["num_attention_heads"] = header.Heads,
        ["num_key_value_heads"] = header.KeyHeads,
        ["hidden_act"] = "silu",
        ["max_position_embeddings"] = header.Context,
        ["rms_norm_eps"] = 1e-5,
        ["rope_theta"] = 10000.0,
        ["tie_word_embeddings"] = header.TiedHead,
        ["bos_token_id"] = beginOfText,
        ["eos_token_id"] = endOfText,
        ["torch_dtype"] = "float32",
    };

    private static NegPreactException Refused(string message) => new(ErrorKind.Conversion, message);

    private IEnumerable<TensorData> ReadTensors(FileStream file)
    {
        var (hidden, intermediate, keys) = (header.Hidden, header.Intermediate, header.KeySize);
        yield return Next("model.embed_tokens", VocabularySize, hidden);
        (string Name, long[] Shape)[] kinds =
        [
            ("input_layernorm", [hidden]),
            ("self_attn.q_proj", [hidden, hidden]),
            ("self_attn.k_proj", [keys, hidden]),
            ("self_attn.v_proj", [keys, hidden]),
            ("self_attn.o_proj", [hidden, hidden]),
            ("post_attention_layernorm", [hidden]),
            ("mlp.gate_proj", [intermediate, hidden]),
            ("mlp.down_proj", [hidden, intermediate]),
            ("mlp.up_proj", [intermediate, hidden]),
        ];
        foreach (var (name, shape) in kinds)
            for (var layer = 0; layer < header.Layers; layer++)
            {
                var tensor = Next($"model.layers.{layer}.{name}", shape);
                yield return name is "self_attn.q_proj" or "self_attn.k_proj"
                    ? tensor with { Bytes = HalvesApart(tensor.Bytes.Span) }
                    : tensor;
            }

        yield return Next("model.norm", hidden);
        if (header.TiedHead)
            yield break;
        // Rotary tables, which nobody reads.
        file.Seek((long)header.Context * header.HeadSize * sizeof(float), SeekOrigin.Current);
        yield return Next("lm_head", VocabularySize, hidden);

        TensorData Next(string name, params long[] shape)
        {
            var size = shape.Aggregate((a, b) => a * b) * sizeof(float); // fits: it is less than the file's length
            if (size > Array.MaxLength)
                throw Refused($"{path}: the tensor {name} takes {size} bytes, more than one array holds; the model is "
                    + "too large for this converter.");
            var bytes = new byte[size];
            file.ReadExactly(bytes);
            return new TensorData($"{name}.weight", TensorDtype.Float32, shape, bytes);
        }
    }

    // Within each head: row 2i goes to i, row 2i + 1 to i + half.
    private byte[] HalvesApart(ReadOnlySpan<byte> rows)
    {
        var moved = new byte[rows.Length];
        var width = header.Hidden * sizeof(float);
        for (var row = 0; row < rows.Length / width; row++)
        {
            var within = row % header.HeadSize;
            var target = row - within + (within / 2) + (within % 2 * (header.HeadSize / 2));
            rows.Slice(row * width, width).CopyTo(moved.AsSpan(target * width));
        }

        return moved;
    }

    // SignedVocabulary is negative where the output matrix is not the embedding.
    private sealed record Header(
        int Hidden, int Intermediate, int Layers, int Heads, int KeyHeads, int SignedVocabulary, int Context)
    {
        public const int Bytes = 7 * sizeof(int);
        private const int LaterVersions = 0x616b3432; // "ak42", with which versions 1 and 2 begin; the number follows

        public bool IsOfLaterVersion => Hidden == LaterVersions;

        public bool TiedHead => SignedVocabulary > 0;

        public long Vocabulary => Math.Abs((long)SignedVocabulary);

        public bool IsSound =>
            Hidden > 0 && Intermediate > 0 && Layers > 0 && Heads > 0 && KeyHeads > 0 && Context > 0
            && Vocabulary is > 0 and <= int.MaxValue
            && Hidden % Heads == 0 && Heads % KeyHeads == 0 && HeadSize % 2 == 0;

        public int HeadSize => Hidden / Heads;

        public int KeySize => HeadSize * KeyHeads;

        /// <summary>How long the whole file is, in bytes; no product of three 32-bit sizes overflows.</summary>
        public Int128 FileLength
        {
            get
            {
                Int128 d = Hidden, embedding = d * Vocabulary;
                var layer = (2 * d) + (2 * d * d) + (2 * d * KeySize) + (3 * d * Intermediate);
                var rotary = (Int128)Context * HeadSize;
                var head = TiedHead ? 0 : embedding;
                return Bytes + (sizeof(float) * (embedding + (Layers * layer) + d + rotary + head));
            }
        }

        public static Header Parse(ReadOnlySpan<byte> start)
        {
            Span<int> fields = stackalloc int[7];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = BinaryPrimitives.ReadInt32LittleEndian(start[(i * sizeof(int))..]);
            return new(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]);
        }

        public override string ToString() =>
            $"dim {Hidden}, hidden_dim {Intermediate}, n_layers {Layers}, n_heads {Heads}, n_kv_heads {KeyHeads}, "
            + $"vocab_size {SignedVocabulary}, seq_len {Context}";
    }
}
