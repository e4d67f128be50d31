using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NegPreact.Tokens;
using NegPreact.Weights;
using TorchSharp;

namespace NegPreact.Models;

/// <summary>A GGUF file as a folder in Hugging Face layout, unpacked.</summary>
public static class GgufConversion
{
    private const long PieceElements = 1 << 24;

    private static readonly JsonSerializerOptions indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes config.json, model.safetensors, the tokenizer's files where the file has one, and a README.md that says
    /// where they are from and what was assumed. The folder appears when it is whole, or not at all.
    /// </summary>
    /// <param name="file">The GGUF file.</param>
    /// <param name="folder">The folder to write, which does not exist yet or is empty.</param>
    /// <param name="dtype">
    /// How the weights are written: as Float32 the folder gives the same numbers as the file; Float16 and BFloat16
    /// round.
    /// </param>
    /// <param name="acceptUnknown">Keys of its metadata that are let be if the library does not know them.</param>
    /// <returns>What the file does not say and was assumed, in sentences.</returns>
    /// <exception cref="NegPreactException">
    /// The file is damaged, not supported or has weights that are not finite, or the folder cannot be written.
    /// </exception>
    public static IReadOnlyList<string> Write(
        string file, string folder, TensorDtype dtype = TensorDtype.Float32,
        IReadOnlyCollection<string>? acceptUnknown = null)
    {
        using var model = GgufModel.OpenFile(file, acceptUnknown);
        Check(model);
        var config = (JsonObject)WithPoints(model.ConfigObject)!;
        config["torch_dtype"] = dtype switch
        {
            TensorDtype.Float32 => "float32",
            TensorDtype.Float16 => "float16",
            TensorDtype.BFloat16 => "bfloat16",
            _ => throw new NegPreactException(
                ErrorKind.Settings, $"Weights cannot be written as {dtype}; ask for Float32, Float16 or BFloat16."),
        };
        NewFolder.Write(folder, temporary =>
        {
            string In(string name) => Path.Combine(temporary, name);
            File.WriteAllText(In("config.json"), config.ToJsonString(indented) + "\n");
            GgufTokenizer.Write(model.File.Metadata, temporary);
            SafetensorsWriter.Write(
                In("model.safetensors"),
                [.. model.Entries.Values.Select(
                    e => new TensorPieces(e.Name, dtype, e.Shape, Pieces(model, e, dtype)))],
                new Dictionary<string, string> { ["format"] = "pt" });
            File.WriteAllText(In("README.md"), Card(model, dtype));
        });
        return model.Assumed;
    }

    // What the folder would be refused for later. Tensors without values are enough to compare names and shapes.
    private static void Check(GgufModel model)
    {
        Architectures.Load(model, torch.META, new LoadOptions()).Dispose();
        if (model.HasTokenizer)
            model.LoadTokenizer();
    }

    // 5000.0 where JSON would be content with 5000: some releases of transformers ask for a float.
    private static JsonNode? WithPoints(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(f.Key, WithPoints(f.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithPoints)]),
        JsonValue value when value.TryGetValue<double>(out var number) && double.IsInteger(number) =>
            JsonNode.Parse(number.ToString("0.0", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(GgufModel model, GgufEntry entry, TensorDtype dtype)
    {
        var (rows, width) = (entry.Shape[0], entry.Stored.ElementCount / entry.Shape[0]);
        var most = Math.Max(1, PieceElements / width);
        for (long row = 0; row < rows; row += most)
        {
            var singles = new float[Math.Min(most, rows - row) * width];
            model.CopySingles(entry, row, singles);
            yield return TensorData.FromSingles(entry.Name, [singles.Length], singles, dtype).Bytes;
        }
    }

    private static string Card(GgufModel model, TensorDtype dtype)
    {
        var quantised = model.IsQuantised
            ? "\nThe weights are the values of quantised ones. Whatever is measured here is a claim on these weights,\n"
                + "not on those that were quantised.\n"
            : "";
        var assumed = model.Assumed.Count > 0
            ? "\nA GGUF file does not say the following, which was taken from the family's published models:\n\n"
                + string.Concat(model.Assumed.Select(a => $"- {a}\n"))
            : "";
        return $"""
            # {Path.GetFileNameWithoutExtension(model.Path)}

            Made by `negpreact convert gguf` from a GGUF file.

            - File: `{Path.GetFileName(model.Path)}`
            - SHA-256: `{model.WeightsSha256}`
            - Stored there as: {model.Storage}
            - Written here as: {dtype}{(dtype == TensorDtype.Float32 ? "" : ", rounded")}
            {quantised}{assumed}
            """.TrimEnd() + "\n";
    }
}
