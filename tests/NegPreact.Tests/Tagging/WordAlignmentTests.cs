using CsCheck;
using NegPreact.Tests.Tokens;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tagging;

public class WordAlignmentTests
{
    private static readonly Tokenizer tiny = TinyTokenizer.Make();

    private static readonly string[] pieces = [" the", " to", "he", " ", "  ", "\n", "\t ", "'s", "e\u0301", "👩‍👩‍👧",
        "日本", "<|endoftext|>", "1", "."];

    private static readonly Gen<string> texts = Gen.OneOf(
            Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
            Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]))
        .Array[0, 30].Select(string.Concat);

    // Words are cut anywhere but inside a surrogate pair; white space is left out, and now and then a word too.
    private static List<Word> Words(string text, int seed)
    {
        var random = new Random(seed);
        var words = new List<Word>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && (char.IsLowSurrogate(text[end]) || (
                random.Next(3) > 0 && !char.IsWhiteSpace(text[end]) && !char.IsWhiteSpace(text[start]))))
                end++;
            if (!char.IsWhiteSpace(text[start]) && random.Next(8) > 0)
                words.Add(new Word(text[start..end], start, end));
            start = end;
        }
        return words;
    }

    // The plain rule, every token against every word.
    private static int? Plain(Token token, List<Word> words) => words
        .Select((w, i) => (Index: i, Shared: Math.Min(w.End, token.End) - Math.Max(w.Start, token.Start)))
        .Where(w => w.Shared > 0).OrderByDescending(w => w.Shared).ThenBy(w => w.Index).Select(w => (int?)w.Index)
            .FirstOrDefault();

    private static void Check(Tokenizer tokenizer, string text, IReadOnlyList<Token> tokens, List<Word> words)
    {
        var all = WordAlignment.Align(tokenizer, tokens, words);
        var first = WordAlignment.Align(tokenizer, tokens, words, SplitWordPolicy.FirstPiece);
        Assert.Equal(tokens.Count, all.Length);
        var before = -1;
        var seen = new HashSet<int>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var special = tokenizer.IsSpecial(tokens[i].Id);
            var expected = special ? null : Plain(tokens[i], words);
            Assert.Equal(expected, all[i].Word);
            Assert.Equal(special ? TokenRole.Special : expected is null ? TokenRole.NoWord : TokenRole.Word,
                all[i].Role);
            Assert.Equal(all[i].Word, first[i].Word);
            if (expected is not { } word)
            {
                Assert.Equal(all[i].Role, first[i].Role);
                continue;
            }
            Assert.True(word >= before, $"word {word} after word {before} in '{text}'");
            before = word;
            Assert.Equal(seen.Add(word) ? TokenRole.Word : TokenRole.LaterPiece, first[i].Role);
        }
    }

    [Fact]
    public void Each_token_has_the_word_it_shares_most_with_in_order() =>
        Gen.Select(texts, Gen.Int).Sample(
        (text, seed) => Check(tiny, text, tiny.EncodeWithOffsets(text), Words(text, seed)));

    [Fact]
    public void A_token_that_covers_two_words_equally_takes_the_first()
    {
        var tokens = new[] { new Token(tiny.Encode("t", false)[0], 0, 4) };
        Assert.Equal(0, WordAlignment.Align(tiny, tokens, [new Word("ab", 0, 2), new Word("cd", 2, 4)])[0].Word);
        Assert.Equal(1, WordAlignment.Align(tiny, tokens, [new Word("a", 0, 1), new Word("bcd", 1, 4)])[0].Word);
    }

    [Fact]
    public void Words_out_of_order_are_refused()
    {
        var tokens = tiny.EncodeWithOffsets("the");
        Assert.Contains(
            "order", Assert.Throws<NegPreactException>(() => WordAlignment.Align(
            tiny, tokens, [new Word("e", 2, 3), new Word("t", 0, 1)])).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Tokenizers() =>
        [.. SharedData.Folders("data/tokenizers", "oracle.jsonl").Select(f => Path.GetFileName(f)!)
        .DefaultIfEmpty("(none)")];

    [Theory]
    [MemberData(nameof(Tokenizers))]
    [Trait(SharedData.Category, SharedData.Shared)]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void Alignment_is_exact_on_the_oracles_texts(string name)
    {
        var folder = SharedData.Need($"data/tokenizers/{name}");
        Assert.SkipUnless(Tokenizer.Supports(folder, out var reason), reason);
        var tokenizer = Tokenizer.Load(folder);
        var texts = File.ReadLines(Path.Combine(folder, "oracle.jsonl")).Select(l =>
        {
            using var json = System.Text.Json.JsonDocument.Parse(l);
            return json.RootElement.GetProperty("text").GetString()!;
        }).Distinct().ToList();
        Assert.NotEmpty(texts);
        foreach (var text in texts)
        {
            var words = WordTokenizer.BuiltIn.Sentences(text).SelectMany(s => s).ToList();
            var tokens = tokenizer.EncodeWithOffsets(text);
            Check(tokenizer, text, tokens, words);
            // The built-in words leave nothing but white space out, so only such a token may be without a word.
            foreach (var (token, aligned) in tokens.Zip(WordAlignment.Align(tokenizer, tokens, words)))
                if (aligned.Role == TokenRole.NoWord)
                    Assert.True(string.IsNullOrWhiteSpace(text[token.Start..token.End]), text);
        }
    }
}
