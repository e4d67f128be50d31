using CsCheck;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

public class ByteTokenizerTests
{
    private static readonly Gen<string> text = Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF)
        .Select(char.ConvertFromUtf32)
        .Array[0, 20].Select(string.Concat);

    [Fact]
    public void Ids_are_bytes_modulo_the_vocabulary()
    {
        Assert.Equal([0x61, 0xC3, 0xA9], Tokenizer.OfBytes(300).Encode("aé"));
        Assert.Equal([97, 95, 69], Tokenizer.OfBytes(100).Encode("aé"));
        Assert.Equal([0, 0, 0], Tokenizer.OfBytes(1).Encode("aé"));
        Assert.Equal((300, null, null),
            (Tokenizer.OfBytes(300).VocabularySize, Tokenizer.OfBytes(300).BeginOfTextId,
            Tokenizer.OfBytes(300).EndOfTextId));
    }

    [Fact]
    public void Offsets_are_those_of_the_characters() =>
        text.Sample(t =>
        {
            var expected = new List<(int, int)>();
            for (var i = 0; i < t.Length; i += char.IsHighSurrogate(t[i]) ? 2 : 1)
            {
                var rune = System.Text.Rune.GetRuneAt(t, i);
                expected.AddRange(Enumerable.Repeat((i, i + rune.Utf16SequenceLength), rune.Utf8SequenceLength));
            }
            Assert.Equal(expected, Tokenizer.OfBytes(7).EncodeWithOffsets(t).Select(token => (token.Start, token.End)));
        });

    [Fact]
    public void A_vocabulary_of_all_bytes_gives_every_text_back() =>
        text.Sample(t => Tokenizer.OfBytes(256).Decode(Tokenizer.OfBytes(256).Encode(t)) == t);

    [Fact]
    public void Ids_beyond_the_bytes_read_as_numbers()
    {
        Assert.Equal("a<256>", Tokenizer.OfBytes(300).Decode([97, 256]));
        Assert.Throws<NegPreactException>(() => Tokenizer.OfBytes(300).Decode([300]));
        Assert.Contains("1 or more", Assert.Throws<NegPreactException>(() => Tokenizer.OfBytes(0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Two_sizes_are_two_tokenizers() => Assert.NotEqual(
        Tokenizer.OfBytes(7).Sha256, Tokenizer.OfBytes(8).Sha256);
}
