using NegPreact.Models;
using NegPreact.Tests.Conversion;
using NegPreact.Tests.Models;
using NegPreact.Tokens;
using NegPreact.Weights;

namespace NegPreact.Fuzz;

/// <summary>Readers of models: config.json, weights in every format, and what converts them.</summary>
internal static class ModelReaders
{
    private const string Config = "config.json", Weights = "model.safetensors", Index = Weights + ".index.json";
    private const string Shard = "model-00001-of-00001.safetensors";

    public static IEnumerable<Reader> All()
    {
        var families = ModelFamily.All.Select(f => Folder(f.ModelType)).ToList();
        yield return new("config", Config, Form.Json, families, Load);
        yield return new("safetensors", Weights, Form.Bytes, [families[0], families[^1]], Load);
        yield return new("safetensors-header", "header.json", Form.Json, [Header(families[0][Weights])], LoadHeader);
        yield return new("index", Index, Form.Json, [Sharded(families[0])], folder =>
        {
            using var weights = WeightFolder.Open(folder);
            foreach (var entry in weights.Entries.Values)
                weights.CopySingles(entry.Name, new float[entry.ElementCount]);
        });
        using (var gguf = WithTokenizer(TinyGguf.Llama()))
        {
            gguf.Write();
            yield return new("gguf", "tiny.gguf", Form.Bytes, [Reader.Sample(gguf.Folder)], LoadGguf);
        }

        using var llama2c = new TinyLlama2c();
        var both = Reader.Sample(Path.GetDirectoryName(llama2c.Model)!);
        yield return new("llama2c", "model.bin", Form.Bytes, [both], folder =>
        {
            Llama2cFile.Is(Path.Combine(folder, "model.bin"));
            Llama2cFile.Read(Path.Combine(folder, "model.bin")).Config(1, 2);
        });
        yield return new("llama2c-tokenizer", "tokenizer.bin", Form.Bytes, [both], folder => Llama2cTokenizer.Read(
            Path.Combine(folder, "tokenizer.bin"), TinyLlama2c.Pieces().Count).TokenizerJson());
    }

    private static IReadOnlyDictionary<string, byte[]> Folder(string type)
    {
        using var model = TinyModel.Of(type).Write();
        return Reader.Sample(model.Path);
    }

    private static void Load(string folder)
    {
        using var model = LanguageModel.Load(folder, new() { Tokenizer = TokenizerSource.Bytes }, tell: _ => { });
        model.Run([[1, 2, 3]]);
    }

    private static void LoadGguf(string folder)
    {
        using var model = LanguageModel.Load(Path.Combine(folder, "tiny.gguf"), new(), tell: _ => { });
        TokenizerReaders.Use(model.Tokenizer);
    }

    // The header as a text of its own, so that it is damaged as JSON; its length is put before it again.
    private static Dictionary<string, byte[]> Header(byte[] file)
    {
        var length = (int)BitConverter.ToInt64(file);
        return new() { ["header.json"] = file[8..(8 + length)], ["data"] = file[(8 + length)..] };
    }

    private static void LoadHeader(string folder)
    {
        var header = File.ReadAllBytes(Path.Combine(folder, "header.json"));
        var path = Path.Combine(folder, Weights);
        File.WriteAllBytes(
            path, [.. BitConverter.GetBytes((long)header.Length), .. header,
            .. File.ReadAllBytes(Path.Combine(folder, "data"))]);
        using var file = SafetensorsFile.Open(path);
        foreach (var name in file.Entries.Keys)
            file.ReadSingles(name);
    }

    private static Dictionary<string, byte[]> Sharded(IReadOnlyDictionary<string, byte[]> folder)
    {
        using var temporary = new TemporaryFolder();
        var names = SafetensorsNames(temporary.Write(Weights, folder[Weights]));
        var map = string.Join(", ", names.Select(n => $"\"{n}\": \"{Shard}\""));
        var index = $$"""{"metadata": {"total_size": 1}, "weight_map": { {{map}} } }""";
        return new()
        {
            [Shard] = folder[Weights],
            [Index] = System.Text.Encoding.UTF8.GetBytes(index),
        };
    }

    private static List<string> SafetensorsNames(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return [.. file.Entries.Keys];
    }

    private static TinyGguf WithTokenizer(TinyGguf gguf)
    {
        gguf.Keys["tokenizer.ggml.model"] = "gpt2";
        gguf.Keys["tokenizer.ggml.pre"] = "gpt-2";
        gguf.Keys["tokenizer.ggml.tokens"] = (string[])
            [.. Enumerable.Range(0, 256).Select(b => ByteSymbols.Of((byte)b).ToString()), "ab", "<s>"];
        gguf.Keys["tokenizer.ggml.token_type"] = (int[])[.. Enumerable.Repeat(1, 257), 3];
        gguf.Keys["tokenizer.ggml.merges"] = new[] { "a b" };
        gguf.Keys["tokenizer.ggml.bos_token_id"] = 257u;
        gguf.Keys["tokenizer.ggml.eos_token_id"] = 257u;
        return gguf.Add(new Random(1), "token_embd.weight", 258, 16);
    }
}
