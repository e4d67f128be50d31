using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Weights;

namespace NegPreact.Conversion;

/// <summary>Models of karpathy/llama2.c (its export of version 0: a header of seven integers, then float32 weights).</summary>
public static class Llama2c
{
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes a model and its tokenizer as a Hugging Face folder: config.json, model.safetensors, tokenizer.json and
    /// tokenizer_config.json. The folder appears when it is whole, or not at all.
    /// </summary>
    /// <remarks>
    /// Two things differ in form. llama2.c rotates neighbouring features of a head together, Hugging Face's Llama the two halves,
    /// so the rows of query and key projections change places. And llama2.c merges the pair whose joint token has the highest
    /// score, which here becomes the order of merges.
    /// </remarks>
    /// <param name="modelFile">The model, such as `stories260K.bin`.</param>
    /// <param name="tokenizerFile">Its tokenizer, such as `tok512.bin`.</param>
    /// <param name="folder">The folder to write, which does not exist yet or is empty.</param>
    /// <exception cref="NegPreactException">A file is missing, cut short or of another format, or the folder cannot be written.</exception>
    public static void Convert(string modelFile, string tokenizerFile, string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new NegPreactException(ErrorKind.Conversion, $"{folder} already exists; name a new folder.");
        var model = Llama2cModel.Read(modelFile);
        var tokenizer = Llama2cTokenizer.Read(tokenizerFile, model.VocabularySize);
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(temporary);
            Write("config.json", model.Config());
            Write("tokenizer.json", tokenizer.File());
            Write("tokenizer_config.json", Llama2cTokenizer.Config());
            SafetensorsWriter.Write(Path.Combine(temporary, "model.safetensors"), model.Tensors, new Dictionary<string, string> { ["format"] = "pt" });
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess,
                $"{folder}: cannot be written ({e.Message}). Check the folder above, the permission to write, and the "
                    + "free space.",
                e);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true); // gone where all went well
        }

        void Write(string name, JsonObject json) => File.WriteAllText(Path.Combine(temporary, name), json.ToJsonString(indented) + "\n");
    }

    /// <summary>Opens a file to read.</summary>
    internal static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(ErrorKind.FileAccess, $"{path}: cannot be read ({e.Message}). Give the path of a llama2.c file.", e);
        }
    }
}
