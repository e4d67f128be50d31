using System.Text.Json.Nodes;
using CsCheck;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

public class SentencePieceTests
{
    private static readonly Tokenizer tiny = TinySentencePiece.Make();

    private static readonly string[] known = ["the", " the", " ", "  ", "a", "t", "漢", "é", "👍", "\n", "e\u0301"];

    // All of Unicode but the mark that stands for a space, with what the tokenizer knows mixed in.
    private static readonly Gen<string> text = Gen.OneOf(
            Gen.Int[0, 0x10FFFF].Where(c => c is not 0x2581 and (< 0xD800 or > 0xDFFF)).Select(char.ConvertFromUtf32),
            Gen.Int[0, known.Length - 1].Select(i => known[i]))
        .Array[0, 30].Select(string.Concat);

    private static string Texts(Tokenizer tokenizer, string text) => string.Join(
        ' ', tokenizer.Encode(text).Select(tokenizer.TokenText));

    private static (int, int)[] Ranges(Tokenizer tokenizer, string text) =>
        [.. tokenizer.EncodeWithOffsets(text, addSpecialTokens: false).Select(t => (t.Start, t.End))];

    [Fact]
    public void A_text_gets_a_beginning_and_a_space()
    {
        Assert.Equal([1, TinySentencePiece.Id("▁the"), TinySentencePiece.Id("▁"), TinySentencePiece.Id("he")],
            tiny.Encode("the he"));
        Assert.Equal([new Token(1, 0, 0), new Token(TinySentencePiece.Id("▁the"), 0, 3)],
            tiny.EncodeWithOffsets("the"));
        Assert.Equal("<s> ␣ ␣the", Texts(tiny, " the")); // `▁ t` comes before `▁ ▁`
        Assert.Equal([1], tiny.Encode(""));
        Assert.Equal(1, tiny.BeginOfTextId);
        Assert.Equal(TinySentencePiece.Id("aa") + 1, tiny.VocabularySize);
    }

    [Fact]
    public void Characters_beyond_the_vocabulary_become_bytes_that_each_cover_the_whole()
    {
        Assert.Equal("<s> ␣ \\xC3 \\xA9 \\xF0 \\x9F \\x91 \\x8D a 漢", Texts(tiny, "é👍a漢"));
        Assert.Equal([(0, 1), (0, 1), (0, 1), (1, 3), (1, 3), (1, 3), (1, 3), (3, 4), (4, 5)], Ranges(tiny, "é👍a漢"));
        // the space in front counts as part of the first character, all of it
        Assert.Equal((0, 2), Ranges(tiny, "👍")[0]);
    }

