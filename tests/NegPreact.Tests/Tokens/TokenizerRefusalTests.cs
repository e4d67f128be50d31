using System.Text.Json.Nodes;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

public class TokenizerRefusalTests
{
    private static string Message(Action<JsonNode> change)
    {
        using var tiny = new TinyTokenizer(change);
        return Assert.Throws<NegPreactException>(() => Tokenizer.Load(tiny.Folder)).Message;
    }

    private static string Unsupported(Action<JsonNode> change)
    {
        using var tiny = new TinyTokenizer(change);
        Assert.False(Tokenizer.Supports(tiny.Folder, out var reason));
        Assert.Equal(reason, Assert.ThrowsAny<NegPreactException>(() => Tokenizer.Load(tiny.Folder)).Message);
        return reason;
    }

    [Fact]
    public void A_missing_file_or_folder_is_named()
    {
        using var tiny = new TinyTokenizer();
        File.Delete(tiny.File);
        Assert.Contains("holds neither tokenizer.json",
            Assert.Throws<NegPreactException>(() => Tokenizer.Load(tiny.Folder)).Message, StringComparison.Ordinal);
        Assert.Contains(tiny.File, Assert.Throws<NegPreactException>(() => Tokenizer.Load(tiny.File)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n\"model\": oops", "not JSON (line 2)")]
    [InlineData("{}", "does not have the structure")]
    [InlineData("[1]", "does not have the structure")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": "1"}, "merges": []}, "pre_tokenizer": {"type": "ByteLevel"}, "decoder": {"type": "ByteLevel"}}""", "does not have the structure")]
    [InlineData("""{"model": {"type": "BPE", "vocab": {"a": 99999999999}, "merges": []}, "pre_tokenizer": {"type": "ByteLevel"}, "decoder": {"type": "ByteLevel"}}""", "does not have the structure")]
    public void What_is_no_tokenizer_is_said_to_be_none(string content, string says)
    {
        using var tiny = new TinyTokenizer();
        tiny.Write(content);
        Assert.Contains(says, Assert.Throws<NegPreactException>(() => Tokenizer.Load(tiny.Folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_archive_is_said_to_be_one()
    {
        using var tiny = new TinyTokenizer();
        File.Move(tiny.File, tiny.File + ".gz");
        Assert.Contains("gzip", Assert.Throws<NegPreactException>(() => Tokenizer.Load(tiny.Folder)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_of_unknown_symbols_are_named_with_their_line() =>
        Assert.Contains("merge 3 ('x' + 'yy') needs the symbol 'yy'",
        Message(j => j["model"]!["merges"]!.AsArray().Add("x yy")), StringComparison.Ordinal);

    [Fact]
    public void Merges_whose_result_is_unknown_are_named() =>
        Assert.Contains("needs the symbol 'xy'",
        Message(j => j["model"]!["merges"]!.AsArray().Add(new JsonArray("x", "y"))), StringComparison.Ordinal);

    [Fact]
    public void Merges_of_three_are_refused() =>
        Assert.Contains("does not name two symbols", Message(j => j["model"]!["merges"]!.AsArray().Add("x y z")),
        StringComparison.Ordinal);

    [Fact]
    public void Ids_are_unique_and_in_range()
    {
        Assert.Contains("the id 5", Message(j => j["model"]!["vocab"]!["new"] = 5), StringComparison.Ordinal);
        Assert.Contains("the id -1", Message(j => j["model"]!["vocab"]!["new"] = -1), StringComparison.Ordinal);
        Assert.Contains("two ids, 65 and 300",
            Message(j => j["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(300, "a"))), StringComparison.Ordinal);
        Assert.Contains("occurs twice", Message(
            j => j["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(0, "<|endoftext|>"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Holes_among_the_ids_are_fine() =>
        Assert.Equal(1001, TinyTokenizer.Make(j => j["model"]!["vocab"]!["new"] = 1000).VocabularySize);

    [Fact]
    public void A_byte_without_a_token_is_refused_when_a_text_has_it()
    {
        var tokenizer = TinyTokenizer.Make(j => j["model"]!["vocab"]!.AsObject().Remove("z"));
        Assert.Equal([65], tokenizer.Encode("a"));
        Assert.Contains("The text '␣az' holds the byte 0x7A", Refusal("a az"), StringComparison.Ordinal);
        Assert.Contains($"The text '{new string('é', 12)}z{new string('a', 23)}' holds",
            Refusal(new string('é', 50) + "z" + new string('a', 50)), StringComparison.Ordinal);

        string Refusal(string text) => Assert.Throws<NegPreactException>(() => tokenizer.Encode(text)).Message;
    }

    [Theory]
    [InlineData("normalizer", """{"type": "Lowercase"}""", "normalizer 'Lowercase'")]
    [InlineData("normalizer", """{"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "Prepend", "prepend": ""}]}""", "normalizer 'Prepend'")]
    [InlineData("pre_tokenizer", "null", "pre-tokenizer 'none'")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace"}""", "pre-tokenizer 'Metaspace'")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Whitespace"}, {"type": "ByteLevel"}]}""", "pre-tokenizer 'Whitespace'")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "\\w+"}, "behavior": "Isolated", "invert": false}, {"type": "ByteLevel"}]}""", "pre-tokenizer 'Split'")]
    [InlineData("pre_tokenizer", """{"type": "Sequence", "pretokenizers": [{"type": "Split", "pattern": {"Regex": "\\s+"}, "behavior": "Removed", "invert": false}, {"type": "ByteLevel"}]}""", "pre-tokenizer 'Split'")]
    [InlineData("post_processor", """{"type": "RobertaProcessing"}""", "post-processor 'RobertaProcessing'")]
    [InlineData("decoder", "null", "without a decoder")]
    [InlineData("decoder", """{"type": "Metaspace"}""", "decoder 'Metaspace'")]
    [InlineData("decoder", """{"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]}""", "pre-tokenizer 'ByteLevel'")]
    public void Unknown_parts_are_refused_by_name(string part, string json, string says) =>
        Assert.Contains(says, Unsupported(j => j[part] = JsonNode.Parse(json)), StringComparison.Ordinal);

    [Theory]
    [InlineData("type", "\"Unigram\"", "model type 'Unigram'")]
    [InlineData("byte_fallback", "true", "'byte_fallback' = true")]
    [InlineData("dropout", "0.1", "'dropout' = 0.1")]
    [InlineData("end_of_word_suffix", "\"</w>\"", "'end_of_word_suffix'")]
    public void Unknown_models_are_refused_by_name(string option, string json, string says) =>
        Assert.Contains(says, Unsupported(j => j["model"]![option] = JsonNode.Parse(json)), StringComparison.Ordinal);

    [Fact]
    public void Single_word_tokens_are_refused_by_name() =>
        Assert.Contains(
        "single_word", Unsupported(j => j["added_tokens"]![0]!["single_word"] = true), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"\p{L}+| ?[^\s\p{L}]+[\r\n]*|\s+(?!\S)|\p{N}{1,3}|(?i:'s)", true)]
    [InlineData(@"\p{N}", true)]
    [InlineData(@"a.c", false)]
    [InlineData(@"\bword", false)]
    [InlineData(@"\p{L}++", false)]
    [InlineData(@"[[:alpha:]]+", false)]
    [InlineData(@"[a&&b]", false)]
    [InlineData(@"(?<name>a)", false)]
    [InlineData(@"\p{Script=Han}", false)]
    [InlineData("[一-龥぀-ゟ゠-ヿ]+", true)]
    [InlineData("[!-~A-Za-zµÀ-ÖØ-öø-ƺ]+|—", true)]
    [InlineData("[^一-龥]|…", true)]
    [InlineData("[\U00010400-\U0001044F]+", false)]
    [InlineData("(?i:é)", false)]
    [InlineData("\\—", false)]
    [InlineData("[Ā-\uFFFF]", false)]
    public void Expressions_are_taken_only_where_both_engines_agree(string regex, bool taken) =>
        Assert.Equal(taken, WordSplitter.FromRegex(regex) is not null);
}
