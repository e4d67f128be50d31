using System.Text.Json.Nodes;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

/// <summary>What the files beside a tokenizer say of its class and its special tokens.</summary>
public sealed class TokenizerSettingsTests : IDisposable
{
    private const string End = "<|endoftext|>";

    private readonly TemporaryFolder folder = new();

    private Tokenizer Load()
    {
        using var tiny = new TinyTokenizer(
            json => json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(300, "<s>", special: true)));
        File.Copy(tiny.File, folder.File("tokenizer.json"), overwrite: true);
        return Tokenizer.Load(folder.Path);
    }

    // The tiny tokenizer in two files: the end of text is an entry of vocab.json that no list of added tokens names.
    private Tokenizer LoadTwoFiles(bool withEnd = true)
    {
        using var tiny = new TinyTokenizer();
        var model = JsonNode.Parse(File.ReadAllText(tiny.File))!["model"]!;
        var vocabulary = model["vocab"]!.AsObject();
        vocabulary.Remove(End);
        if (withEnd)
            vocabulary[End] = 0;
        folder.Write("vocab.json", vocabulary.ToJsonString());
        folder.Write("merges.txt", "#version: 0.2\n" + string.Join('\n', model["merges"]!.AsArray().Select(
            m => m is JsonArray pair ? $"{pair[0]} {pair[1]}" : $"{m}")));
        return Tokenizer.Load(folder.Path);
    }

    [Fact]
    public void The_class_has_its_own_end_of_text_where_no_file_names_one()
    {
        folder.Write("tokenizer_config.json", """{"model_max_length": 1024}""");
        Assert.Null(Load().EndOfTextId);
        folder.Write("config.json", """{"model_type": "gpt2"}""");
        Assert.Equal((0, 0), (Load().BeginOfTextId, Load().EndOfTextId));
        folder.Write("config.json", """{"model_type": "qwen2"}""");
        Assert.Equal((null, 0), (Load().BeginOfTextId, Load().EndOfTextId));
        folder.Write("tokenizer_config.json", """{"tokenizer_class": "PreTrainedTokenizerFast"}""");
        Assert.Null(Load().EndOfTextId);
        folder.Write("tokenizer_config.json", """{"tokenizer_class": "GPT2Tokenizer", "bos_token": null}""");
        Assert.Equal((null, 0), (Load().BeginOfTextId, Load().EndOfTextId));
    }

    [Fact]
    public void A_corpus_keeps_its_end_marks_with_the_files_that_GPT2_has()
    {
        folder.Write("tokenizer_config.json", """{"model_max_length": 1024}""");
        folder.Write("config.json", """{"model_type": "gpt2"}""");
        Assert.Equal(2, Corpus.OfText("t", $"a\n{End}\nb").Encode(Load()).Count(id => id == 0));
    }

    [Fact]
    public void The_map_of_special_tokens_is_read_as_transformers_reads_it()
    {
        folder.Write("special_tokens_map.json", """{"bos_token": "<s>", "eos_token": {"content": "<s>"}}""");
        Assert.Equal((300, 300), (Load().BeginOfTextId, Load().EndOfTextId));
        folder.Write("tokenizer_config.json", $$"""{"eos_token": "{{End}}"}""");
        Assert.Equal((300, 300), (Load().BeginOfTextId, Load().EndOfTextId));
        folder.Write("tokenizer_config.json", $$$"""{"eos_token": "{{{End}}}", "added_tokens_decoder": {}}""");
        Assert.Equal((null, 0), (Load().BeginOfTextId, Load().EndOfTextId));
        folder.Write("tokenizer_config.json", "{}");
        folder.Write("special_tokens_map.json", """{"eos_token": "<e>"}""");
        var message = Assert.Throws<NegPreactException>(Load).Message;
        Assert.Contains("special_tokens_map.json names the eos_token '<e>'", message, StringComparison.Ordinal);
        folder.Write("special_tokens_map.json", "[]");
        Assert.Contains("not a JSON object", Assert.Throws<NegPreactException>(Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_have_the_special_tokens_of_their_class()
    {
        folder.Write("config.json", """{"model_type": "gpt2"}""");
        var tokenizer = LoadTwoFiles();
        Assert.Equal([65, 0, 66], tokenizer.Encode($"a{End}b"));
        Assert.True(tokenizer.IsSpecial(0));
        Assert.Equal(0, tokenizer.EndOfTextId);
        File.Delete(folder.File("config.json"));
        Assert.Equal([65, 0, 66], LoadTwoFiles().Encode($"a{End}b"));
    }

    [Fact]
    public void Two_files_have_the_tokens_that_other_files_add()
    {
        folder.Write("added_tokens.json", """{"<pad>": 400}""");
        Assert.Equal([65, 400], LoadTwoFiles().Encode("a<pad>"));
        Assert.False(LoadTwoFiles().IsSpecial(400));
        folder.Write("special_tokens_map.json", """{"pad_token": "<pad>"}""");
        Assert.True(LoadTwoFiles().IsSpecial(400));
        folder.Write("tokenizer_config.json",
            """{"added_tokens_decoder": {"401": {"content": "<x>", "special": true}}}""");
        Assert.Equal([65, 401], LoadTwoFiles().Encode("a<x>"));
        folder.Write("tokenizer_config.json", """{"added_tokens_decoder": {"x": {"content": "<x>"}}}""");
        Assert.Contains("no id", Assert.Throws<NegPreactException>(() => LoadTwoFiles()).Message,
            StringComparison.Ordinal);
        folder.Write("tokenizer_config.json", """{"eos_token": "<none>"}""");
        Assert.Contains("'<none>'", Assert.Throws<NegPreactException>(() => LoadTwoFiles()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model_type": "qwen2"}""", "Qwen2Tokenizer")]
    [InlineData("""{"model_type": "roberta"}""", "model of type roberta")]
    [InlineData("""{"model_type": "gpt2", "tokenizer_class": "CLIPTokenizer"}""", "CLIPTokenizer")]
    [InlineData("{}", "class that no file names")]
    public void Two_files_of_another_class_are_not_taken_for_those_of_GPT2(string config, string says)
    {
        folder.Write("config.json", config);
        Assert.Contains($"of a {says} are not supported",
            Assert.Throws<UnsupportedTokenizerException>(() => LoadTwoFiles(withEnd: false)).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
