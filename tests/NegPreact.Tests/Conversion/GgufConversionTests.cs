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
}
