using System.Text;
using CsCheck;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

public class TokenizerPropertyTests
{
    private static readonly Tokenizer tiny = TinyTokenizer.Make();

    private static readonly string[] known = [" the", " to", "he", " ", "  ", "\n", "'s", "e\u0301",
        "\u1100\u1161\u11A8", "<|endoftext|>", "1"];

    // All of Unicode, with what a byte-level tokenizer knows mixed in.
    private static readonly Gen<string> text = Gen.OneOf(
            Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
            Gen.Int[0, known.Length - 1].Select(i => known[i]))
        .Array[0, 30].Select(string.Concat);

    [Fact]
    public void Decoding_is_the_inverse_of_encoding() =>
        text.Sample(t => tiny.Decode(tiny.Encode(t, addSpecialTokens: false)) == t);

    [Fact]
    public void Offsets_cover_the_text_in_order_and_hold_each_tokens_bytes() =>
        text.Sample(t =>
        {
            var tokens = tiny.EncodeWithOffsets(t);
            var before = new Token(0, 0, 0);
            foreach (var token in tokens)
            {
                Assert.InRange(token.Start, before.Start, before.End);
                Assert.True(token.End > token.Start && token.End >= before.End);
                var decoded = tiny.Decode([token.Id]);
                if (!decoded.Contains('\uFFFD'))
                    Assert.Equal(decoded, t[token.Start..token.End]);
                before = token;
            }
            Assert.Equal(t.Length, before.End);
        });

    [Fact]
    public void Merging_agrees_with_the_plain_rule() =>
        Gen.Char["abc"].Array[1, 30].Select(c => new string(c)).Select(
        Gen.Char["abc"].Array[2, 2].Select(c => new string(c)).Array[1, 6]).Sample((word, pairs) =>
        {
            // Bytes are their own ids; the merge of rank r makes the id 256 + r.
            var merges = new Dictionary<long, (int Rank, int Id)>();
            foreach (var pair in pairs)
                merges.TryAdd(BytePairs.Pair(pair[0], pair[1]), (merges.Count, 256 + merges.Count));
            foreach (var c in "abc")
                merges.TryAdd(BytePairs.Pair(256, c), (merges.Count, 256 + merges.Count));

            var expected = Encoding.UTF8.GetBytes(word).Select(b => (int)b).ToList();
            while (true)
            {
                var best = Enumerable.Range(0, expected.Count - 1)
                    .Where(i => merges.ContainsKey(BytePairs.Pair(expected[i], expected[i + 1])))
                    .OrderBy(i => merges[BytePairs.Pair(expected[i], expected[i + 1])].Rank).Select(i => (int?)i)
                        .FirstOrDefault();
                if (best is not { } at)
                    break;
                expected[at] = merges[BytePairs.Pair(expected[at], expected[at + 1])].Id;
                expected.RemoveAt(at + 1);
            }
            Assert.Equal(expected,
                new BytePairs(new ByteLevelSymbols([.. Enumerable.Range(0, 256)]), merges, whole: null).Encode(word)
                .Select(p => p.Id));
        });

    [Fact]
    public void Normalizing_twice_changes_nothing_more() => text.Sample(t => Nfc.Apply(Nfc.Apply(t)) == Nfc.Apply(t));
}