    [Fact]
    public void Without_bytes_they_become_the_unknown_token()
    {
        var fused = TinySentencePiece.Make(json => TinySentencePiece.WithoutBytes(json, fuse: true));
        Assert.Equal([1, TinySentencePiece.Id("▁"), 0, TinySentencePiece.Id("a"), 0], fused.Encode("é👍ax"));
        Assert.Equal([(0, 1), (0, 3), (3, 4), (4, 5)], Ranges(fused, "é👍ax"));
        var single = TinySentencePiece.Make(json => TinySentencePiece.WithoutBytes(json, fuse: false));
        Assert.Equal([(0, 1), (0, 1), (1, 3), (3, 4), (4, 5)], Ranges(single, "é👍ax"));
        var none = TinySentencePiece.Make(json =>
        {
            TinySentencePiece.WithoutBytes(json, fuse: true);
            json["model"]!["unk_token"] = null;
        });
        Assert.Contains(
            "U+00E9", Assert.Throws<NegPreactException>(() => none.Encode("é")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decoding_leaves_out_one_space_and_gives_up_broken_runs_of_bytes()
    {
        int[] Bytes(params int[] values) => [.. values.Select(v => TinySentencePiece.FirstByte + v)];
        Assert.Equal("the", tiny.Decode([TinySentencePiece.Id("▁the")]));
        Assert.Equal(" the", tiny.Decode([TinySentencePiece.Id("▁"), TinySentencePiece.Id("▁the")]));
        Assert.Equal("<s> the", tiny.Decode([1, TinySentencePiece.Id("▁the")]));
        Assert.Equal("éa", tiny.Decode([.. Bytes(0xC3, 0xA9), TinySentencePiece.Id("a")]));
        Assert.Equal("\uFFFD\uFFFD\uFFFDa", tiny.Decode([.. Bytes(0x41, 0xC3, 0x42), TinySentencePiece.Id("a")]));
        Assert.Equal("\\n", tiny.TokenText(Bytes('\n')[0]));
        Assert.Equal("␣the", tiny.TokenText(TinySentencePiece.Id("▁the")));
    }

    [Fact]
    public void Decoding_is_the_inverse_of_encoding() =>
        text.Sample(t => tiny.Decode(tiny.Encode(t, addSpecialTokens: false)) == t);

    [Fact]
    public void Cutting_at_spaces_changes_no_token()
    {
        // A merge that joins across a space forbids the cutting; no text here has its character.
        var uncut = TinySentencePiece.Make(json =>
        {
            json["model"]!["vocab"]!["\u0001▁"] = 300;
            json["model"]!["vocab"]!["\u0001"] = 301;
            json["model"]!["merges"]!.AsArray().Add("\u0001 ▁");
        });
        text.Where(t => !t.Contains('\u0001', StringComparison.Ordinal)).Sample(
            t => uncut.Encode(t).SequenceEqual(tiny.Encode(t)));
    }

    [Fact]
    public void Offsets_cover_the_text_in_order_and_never_half_a_character() =>
        text.Sample(t =>
        {
            var before = new Token(0, 0, 0);
            foreach (var token in tiny.EncodeWithOffsets(t, addSpecialTokens: false))
            {
                Assert.InRange(token.Start, before.Start, before.End);
                Assert.True(token.End > token.Start && token.End >= before.End);
                Assert.False(char.IsLowSurrogate(t[token.Start]) || char.IsHighSurrogate(t[token.End - 1]));
                if (token.Start > 0 && token.Id >= TinySentencePiece.FirstByte + 256)
                    Assert.Equal(tiny.TokenText(token.Id).Replace('␣', ' '), t[token.Start..token.End]);
                before = token;
            }
            Assert.Equal(t.Length, before.End);
        });

    [Theory]
    [InlineData("\"prepend_scheme\": \"always\", \"split\": false", "the</s>the", "<s> ␣the </s> ␣the")]
    [InlineData("\"prepend_scheme\": \"first\", \"split\": false", "the</s>the", "<s> ␣the </s> t he")]
    [InlineData("\"prepend_scheme\": \"never\", \"split\": false", "the</s>the", "<s> t he </s> t he")]
    [InlineData("\"prepend_scheme\": \"always\"", " the", "<s> ␣the")] // a space is there already
    [InlineData("\"prepend_scheme\": \"never\", \"split\": false", "a  a", "<s> a ␣␣ a")]
    [InlineData("\"prepend_scheme\": \"never\", \"split\": true", "a  a", "<s> a ␣ ␣ a")]
    [InlineData("\"add_prefix_space\": true", "aa", "<s> ␣ aa")]
    [InlineData("\"add_prefix_space\": false", "aa", "<s> aa")]
    public void The_Metaspace_forms_differ_as_named(string settings, string text, string expected) =>
        Assert.Equal(expected,
        Texts(TinySentencePiece.Make(json => TinySentencePiece.Metaspace(json, settings)), text));

    [Fact]
    public void A_normalized_added_token_is_sought_with_its_space()
    {
        var tokenizer = TinySentencePiece.Make(
            json => json["added_tokens"]!.AsArray().Add(TinyTokenizer.Added(300, "<m>", normalized: true)));
        Assert.Equal([300, TinySentencePiece.Id("a")], tokenizer.Encode("<m>a", addSpecialTokens: false));
        Assert.DoesNotContain(300, tokenizer.Encode("a<m>"));
        Assert.Equal([(0, 1), (0, 1), (1, 5)], Ranges(tokenizer, "a <m>"));
    }

    [Theory]
    [InlineData("LlamaTokenizer", "\"add_bos_token\": false", new int[0], new int[0])]
    [InlineData("LlamaTokenizerFast", "\"add_bos_token\": true, \"add_eos_token\": true", new[] { 1 }, new[] { 2 })]
    [InlineData("LlamaTokenizer", "\"add_bos_token\": null", new[] { 1 }, new int[0])]
    [InlineData("PreTrainedTokenizerFast", "\"add_bos_token\": false", new[] { 1 }, new int[0])]
    public void Flags_of_the_configuration_count_for_the_classes_that_read_them(
        string type, string flags, int[] before, int[] after)
    {
        var tokenizer = TinySentencePiece.Make(config: $$"""{"tokenizer_class": "{{type}}", "bos_token": "<s>", "eos_token": "</s>", {{flags}}}""");
        Assert.Equal([.. before, TinySentencePiece.Id("▁the"), .. after], tokenizer.Encode("the"));
        Assert.Equal((1, 2), (tokenizer.BeginOfTextId, tokenizer.EndOfTextId));
    }

    [Fact]
    public void A_flag_without_its_token_is_refused() =>
        Assert.Contains("names no bos_token", Assert.Throws<NegPreactException>(() => TinySentencePiece.Make(
            config: """{"tokenizer_class": "LlamaTokenizer", "bos_token": null, "add_bos_token": true}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_whole_book_may_be_one_word()
    {
        var ids = tiny.Encode(string.Concat(Enumerable.Repeat("thea", 100_000)), addSpecialTokens: false);
        Assert.Equal(TinySentencePiece.Id("▁the"), ids[0]);
        Assert.Equal([TinySentencePiece.Id("t"), TinySentencePiece.Id("he"), TinySentencePiece.Id("a")], ids[^3..]);
        Assert.Equal(299_999, ids.Length);
    }

    [Theory]
    [InlineData("normalizer", """{"type": "Sequence", "normalizers": [{"type": "NFKC"}]}""", "normalizer 'NFKC'")]
    [InlineData("normalizer", """{"type": "Replace", "pattern": {"Regex": " +"}, "content": "▁"}""", "normalizer 'Replace'")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "sometimes"}""", "pre-tokenizer 'Metaspace'")]
    [InlineData("pre_tokenizer", """{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "add_prefix_space": false}""", "pre-tokenizer 'Metaspace'")]
    [InlineData("pre_tokenizer", """{"type": "ByteLevel"}""", "pre-tokenizer 'ByteLevel'")]
    [InlineData("decoder", """{"type": "Sequence", "decoders": [{"type": "ByteFallback"}]}""", "do not join")]
    [InlineData("decoder", """{"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "ByteFallback"}]}""", "decoder 'ByteFallback'")]
    [InlineData("decoder", """{"type": "Sequence", "decoders": [{"type": "Strip", "content": " ", "start": 1, "stop": 0}, {"type": "Fuse"}]}""", "decoder 'Strip'")]
    [InlineData("decoder", """{"type": "Fuse"}""", "'byte_fallback' = true")]
    public void Unknown_parts_are_refused_by_name(string part, string json, string says) =>
        Assert.Contains(says, Assert.ThrowsAny<NegPreactException>(
        () => TinySentencePiece.Make(j => j[part] = JsonNode.Parse(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void Missing_bytes_and_unknown_tokens_are_named()
    {
        string Message(Action<JsonNode> change) =>
            Assert.Throws<NegPreactException>(() => TinySentencePiece.Make(change)).Message;
        Assert.Contains(
            "<0x7F>", Message(j => j["model"]!["vocab"]!.AsObject().Remove("<0x7F>")), StringComparison.Ordinal);
        Assert.Contains("'<none>'", Message(j => j["model"]!["unk_token"] = "<none>"), StringComparison.Ordinal);
    }
}
