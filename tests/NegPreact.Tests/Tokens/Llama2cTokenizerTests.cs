using CsCheck;
using NegPreact.Tests.Conversion;
using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

/// <summary>llama2.c's tokenizer file, read and said as a tokenizer.json.</summary>
public sealed class Llama2cTokenizerTests : IDisposable
{
    private readonly TinyLlama2c files = new();

    public void Dispose() => files.Dispose();

    private Llama2cTokenizer Read() => Llama2cTokenizer.Read(files.Tokenizer, TinyLlama2c.Pieces().Count);

    private string Refused()
    {
        var message = Assert.Throws<NegPreactException>(() => Read().TokenizerJson()).Message;
        Assert.Contains(files.Tokenizer, message, StringComparison.Ordinal);
        return message;
    }

    [Fact]
    public void Merges_are_those_of_the_highest_score()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tokenizer.json", Read().TokenizerJson().ToJsonString());
        folder.Write("tokenizer_config.json", Llama2cTokenizer.TokenizerConfig().ToJsonString());
        var (tokenizer, greedy) = (Tokenizer.Load(folder.Path), new GreedyMerging(TinyLlama2c.Pieces()));
        Gen.Char["ab xé"].Array[0, 30].Select(c => new string(c)).Sample(text =>
            tokenizer.Encode(text, addSpecialTokens: false).SequenceEqual(greedy.Encode(text)));
        Assert.Equal([1, .. greedy.Encode("aab")], tokenizer.Encode("aab"));
    }

    [Fact]
    public void A_file_of_any_other_length_is_refused()
    {
        var tokenizer = File.ReadAllBytes(files.Tokenizer);
        Gen.Int[0, tokenizer.Length - 1].Sample(length =>
        {
            File.WriteAllBytes(files.Tokenizer, tokenizer[..length]);
            Assert.Contains("ends within piece", Refused(), StringComparison.Ordinal);
        }, iter: 30, threads: 1);
        File.WriteAllBytes(files.Tokenizer, [.. tokenizer, 0]);
        Assert.Contains("goes on for 1 bytes", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_tokenizer_is_said_to_be_none()
    {
        var bytes = File.ReadAllBytes(files.Tokenizer);
        string With(int place, byte value)
        {
            var changed = (byte[])bytes.Clone();
            changed[place] = value;
            File.WriteAllBytes(files.Tokenizer, changed);
            return Refused();
        }

        Assert.Contains("is '<unx>', where llama2.c has '<unk>'", With(15, (byte)'x'), StringComparison.Ordinal);
        Assert.Contains("piece 0 is not UTF-8", With(15, 0xFF), StringComparison.Ordinal);
        Assert.Contains("piece 0 has the length -", With(11, 0xFF), StringComparison.Ordinal);
        var at = TinyLlama2c.FirstPiece(bytes);
        Assert.Contains("holds the piece 'b' twice", With(at, (byte)'b'), StringComparison.Ordinal);
        File.Delete(files.Tokenizer);
        Assert.Contains("cannot be read", Refused(), StringComparison.Ordinal);
    }
}
