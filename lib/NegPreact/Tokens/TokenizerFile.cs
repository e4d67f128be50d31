using System.Security.Cryptography;
using System.Text.Json;

namespace NegPreact.Tokens;

/// <summary>A `tokenizer.json` (or `.json.gz`) with the `tokenizer_config.json` beside it.</summary>
internal sealed class TokenizerFile
{
    /// <summary>What the file is called.</summary>
    public const string Name = "tokenizer.json";

    private const string Usual = "<|endoftext|>";

    private TokenizerFile(string path, byte[] bytes, JsonElement root, TokenizerSettings settings)
    {
        Path = path;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        TokenizerModel.RefuseOther(root.GetProperty("model"), path);
        Pipeline = new TokenizerPipeline(root, path);
        Model = new TokenizerModel(root, Pipeline.Decoder, path);
        if (Model.IsCutAtMarks)
            Pipeline.CutAtMarks();
        int? usual = Model.Added.FirstOrDefault(t => t.Special && t.Content == Usual)?.Id;
        BeginOfTextId = Named(settings, "bos_token", Pipeline.Before.Count > 0 ? Pipeline.Before[0] : usual);
        EndOfTextId = Named(settings, "eos_token", Pipeline.After.Count > 0 ? Pipeline.After[^1] : usual);
        Surround(settings);
    }

    /// <summary>The file that was read.</summary>
    public string Path { get; }

    /// <summary>The hash of the JSON text.</summary>
    public string Sha256 { get; }

    /// <summary>Vocabulary and merges.</summary>
    public TokenizerModel Model { get; }

    /// <summary>What is done before and after the model.</summary>
    public TokenizerPipeline Pipeline { get; }

    /// <summary>The id that begins a text.</summary>
    public int? BeginOfTextId { get; }

    /// <summary>The id that ends a text.</summary>
    public int? EndOfTextId { get; }

    /// <summary>Reads a file, or the one in a folder.</summary>
    /// <exception cref="NegPreactException">It is missing, broken or not supported.</exception>
    public static TokenizerFile Read(string folderOrFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(folderOrFile);
        var path = !Directory.Exists(folderOrFile) ? folderOrFile
            : Find(folderOrFile) ?? throw new NegPreactException(
                ErrorKind.TokenizerMissing, $"The folder {folderOrFile} holds neither {Name} nor {Name}.gz nor "
                + "vocab.json with merges.txt; give the folder of a Hugging Face model that has one.");
        if (!File.Exists(path))
            throw new NegPreactException(ErrorKind.TokenizerMissing,
                $"There is no tokenizer at {folderOrFile}; give a folder that holds {Name}, or such a file.");
        path = System.IO.Path.GetFullPath(path);
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return Structured(path, () =>
        {
            var settings = new TokenizerSettings(folder);
            var bytes = path == VocabularyAndMerges.VocabularyOf(folder)
                ? VocabularyAndMerges.ToTokenizerJson(folder, settings) : Bytes(path);
            using var document = Parse(path, bytes);
            return new TokenizerFile(path, bytes, document.RootElement, settings);
        });
    }

    /// <summary>The tokenizer of a file of another format, written as these two.</summary>
    /// <param name="path">The file.</param>
    /// <param name="json">`tokenizer.json`.</param>
    /// <param name="config">`tokenizer_config.json`.</param>
    /// <exception cref="NegPreactException">The file contradicts itself.</exception>
    public static TokenizerFile Of(string path, byte[] json, byte[] config)
    {
        using var document = Parse(path, json);
        using var settings = Parse(path, config);
        return Structured(
            path, () => new(
            path, json, document.RootElement, new TokenizerSettings(settings.RootElement.Clone(), path)));
    }

    private static TokenizerFile Structured(string path, Func<TokenizerFile> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{path}: cannot be opened ({e.Message}). Check the name and the permission to "
                + "read it.", e);
        }
        catch (Exception e) when (
            e is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            // What System.Text.Json throws where a property is missing, of another kind, or there twice.
            throw new NegPreactException(
                ErrorKind.TokenizerFile,
                $"{path} does not have the structure of a Hugging Face {Name}: {e.Message}",
                e);
        }
    }

    /// <summary>The tokenizer's file in a folder; null where there is none.</summary>
    public static string? Find(string folder) =>
        new[] { Name, Name + ".gz" }.Select(n => System.IO.Path.Combine(folder, n)).FirstOrDefault(File.Exists)
        ?? (VocabularyAndMerges.AreIn(folder) ? VocabularyAndMerges.VocabularyOf(folder) : null);

    private static byte[] Bytes(string path)
    {
        try
        {
            return PackedFile.ReadAllBytes(path);
        }
        catch (InvalidDataException e)
        {
            throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path} is not a whole gzip file: {e.Message} Fetch it again.", e);
        }
    }

    /// <summary>The JSON of a file.</summary>
    /// <exception cref="NegPreactException">It is not JSON.</exception>
    public static JsonDocument Parse(string path, byte[] bytes)
    {
        try
        {
            return ForeignJson.Parse(bytes);
        }
        catch (JsonException e)
        {
            throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{path} is not JSON (line {e.LineNumber + 1}); fetch the file again.", e);
        }
    }

    // What these classes of transformers put around a text, they take from two flags and not from tokenizer.json.
    private void Surround(TokenizerSettings settings)
    {
        if (settings.Config is not { } config || !config.TryGetProperty("tokenizer_class", out var type)
            || type.ToString() is not ("LlamaTokenizer" or "LlamaTokenizerFast"))
            return;
        Pipeline.Before = Asked("add_bos_token", "bos_token", BeginOfTextId) ?? Pipeline.Before;
        Pipeline.After = Asked("add_eos_token", "eos_token", EndOfTextId) ?? Pipeline.After;

        int[]? Asked(string flag, string name, int? id) =>
            TokenizerSettings.Property(config, flag) is not { } value ? null
            : !value.GetBoolean() ? []
            : id is { } known ? [known]
            : throw new NegPreactException(
                ErrorKind.TokenizerFile, $"{settings.Path} sets {flag}, but names no {name}; correct one of the two.");
    }

    // What a file says, else the class's own token where the vocabulary has it, else what tokenizer.json itself says.
    private int? Named(TokenizerSettings settings, string name, int? otherwise)
    {
        if (settings.Source(name) is { } source)
            return settings.Token(name) is not { } text ? null : Model.Find(text)
                ?? throw new NegPreactException(
                    ErrorKind.TokenizerFile, $"{source} names the {name} '{text}', which {Path} does not hold; correct "
                    + "one of the two.");
        return (TokenizerSettings.ClassToken(settings.Class, name) is { } own ? Model.Find(own) : null)
            ?? (settings.Config is null ? otherwise : null);
    }
}
