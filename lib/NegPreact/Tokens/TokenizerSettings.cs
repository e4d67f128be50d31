using System.Text.Json;

namespace NegPreact.Tokens;

/// <summary>
/// What the files beside a tokenizer say of it, by transformers' rules: `tokenizer_config.json`,
/// `special_tokens_map.json` and, for the class where the first names none, `config.json`.
/// </summary>
internal sealed class TokenizerSettings
{
    /// <summary>What the first of the files is called.</summary>
    public const string Name = "tokenizer_config.json";

    private const string Usual = "<|endoftext|>";

    private readonly JsonElement? map;
    private readonly string mapPath;

    /// <exception cref="NegPreactException">A file is not JSON, or no object.</exception>
    public TokenizerSettings(string folder)
    {
        (Path, mapPath) = (System.IO.Path.Combine(folder, Name),
            System.IO.Path.Combine(folder, "special_tokens_map.json"));
        Config = Object(Path);
        // Where the tokens are described in tokenizer_config.json, transformers does not read the map.
        map = Property(Config, "added_tokens_decoder") is null ? Object(mapPath) : null;
        var model = ModelConfig(System.IO.Path.Combine(folder, "config.json"));
        Family = Text(Property(model, "model_type"));
        var named = Text(Property(Config, "tokenizer_class")) ?? Text(Property(model, "tokenizer_class"));
        Class = named ?? Family switch
        {
            "gpt2" or "gpt_neo" or "gptj" or "opt" => "GPT2Tokenizer",
            "gpt_neox" => "GPTNeoXTokenizer",
            "qwen2" or "qwen3" => "Qwen2Tokenizer",
            _ => null,
        };
    }

    /// <summary>What a `tokenizer_config.json` says that stands alone.</summary>
    public TokenizerSettings(JsonElement config, string path)
    {
        (Path, mapPath, Config) = (path, "", config);
        Class = Text(Property(config, "tokenizer_class"));
    }

    /// <summary>`tokenizer_config.json`, there or not.</summary>
    public string Path { get; }

    /// <summary>What `tokenizer_config.json` holds; null where it is missing.</summary>
    public JsonElement? Config { get; }

    /// <summary>The model's family as `config.json` names it, or null.</summary>
    public string? Family { get; }

    /// <summary>The class of transformers that reads the tokenizer; null where no file tells.</summary>
    public string? Class { get; }

    /// <summary>The file that says which token is the `bos_token`, for example; null where none does.</summary>
    public string? Source(string name) => map?.TryGetProperty(name, out _) == true ? mapPath
        : Config?.TryGetProperty(name, out _) == true ? Path
        : null;

    /// <summary>The text of a token that a file names; null where it says that there is none.</summary>
    public string? Token(string name)
    {
        // Null, the text, or an object with the text as `content`.
        var token = Property(Source(name) == mapPath ? map : Config, name);
        return token is { ValueKind: JsonValueKind.Object } described ? described.GetProperty("content").GetString()
            : token?.GetString();
    }

    /// <summary>The token of a class where no file names one; null for none, or a class not known here.</summary>
    public static string? ClassToken(string? type, string name) => (type, name) switch
    {
        ("GPT2Tokenizer" or "GPT2TokenizerFast" or "GPTNeoXTokenizer" or "GPTNeoXTokenizerFast",
            "bos_token" or "eos_token" or "unk_token") => Usual,
        ("Qwen2Tokenizer" or "Qwen2TokenizerFast", "eos_token" or "unk_token" or "pad_token") => Usual,
        _ => null,
    };

    /// <summary>A property that is there and not null.</summary>
    public static JsonElement? Property(JsonElement? from, string name) =>
        from?.TryGetProperty(name, out var value) == true && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The JSON object of a file; null where there is no file.</summary>
    /// <exception cref="NegPreactException">It is not JSON, or no object.</exception>
    public static JsonElement? Object(string path)
    {
        if (!File.Exists(path))
            return null;
        using var document = TokenizerFile.Parse(path, File.ReadAllBytes(path));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone()
            : throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path} is not a JSON object; fetch the file again.");
    }

    private static string? Text(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    // What is wrong with a broken config.json says the reader of models.
    private static JsonElement? ModelConfig(string path)
    {
        try
        {
            return Object(path);
        }
        catch (NegPreactException)
        {
            return null;
        }
    }
}
