using System.Text.Json.Nodes;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

public class TokenizerTests
{
    private static readonly Tokenizer tiny = TinyTokenizer.Make();

    private static string[] Texts(Tokenizer tokenizer, string text) =>
        [.. tokenizer.Encode(text).Select(tokenizer.TokenText)];

    private static (int, int)[] Ranges(Tokenizer tokenizer, string text) =>
        [.. tokenizer.EncodeWithOffsets(text).Select(t => (t.Start, t.End))];

    [Fact]
    public void Merges_apply_by_rank() => Assert.Equal(["␣the", "␣t", "o"], Texts(tiny, " the to"));

    [Fact]
    public void A_character_split_over_tokens_gives_each_its_whole_range()
    {
        Assert.Equal(["\\xC3", "\\xA9", "\\xF0", "\\x9F", "\\x91", "\\x8D", "!"], Texts(tiny, "é👍!"));
        Assert.Equal([(0, 1), (0, 1), (1, 3), (1, 3), (1, 3), (1, 3), (3, 4)], Ranges(tiny, "é👍!"));
    }

    [Fact]
    public void Token_text_shows_what_cannot_be_seen() =>
        Assert.Equal(["\\n", "\\t", "\\r", "\\x00", "\\x7F", "a", "<|endoftext|>"],
        Texts(tiny, "\n\t\r\0\u007Fa<|endoftext|>"));

    [Fact]
    public void Supplementary_letters_are_letters()
    {
        // "𐐀" is a letter (Deseret): the space before it goes with it, and a letter after it is in the same word.
        var ends = new List<int>();
        WordSplitter.Gpt2.Split(" 𐐀a 𝟘1 👍!", ends);
        Assert.Equal([4, 8, 12], ends);
    }

    [Fact]
    public void What_stands_in_for_a_supplementary_letter_is_none_that_the_expression_names()
    {
        // Ā to ƿ hold the first letters of each case beyond Latin-1; 𠀀 is a letter, but none of them.
        var ends = new List<int>();
        WordSplitter.FromRegex("[Ā-ƿ一-龥]+")!.Split("a\U00020000\U00020000ƻ一𐐀", ends);
        Assert.Equal([5, 7, 9], ends);
    }

    [Theory]
    [InlineData(true, new[] { 1, 2, 3, 4, 5, 6, 8, 9 })]
    [InlineData(false, new[] { 1, 3, 4, 8, 9 })]
    public void Digits_are_cut_one_by_one_or_as_runs(bool individual, int[] expected)
    {
        // Beside 0 to 9 all that Unicode calls a number: ½, Ⅷ and 𝟘, but not the ideograph 三.
        var ends = new List<int>();
        (individual ? WordSplitter.SingleDigits : WordSplitter.Digits).Split("a12三½Ⅷ𝟘b", ends);
        Assert.Equal(expected, ends);
    }

    [Theory]
    [InlineData(true, new[] { "a", "1", "1", "b" })]
    [InlineData(false, new[] { "a", "11", "b" })]
    public void Merges_go_across_digits_only_where_they_are_cut_as_runs(bool individual, string[] expected)
    {
        var tokenizer = TinyTokenizer.Make(json =>
        {
            json["model"]!["vocab"]!["11"] = 300;
            json["model"]!["vocab"]!["1b"] = 301;
            json["model"]!["merges"]!.AsArray().Add("1 1");
            json["model"]!["merges"]!.AsArray().Add("1 b");
            var byteLevel = json["pre_tokenizer"]!.DeepClone();
            byteLevel["add_prefix_space"] = false;
            byteLevel["use_regex"] = true;
            json["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject { ["type"] = "Digits", ["individual_digits"] = individual }, byteLevel),
            };
        });
        Assert.Equal(expected, Texts(tokenizer, "a11b"));
    }

    [Fact]
    public void Special_tokens_in_text_are_found_the_longest_first()
    {
        var tokenizer = TinyTokenizer.Make(json =>
        {
            var added = json["added_tokens"]!.AsArray();
            added.Add(TinyTokenizer.Added(300, "<a>", special: true));
            added.Add(TinyTokenizer.Added(301, "<a><b>"));
        });
        Assert.Equal([300, 66, 301, 300], tokenizer.Encode("<a>b<a><b><a>"));
        Assert.Equal([(0, 3), (3, 4), (4, 10), (10, 13)], Ranges(tokenizer, "<a>b<a><b><a>"));
        Assert.Equal([true, false, false], new[] { 300, 301, 302 }.Select(tokenizer.IsSpecial));
        Assert.Equal(302, tokenizer.VocabularySize);
        Assert.Contains(
            "280", Assert.Throws<NegPreactException>(() => tokenizer.Decode([280])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Added_tokens_may_swallow_white_space_once()
    {
        var tokenizer = TinyTokenizer.Make(json =>
        {
            var token = TinyTokenizer.Added(300, "<m>");
            (token["lstrip"], token["rstrip"]) = (true, true);
            json["added_tokens"]!.AsArray().Add(token);
            json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(301, "  "));
        });
        Assert.Equal([65, 300, 300, 66], tokenizer.Encode("a <m>  <m> b"));
        Assert.Equal([(0, 1), (1, 7), (7, 11), (11, 12)], Ranges(tokenizer, "a <m>  <m> b"));
    }

    [Fact]
    public void Normalized_added_tokens_are_sought_after_normalizing_and_offsets_cover_the_original()
    {
        var tokenizer = TinyTokenizer.Make(json =>
        {
            json["normalizer"] = new JsonObject { ["type"] = "NFC" };
            json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(300, "\u1EB9", normalized: true));
            json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(301, "e\u0301x"));
        });
        Assert.Equal([65, 300, 66], tokenizer.Encode("ae\u0323b"));
        Assert.Equal([(0, 1), (1, 3), (3, 4)], Ranges(tokenizer, "ae\u0323b"));
        Assert.Equal([301], tokenizer.Encode("e\u0301x"));
    }

