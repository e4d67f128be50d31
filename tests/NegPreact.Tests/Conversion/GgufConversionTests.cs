using NegPreact.Models;
using NegPreact.Tests.Models;
using NegPreact.Weights;

namespace NegPreact.Tests.Conversion;

/// <summary>What a GGUF file is converted to computes the same as the file.</summary>
public sealed class GgufConversionTests
{
    public static IEnumerable<TheoryDataRow<string>> Sets => GgufSets.Rows();

    [Theory]
    [MemberData(nameof(Sets))]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void The_folder_gives_the_numbers_and_ids_of_the_file_to_the_last_bit(string name)
    {
        using var folder = new TemporaryFolder();
        using var reference = GgufSets.Open(name);
        GgufConversion.Write(SharedData.Need(name), folder.File("out"));
        using var converted = LanguageModel.Load(folder.File("out"), new());
        int[][] ids = [[.. Enumerable.Range(0, 20).Select(i => i * 7 % 300)]];
        using var expected = reference.Model.Logits(ids);
        using var actual = converted.Logits(ids);
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());
        Assert.All(
            reference.Description.GetProperty("tokenizer").GetProperty("cases").EnumerateArray().Select(
                c => c.GetProperty("text").GetString()!),
            text => Assert.Equal(reference.Model.Tokenizer.Encode(text), converted.Tokenizer.Encode(text)));
        Assert.Equal(
            (reference.Model.Tokenizer.BeginOfTextId, reference.Model.Tokenizer.EndOfTextId),
            (converted.Tokenizer.BeginOfTextId, converted.Tokenizer.EndOfTextId));
        var card = File.ReadAllText(folder.File("out/README.md"));
        Assert.All(reference.Model.Assumed, a => Assert.Contains(a, card, StringComparison.Ordinal));
        Assert.Contains(reference.Model.WeightsSha256, card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_writes_a_narrower_type_if_asked_and_says_what_it_assumed()
    {
        using var tiny = TinyGguf.Llama();
        var (code, text, errors) = await CommandLine.RunAsync(
            "convert", "gguf", tiny.Write(), "--out", tiny.File("out"), "--dtype", "bfloat16");
        Assert.True(code == 0, errors);
        Assert.Contains("hidden_act is silu", text, StringComparison.Ordinal);
        Assert.Equal(
            ["README.md", "config.json", "model.safetensors"],
            Directory.EnumerateFiles(tiny.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var weights = WeightFolder.Open(tiny.File("out"));
        Assert.All(weights.Entries.Values, e => Assert.Equal(TensorDtype.BFloat16, e.Dtype));
        Assert.Contains("\"rope_theta\": 10000.0", File.ReadAllText(tiny.File("out/config.json")),
            StringComparison.Ordinal);
        (code, _, errors) = await CommandLine.RunAsync("convert", "gguf", tiny.Path, "--out", tiny.File("out"));
        Assert.Equal(1, code);
        Assert.Contains("already exists; name a new folder.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_converted_leaves_nothing_behind()
    {
        using var tiny = TinyGguf.Llama();
        tiny.Tensors["output_norm.weight"].Values[3] = float.NaN;
        var e = Assert.Throws<NegPreactException>(() => GgufConversion.Write(tiny.Write(), tiny.File("out")));
        Assert.Equal(ErrorKind.NonFinite, e.Kind);
        Assert.Equal([tiny.Path], Directory.EnumerateFileSystemEntries(tiny.Folder));
        e = Assert.Throws<NegPreactException>(
            () => GgufConversion.Write(tiny.Path, tiny.File("out"), TensorDtype.Int64));
        Assert.Equal(ErrorKind.Settings, e.Kind);
    }

    [Theory]
    [InlineData("blk.1.ffn_up.weight", null)]
    [InlineData("blk.0.ffn_gate.weight", 23L)]
    [InlineData("blk.2.ffn_up.weight", 24L)]
    public void Tensors_that_do_not_fit_are_refused_before_anything_is_written(string tensor, long? rows)
    {
        using var tiny = TinyGguf.Llama();
        tiny.Tensors.Remove(tensor);
        if (rows is { } count)
            tiny.Add(new Random(2), tensor, count, 16);
        var e = Assert.Throws<NegPreactException>(() => GgufConversion.Write(tiny.Write(), tiny.File("out")));
        Assert.Equal(ErrorKind.TensorMismatch, e.Kind);
        Assert.Contains($"'{tensor}'", e.Message, StringComparison.Ordinal);
        Assert.Equal([tiny.Path], Directory.EnumerateFileSystemEntries(tiny.Folder));
    }

    [Fact]
    public async Task Unknown_metadata_can_be_accepted_by_name()
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys["llama.no_such"] = 1u;
        string[] plain = ["convert", "gguf", tiny.Write(), "--out", tiny.File("out")];
        var (code, _, errors) = await CommandLine.RunAsync(plain);
        Assert.Equal(1, code);
        Assert.Contains("(--accept-unknown llama.no_such)", errors, StringComparison.Ordinal);
        (code, _, errors) = await CommandLine.RunAsync([.. plain, "--accept-unknown", "llama.no_such"]);
        Assert.True(code == 0, errors);
    }

    [Fact]
    public void An_id_that_stands_for_no_token_is_none()
    {
        using var tiny = TinyGguf.Llama();
        tiny.Keys["tokenizer.ggml.bos_token_id"] = uint.MaxValue;
        tiny.Keys["tokenizer.ggml.eos_token_id"] = 2u;
        GgufConversion.Write(tiny.Write(), tiny.File("out"));
        var config = File.ReadAllText(tiny.File("out/config.json"));
        Assert.DoesNotContain("bos_token_id", config, StringComparison.Ordinal);
        Assert.Contains("\"eos_token_id\": 2", config, StringComparison.Ordinal);
    }
}
