using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Models;

/// <summary>
/// Reads config.json strictly: each field is either asked for, known to have no part in the arithmetic of scoring a
/// text, or refused by name. Nothing that would change the mathematics is ever ignored.
/// </summary>
internal sealed class ConfigReader
{
    // Generation, training, bookkeeping: none of these enters a forward pass in evaluation.
    private static readonly HashSet<string> Inert = new(StringComparer.Ordinal)
    {
        "_name_or_path", "_commit_hash", "architectures", "model_type", "transformers_version", "torch_dtype", "dtype",
            "auto_map",
        "bos_token_id", "eos_token_id", "pad_token_id", "sep_token_id", "decoder_start_token_id", "unk_token_id",
        "tokenizer_class",
        "initializer_range", "use_cache", "output_attentions", "output_hidden_states", "return_dict",
        "use_return_dict", "torchscript",
        "attention_dropout", "hidden_dropout", "resid_pdrop", "embd_pdrop", "attn_pdrop", "dropout",
        "classifier_dropout", "layerdrop",
        "gradient_checkpointing", "problem_type", "id2label", "label2id", "num_labels", "task_specific_params",
        "prefix", "finetuning_task",
        "max_length", "min_length", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "diversity_penalty",
        "temperature",
        "top_k", "top_p", "typical_p", "repetition_penalty", "length_penalty", "no_repeat_ngram_size",
        "encoder_no_repeat_ngram_size",
        "bad_words_ids", "num_return_sequences", "chunk_size_feed_forward", "output_scores", "return_dict_in_generate",
        "forced_bos_token_id", "forced_eos_token_id", "remove_invalid_values", "exponential_decay_length_penalty",
        "suppress_tokens",
        "begin_suppress_tokens", "pruned_heads", "tf_legacy_loss", "use_bfloat16", "max_position_embeddings",
        "_attn_implementation",
        "attn_implementation", "_attn_implementation_autoset", "activation_dropout", "init_std", "summary_type",
        "summary_use_proj",
        "summary_activation", "summary_proj_to_labels", "summary_first_dropout",
    };

    private readonly JsonElement root;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private ConfigReader(string path, JsonElement root)
    {
        Path = path;
        this.root = root;
    }

    /// <summary>The file, or the part of it, for messages.</summary>
    public string Path { get; }

    public static ConfigReader Open(string folder)
    {
        var path = System.IO.Path.Combine(folder, "config.json");
        if (!Directory.Exists(folder))
            throw new NegPreactException(
                ErrorKind.ModelFolder, $"There is no folder {folder}; name a folder that holds config.json, "
                + "tokenizer.json and model.safetensors.");
        if (!File.Exists(path))
            throw new NegPreactException(
                ErrorKind.ModelFolder, $"{folder} holds no config.json; name a Hugging Face model folder.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new NegPreactException(
                    ErrorKind.ConfigField, $"{path} is not a JSON object; get the file again.");
            return new ConfigReader(path, document.RootElement.Clone());
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.ConfigField, $"{path} is not valid JSON ({e.Message}); get the file again.", e);
        }
    }

    /// <summary>A configuration that is in no file.</summary>
    public static ConfigReader Of(JsonObject config, string name) => new(
        name, JsonSerializer.SerializeToElement(config));

    public string ModelType => root.TryGetProperty("model_type", out var t) && t.ValueKind == JsonValueKind.String
        ? t.GetString()!
        : throw new NegPreactException(
            ErrorKind.ConfigField, $"{Path} has no 'model_type'; it is not the config.json of a transformers model.");

    public int Size(string name, int? whenAbsent = null)
    {
        if (Value(name) is not { } value)
            return whenAbsent ?? throw Missing(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) && n > 0
            ? n
            : throw Wrong(name, value, "a whole number above 0");
    }

    /// <summary>The number of heads, which share the hidden size equally.</summary>
    public int Heads(string name, int hidden)
    {
        var heads = Size(name);
        return hidden % heads == 0
            ? heads
            : throw new NegPreactException(
                ErrorKind.ConfigField, $"{Path} has a hidden size of {hidden} and {heads} heads; the first must be a "
                + "multiple of the second.");
    }

    /// <summary>A size for which null has a meaning of its own, other than that of an absent field.</summary>
    public int? SizeOrNull(string name, int whenAbsent) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null ? null
        : Size(name, whenAbsent);

    public double Number(string name, double? whenAbsent = null)
    {
        if (Value(name) is not { } value)
            return whenAbsent ?? throw Missing(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var n) && double.IsFinite(n) && n > 0
            ? n
            : throw Wrong(name, value, "a number above 0");
    }

    public bool Flag(string name, bool whenAbsent) => Value(name) switch
    {
        null => whenAbsent,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Wrong(name, other, "true or false"),
    };

    public string Text(string name, string whenAbsent) => Value(name) switch
    {
        null => whenAbsent,
        { ValueKind: JsonValueKind.String } s => s.GetString()!,
        { } other => throw Wrong(name, other, "a string"),
    };

    /// <summary>A list with one string only, as often as it likes; an absent list is fine.</summary>
    public void RequireAll(string name, string only)
    {
        if (Value(name) is { } value && (
            value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(v => v.ToString() != only)))
            throw NotSupported(name, value, only);
    }

    /// <summary>A nested object, or null where it is absent or null.</summary>
    public ConfigReader? Part(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } o => new ConfigReader($"{Path}, '{name}'", o),
        { } other => throw Wrong(name, other, "an object or null"),
    };

    /// <summary>A field that exists elsewhere but is supported here with one value only.</summary>
    public void Require(string name, string only)
    {
        if (Value(name) is { } value && value.ToString() != only)
            throw NotSupported(name, value, only);
    }

    /// <summary>Fields that say nothing here, for a reason that the caller gives.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            asked.Add(name);
    }

    /// <summary>Refuses every field that nobody asked for and that is not known to be inert.</summary>
    public void RefuseUnknown()
    {
        foreach (var field in root.EnumerateObject())
            if (!asked.Contains(field.Name) && !Inert.Contains(field.Name)
                && field.Value.ValueKind != JsonValueKind.Null)
                throw new NegPreactException(
                    ErrorKind.ConfigField, $"{Path} has the field '{field.Name}' ({field.Value}), which this library "
                    + "does not know and so cannot honour; if it has no part in the forward pass, delete it from "
                    + "config.json.");
    }

    private JsonElement? Value(string name)
    {
        asked.Add(name);
        return root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private NegPreactException NotSupported(string name, JsonElement value, string only) =>
        new(ErrorKind.Architecture, $"{Path} sets '{name}' to {value}, which changes the computation and is not "
        + $"supported here (only {only} is); use another model.");

    private NegPreactException Missing(string name) => new(
        ErrorKind.ConfigField, $"{Path} has no '{name}'; get the file again.");

    private NegPreactException Wrong(string name, JsonElement value, string wanted) =>
        new(ErrorKind.ConfigField, $"{Path} sets '{name}' to {value}, where {wanted} belongs; get the file again.");
}