    [Fact]
    public void A_space_added_in_front_belongs_to_the_first_character()
    {
        var tokenizer = TinyTokenizer.Make(json => json["pre_tokenizer"]!["add_prefix_space"] = true);
        Assert.Equal(["␣the", "<|endoftext|>", "␣the", "<|endoftext|>", "␣", "o"],
            Texts(tokenizer, "the<|endoftext|> the<|endoftext|>o"));
        Assert.Equal([(0, 3)], Ranges(tokenizer, "the"));
        Assert.Equal((0, 2), Ranges(tokenizer, "𐐀")[0]);
    }

    [Fact]
    public void Trimmed_offsets_leave_out_spaces()
    {
        static void Trim(JsonNode json, bool spare)
        {
            json["pre_tokenizer"]!["add_prefix_space"] = spare;
            json["post_processor"] = new JsonObject { ["type"] = "ByteLevel", ["trim_offsets"] = true,
                ["add_prefix_space"] = spare };
        }
        Assert.Equal([(1, 4), (5, 5), (6, 9), (10, 10)],
            Ranges(TinyTokenizer.Make(json => Trim(json, false)), " the  the "));
        Assert.Equal([(0, 3), (4, 7)], Ranges(TinyTokenizer.Make(json => Trim(json, true)), "the the"));
    }

    [Fact]
    public void A_template_adds_ids_only_where_asked()
    {
        var tokenizer = TinyTokenizer.Make(json => json["post_processor"] = JsonNode.Parse("""
            {"type": "TemplateProcessing",
             "single": [{"SpecialToken": {"id": "<|endoftext|>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [], "special_tokens": {"<|endoftext|>": {"id": "<|endoftext|>", "ids": [0], "tokens": ["<|endoftext|>"]}}}
            """));
        Assert.Equal([new Token(0, 0, 0), new Token(65, 0, 1)], tokenizer.EncodeWithOffsets("a"));
        Assert.Equal([65], tokenizer.Encode("a", addSpecialTokens: false));
        Assert.Equal([0], tokenizer.Encode(""));
        Assert.Equal(0, tokenizer.BeginOfTextId);
    }

    [Fact]
    public void Whole_words_come_first_where_merges_are_ignored()
    {
        void Change(JsonNode json, bool ignore)
        {
            json["model"]!["vocab"]!["Ġhe"] = 260;
            json["model"]!["ignore_merges"] = ignore;
        }
        Assert.Equal(["␣", "he"], Texts(TinyTokenizer.Make(json => Change(json, false)), " he"));
        Assert.Equal(["␣he"], Texts(TinyTokenizer.Make(json => Change(json, true)), " he"));
    }

    [Fact]
    public void The_configuration_beside_the_file_names_the_begin_and_end()
    {
        using var folder = new TinyTokenizer();
        var config = Path.Combine(folder.Folder, "tokenizer_config.json");
        File.WriteAllText(config, """{"bos_token": null, "eos_token": {"content": "<|endoftext|>"}}""");
        var tokenizer = Tokenizer.Load(folder.File);
        Assert.Equal((null, 0), (tokenizer.BeginOfTextId, tokenizer.EndOfTextId));
        File.WriteAllText(config, """{"bos_token": "<s>"}""");
        var e = Assert.Throws<NegPreactException>(() => Tokenizer.Load(folder.Folder));
        Assert.Contains("bos_token '<s>'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_is_the_same_tokenizer()
    {
        using var folder = new TinyTokenizer();
        var plain = Tokenizer.Load(folder.Folder);
        using (var packed = new System.IO.Compression.GZipStream(
            File.Create(folder.File + ".gz"), System.IO.Compression.CompressionMode.Compress))
            packed.Write(File.ReadAllBytes(folder.File));
        File.Delete(folder.File);
        Assert.Equal(plain.Sha256, Tokenizer.Load(folder.Folder).Sha256);
    }

    [Fact]
    public void A_very_long_word_is_no_trouble()
    {
        var tokenizer = TinyTokenizer.Make(json =>
        {
            json["model"]!["vocab"]!["aa"] = 260;
            json["model"]!["merges"]!.AsArray().Add("a a");
        });
        var ids = tokenizer.Encode(new string('a', 300_001));
        Assert.Equal(150_001, ids.Length);
        Assert.Equal(65, ids[^1]);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        // Not as inline data: attributes are stored as UTF-8, which has no lone surrogates.
        foreach (var (text, at) in new[] { ("a\uD83D", 1), ("\uDC4D!", 0), ("👍\uD83Dx", 2), ("\uD83D\uD83D", 0) })
            Assert.Contains($"position {at}:", Assert.Throws<NegPreactException>(() => tiny.Encode(text)).Message,
                StringComparison.Ordinal);
    }
}
