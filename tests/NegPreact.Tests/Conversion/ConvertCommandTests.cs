namespace NegPreact.Tests.Conversion;

/// <summary><c>negpreact convert llama2c</c> as a program.</summary>
public sealed class ConvertCommandTests
{
    /// <summary>Converts into the folder that is named; the test fails where that fails.</summary>
    internal static async Task ConvertAsync(string model, string tokenizer, string folder)
    {
        var (code, _, errors) = await CommandLine.RunAsync("convert", "llama2c", model, tokenizer, "--out", folder);
        Assert.True(code == 0, errors);
    }

    private static async Task<float[]> LogitsAsync(TinyLlama2c files)
    {
        await ConvertAsync(files.Model, files.Tokenizer, files.Out);
        using var model = LanguageModel.Load(files.Out);
        using var logits = model.Logits([[1, 259, 262, 70]]);
        return logits.data<float>().ToArray();
    }

    [Fact]
    public async Task An_output_matrix_of_its_own_is_read()
    {
        using TinyLlama2c tied = new(), same = new(headScale: 1), twice = new(headScale: 2);
        var expected = await LogitsAsync(tied);
        Assert.True(expected.All(float.IsFinite));
        Assert.Equal(expected, await LogitsAsync(same));
        Assert.Equal(expected.Select(x => 2 * x), await LogitsAsync(twice));
    }

    [Fact]
    public async Task The_folder_appears_whole_and_replaces_an_empty_one_only()
    {
        using var files = new TinyLlama2c();
        Directory.CreateDirectory(files.Out);
        await ConvertAsync(files.Model, files.Tokenizer, files.Out + Path.DirectorySeparatorChar);
        Assert.Equal([files.Out], files.Made);
        Assert.Equal(
            ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"],
            Directory.EnumerateFiles(files.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("already exists; name a new folder.", await RefusedAsync(files), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_converted_leaves_nothing_behind()
    {
        using var files = new TinyLlama2c();
        var pieces = File.ReadAllBytes(files.Tokenizer);
        File.WriteAllBytes(files.Tokenizer, pieces[..^1]);
        Assert.Contains("ends within piece", await RefusedAsync(files), StringComparison.Ordinal);
        Assert.Empty(files.Made);
        // Read without complaint, and only then found to have no tokenizer.json: the folder has been begun.
        pieces[TinyLlama2c.FirstPiece(pieces)] = (byte)'b';
        File.WriteAllBytes(files.Tokenizer, pieces);
        Assert.Contains("holds the piece 'b' twice", await RefusedAsync(files), StringComparison.Ordinal);
        Assert.Empty(files.Made);
    }

    private static async Task<string> RefusedAsync(TinyLlama2c files)
    {
        var (code, _, errors) = await CommandLine.RunAsync(
            "convert", "llama2c", files.Model, files.Tokenizer, "--out", files.Out);
        Assert.Equal(1, code);
        Assert.EndsWith("More: docs/errors/conversion.md\n", errors.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        return errors;
    }
}
