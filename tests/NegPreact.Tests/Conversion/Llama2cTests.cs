using CsCheck;
using NegPreact.Conversion;
using NegPreact.Tokens;

namespace NegPreact.Tests.Conversion;

public class Llama2cTests
{
    private static float[] Logits(TinyLlama2c files)
    {
        Llama2c.Convert(files.Model, files.Tokenizer, files.Out);
        using var model = LanguageModel.Load(files.Out);
        using var logits = model.Logits([[1, 259, 262, 70]]);
        return logits.data<float>().ToArray();
    }

    private static string Refused(TinyLlama2c files)
    {
        var message = Assert.Throws<NegPreactException>(() => Llama2c.Convert(files.Model, files.Tokenizer, files.Out)).Message;
        Assert.Empty(files.Made);
        return message;
    }

    [Fact]
    public void An_output_matrix_of_its_own_is_read()
    {
        using TinyLlama2c tied = new(), same = new(headScale: 1), twice = new(headScale: 2);
        var expected = Logits(tied);
        Assert.True(expected.All(float.IsFinite));
        Assert.Equal(expected, Logits(same));
        Assert.Equal(expected.Select(x => 2 * x), Logits(twice));
    }

    [Fact]
    public void Merges_are_those_of_the_highest_score()
    {
        using var files = new TinyLlama2c();
        Llama2c.Convert(files.Model, files.Tokenizer, files.Out);
        var (tokenizer, greedy) = (Tokenizer.Load(files.Out), new GreedyMerging(TinyLlama2c.Pieces()));
        Gen.Char["ab xé"].Array[0, 30].Select(c => new string(c)).Sample(text =>
            tokenizer.Encode(text, addSpecialTokens: false).SequenceEqual(greedy.Encode(text)));
        Assert.Equal([1, .. greedy.Encode("aab")], tokenizer.Encode("aab"));
    }

    [Fact]
    public void The_folder_appears_whole_and_replaces_an_empty_one_only()
    {
        using var files = new TinyLlama2c();
        Directory.CreateDirectory(files.Out);
        Llama2c.Convert(files.Model, files.Tokenizer, files.Out + Path.DirectorySeparatorChar);
        Assert.Equal([files.Out], files.Made);
        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"], Directory.EnumerateFiles(files.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("already exists", Assert.Throws<NegPreactException>(() => Llama2c.Convert(files.Model, files.Tokenizer, files.Out)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_any_other_length_is_refused()
    {
        using var files = new TinyLlama2c();
        var (model, tokenizer) = (File.ReadAllBytes(files.Model), File.ReadAllBytes(files.Tokenizer));
        Gen.Int[0, model.Length - 1].Sample(length =>
        {
            File.WriteAllBytes(files.Model, model[..length]);
            Assert.Contains(files.Model, Refused(files), StringComparison.Ordinal);
        }, iter: 30, threads: 1);
        File.WriteAllBytes(files.Model, [.. model, 0]);
        Assert.Contains("cut off, or has another version", Refused(files), StringComparison.Ordinal);
        File.WriteAllBytes(files.Model, model);
        Gen.Int[0, tokenizer.Length - 1].Sample(length =>
        {
            File.WriteAllBytes(files.Tokenizer, tokenizer[..length]);
            Assert.Contains(files.Tokenizer, Refused(files), StringComparison.Ordinal);
        }, iter: 30, threads: 1);
        File.WriteAllBytes(files.Tokenizer, [.. tokenizer, 0]);
        Assert.Contains("continues for 1 bytes", Refused(files), StringComparison.Ordinal);
    }

    [Fact]
    public void No_header_does_harm()
    {
        using var files = new TinyLlama2c();
        var bytes = File.ReadAllBytes(files.Model);
        Gen.OneOf(Gen.Int[-2, 9], Gen.Int, Gen.Const(int.MaxValue), Gen.Const(int.MinValue)).Array[7].Sample(fields =>
        {
            Buffer.BlockCopy(fields, 0, bytes, 0, 28);
            File.WriteAllBytes(files.Model, bytes);
            Assert.Contains(files.Model, Refused(files), StringComparison.Ordinal);
        }, iter: 200, threads: 1);
        BitConverter.GetBytes(0x616b3432).CopyTo(bytes, 0);
        BitConverter.GetBytes(2).CopyTo(bytes, 4);
        File.WriteAllBytes(files.Model, bytes);
        Assert.Contains("export of version 2", Refused(files), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_tokenizer_is_said_to_be_none()
    {
        using var files = new TinyLlama2c();
        var bytes = File.ReadAllBytes(files.Tokenizer);
        string With(int at, byte value)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] = value;
            File.WriteAllBytes(files.Tokenizer, changed);
            return Refused(files);
        }
        Assert.Contains("piece 0 is '<unx>', where llama2.c has '<unk>'", With(15, (byte)'x'), StringComparison.Ordinal);
        Assert.Contains("piece 0 is not UTF-8", With(15, 0xFF), StringComparison.Ordinal);
        Assert.Contains("piece 0 has the length -", With(11, 0xFF), StringComparison.Ordinal);
        Assert.Contains("holds the piece 'b' twice", With(FirstPiece(bytes), (byte)'b'), StringComparison.Ordinal);
        File.Delete(files.Tokenizer);
        Assert.Contains("cannot be read", Refused(files), StringComparison.Ordinal);
    }

    // Where the one letter of the first piece after the bytes stands: behind "<0xFF>", a score and a length.
    private static int FirstPiece(byte[] bytes) => bytes.AsSpan().IndexOf("<0xFF>"u8) + 6 + 8;
}
