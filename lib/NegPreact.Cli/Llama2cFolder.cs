using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Tokens;
using NegPreact.Weights;

namespace NegPreact.Cli;

/// <summary>A llama2.c model and its tokenizer as a Hugging Face folder.</summary>
internal static class Llama2cFolder
{
    private static readonly JsonSerializerOptions indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes config.json, model.safetensors, tokenizer.json and tokenizer_config.json. The folder appears when it is
    /// whole, or not at all.
    /// </summary>
    /// <param name="modelFile">The model, such as `stories260K.bin`.</param>
    /// <param name="tokenizerFile">Its tokenizer, such as `tok512.bin`.</param>
    /// <param name="folder">The folder to write, which does not exist yet or is empty.</param>
    /// <exception cref="NegPreactException">A file is missing, cut short or something else, or the folder cannot be
    /// written.</exception>
    public static void Write(string modelFile, string tokenizerFile, string folder)
    {
        var model = Llama2cFile.Read(modelFile);
        var tokenizer = Llama2cTokenizer.Read(tokenizerFile, model.VocabularySize);
        NewFolder.Write(folder, temporary =>
        {
            WriteJson("config.json", model.Config(Llama2cTokenizer.BeginOfText, Llama2cTokenizer.EndOfText));
            WriteJson("tokenizer.json", tokenizer.TokenizerJson());
            WriteJson("tokenizer_config.json", Llama2cTokenizer.TokenizerConfig());
            SafetensorsWriter.Write(
                Path.Combine(temporary, "model.safetensors"), model.Tensors,
                new Dictionary<string, string> { ["format"] = "pt" });

            void WriteJson(string name, JsonObject json) =>
                File.WriteAllText(Path.Combine(temporary, name), json.ToJsonString(indented) + "\n");
        });
    }
}
