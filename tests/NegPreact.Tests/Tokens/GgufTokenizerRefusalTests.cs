using NegPreact.Tokens;
using NegPreact.Weights;

namespace NegPreact.Tests.Tokens;

/// <summary>Metadata of small tokenizers, and what is said where they do not fit together.</summary>
public class GgufTokenizerRefusalTests
{
    private const string Prefix = "tokenizer.ggml.";
    private const string File = "tiny.gguf";

    [Fact]
    public void A_byte_level_tokenizer_is_read()
    {
        var tokenizer = Read(ByteLevel())!;
        Assert.Equal((File, 259, 258), (tokenizer.Path, tokenizer.VocabularySize, tokenizer.EndOfTextId));
        Assert.Null(tokenizer.BeginOfTextId);
        Assert.Equal([256, 257, 258], tokenizer.Encode("he a<end>"));
        Assert.Equal("he a<end>", tokenizer.Decode([256, 257, 258]));
        Assert.True(tokenizer.IsSpecial(258));
    }

    [Fact]
    public void Begin_and_end_are_added_as_the_file_says()
    {
        Assert.Equal([256, 258], Read(ByteLevel((Prefix + "add_eos_token", true)))!.Encode("he"));
        Assert.Equal([258, 256], Read(ByteLevel(
            (Prefix + "add_bos_token", true), (Prefix + "bos_token_id", 258u)))!.Encode("he"));
        Assert.Equal([258, 256], Read(ByteLevel(
            (Prefix + "pre", "llama-bpe"), (Prefix + "bos_token_id", 258u)))!.Encode("he"));
        Assert.Equal([256], Read(ByteLevel((Prefix + "pre", "llama-bpe"), (Prefix + "bos_token_id", 258u),
            (Prefix + "add_bos_token", false)))!.Encode("he"));
        Assert.Equal([1, 4, 5], Read(SentencePiece())!.Encode("he a"));
        Assert.Equal([4, 5, 2], Read(SentencePiece(
            (Prefix + "add_bos_token", false), (Prefix + "add_eos_token", true)))!.Encode("he a"));
    }

    [Fact]
    public void Pieces_of_a_higher_score_are_merged_first()
    {
        Assert.Equal("aa|b", Pieces(0, -1));
        Assert.Equal("a|ab", Pieces(-1, 0));

        static string Pieces(float aa, float ab)
        {
            var tokenizer = Read(Metadata("llama", ["<unk>", "a", "b", "aa", "ab"], [2, 1, 1, 1, 1],
                (Prefix + "scores", (float[])[0, -8, -9, aa, ab]), (Prefix + "add_space_prefix", false),
                (Prefix + "add_bos_token", false)))!;
            return string.Join('|', tokenizer.Encode("aab").Select(tokenizer.TokenText));
        }
    }

    [Fact]
    public void Tokens_that_fill_up_the_rows_are_none()
    {
        var values = ByteLevel();
        values[Prefix + "tokens"] = (string[])[.. (string[])values[Prefix + "tokens"], "[PAD259]", "[PAD260]"];
        values[Prefix + "token_type"] = (int[])[.. (int[])values[Prefix + "token_type"], 5, 5];
        Assert.Equal(259, Read(values)!.VocabularySize);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("no_vocab")]
    [InlineData(null)]
    public void A_file_may_have_no_tokenizer(string? model) => Assert.Null(Read(ByteLevel((Prefix + "model", model))));

    // A capital in the middle of a word begins another; so GPT-4o's expression, and Mistral's from it.
    [Theory]
    [InlineData("gpt-4o", "HelloWorld's 12345 x/y\n", "Hello|World's| |123|45| x|/y|\n")]
    [InlineData("tekken", "HelloWorld's 123 x/y\n", "Hello|World|'s| |1|2|3| x|/y|\n")]
    [InlineData("llama-bpe", "HelloWorld's 12345 x/y\n", "HelloWorld|'s| |123|45| x|/y|\n")]
    [InlineData("qwen2", "HelloWorld's 123 x/y\n", "HelloWorld|'s| |1|2|3| x|/y|\n")]
    public void Words_are_cut_by_the_expression_of_that_name(string pre, string text, string words)
    {
        var split = GgufPreTokenizer.Find(pre, File).Splits()["pretokenizers"]![0]!["pattern"]!["Regex"]!;
        var ends = new List<int>();
        WordSplitter.FromRegex(split.GetValue<string>())!.Split(text, ends);
        Assert.Equal(words, string.Join('|', ends.Zip(ends.Prepend(0), (end, start) => text[start..end])));
    }

    public static TheoryData<string, object?, string> Faults() => new()
    {
        { "model", "bert", "a tokenizer of the kind 'bert' is not supported, only 'gpt2' and 'llama'" },
        { "model", 3u, "the value of \"tokenizer.ggml.model\" is 3 (UInt32), where a string is expected" },
        { "pre", "klingon", "the pre-tokenizer 'klingon' is not supported; known are gpt-2, olmo" },
        { "pre", "default", "the pre-tokenizer 'default' is not supported" },
        { "pre", null, "does not name its pre-tokenizer (tokenizer.ggml.pre)" },
        { "tokens", null, "has no tokenizer.ggml.tokens" },
        { "tokens", (string[])["a"], "tokenizer.ggml.token_type has 259 entries for 1 tokens" },
        { "token_type", null, "has no tokenizer.ggml.token_type" },
        { "token_type", "normal", "\"tokenizer.ggml.token_type\" is a string, where a list of integers is expected" },
        { "merges", null, "has no tokenizer.ggml.merges" },
        { "merges", (string[])["h e", "h q"], "merge 1 ('h' + 'q') needs the symbol 'hq'" },
        { "merges", (string[])["he"], "merge 0 (\"he\") does not name two symbols" },
        { "eos_token_id", "258", "\"tokenizer.ggml.eos_token_id\" is a string, where an integer is expected" },
        { "eos_token_id", 259u, "tokenizer.ggml.eos_token_id is 259, but there are 259 tokens" },
        { "add_bos_token", true, "add_bos_token is set, but tokenizer.ggml.bos_token_id is missing" },
        { "add_bos_token", 1u, "where a truth value is expected" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Metadata_that_do_not_fit_are_refused_in_a_sentence(string key, object? value, string says) =>
        Refused(ByteLevel((Prefix + key, value)), says);

    [Fact]
    public void Tokens_are_of_known_types_and_different()
    {
        var values = ByteLevel();
        ((int[])values[Prefix + "token_type"])[7] = 9;
        Refused(values, "has the type 9; types go from 1 to 6");
        values = ByteLevel();
        ((string[])values[Prefix + "tokens"])[257] = "he";
        Refused(values, "the token 'he' has two ids, 256 and 257");
        Refused(ByteLevel((Prefix + "pre", "llama3")), "tokenizer.ggml.bos_token_id is missing");
    }

    [Fact]
    public void Scores_are_as_many_as_tokens_and_give_an_order()
    {
        Refused(SentencePiece((Prefix + "scores", null)), "has no tokenizer.ggml.scores");
        Refused(SentencePiece((Prefix + "scores", (float[])[1, 2])), "tokenizer.ggml.scores has 2 entries for");
        var equal = (float[])SentencePiece()[Prefix + "scores"];
        Array.Fill(equal, -1000);
        Refused(SentencePiece((Prefix + "scores", equal)), "have the same score, -1000");
        var values = SentencePiece();
        ((string[])values[Prefix + "tokens"])[^1] = "ÿ";
        Refused(values, "lacks the byte <0xFF>");
    }

    private static void Refused(Dictionary<string, object> values, string says)
    {
        var message = Assert.ThrowsAny<NegPreactException>(() => Read(values)).Message;
        Assert.StartsWith(File + ":", message, StringComparison.Ordinal);
        Assert.Contains(says, message, StringComparison.Ordinal);
    }

    private static Tokenizer? Read(Dictionary<string, object> values) =>
        GgufTokenizer.Read(GgufMetadata.Of(File, values));

    private static Dictionary<string, object> ByteLevel(params (string Key, object? Value)[] changes) => Metadata(
        "gpt2",
        [.. Enumerable.Range(0, 256).Select(b => ByteSymbols.Of((byte)b).ToString()), "he", "Ġa", "<end>"],
        [.. Enumerable.Repeat(1, 258), 3],
        [(Prefix + "pre", "gpt-2"), (Prefix + "merges", (string[])["h e", "Ġ a"]), (Prefix + "eos_token_id", 258u),
            .. changes]);

    private static Dictionary<string, object> SentencePiece(params (string Key, object? Value)[] changes)
    {
        string[] pieces = ["▁he", "▁a", "▁", "h", "e", "a", "▁h"];
        return Metadata(
            "llama", ["<unk>", "<s>", "</s>", "<mark>", .. pieces,
                .. Enumerable.Range(0, 256).Select(b => TokenDecoder.ByteToken(b))],
            [2, 3, 3, 3, .. Enumerable.Repeat(1, pieces.Length), .. Enumerable.Repeat(6, 256)],
            [(Prefix + "scores", (float[])[0, 0, 0, 0, .. pieces.Select((_, i) => (float)-i), .. new float[256]]),
                (Prefix + "bos_token_id", 1u), (Prefix + "eos_token_id", 2u), .. changes]);
    }

    private static Dictionary<string, object> Metadata(
        string model, string[] tokens, int[] types, params (string Key, object? Value)[] more)
    {
        var values = new Dictionary<string, object>
        {
            [Prefix + "model"] = model,
            [Prefix + "tokens"] = tokens,
            [Prefix + "token_type"] = types,
        };
        foreach (var (key, value) in more)
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        return values;
    }
}
