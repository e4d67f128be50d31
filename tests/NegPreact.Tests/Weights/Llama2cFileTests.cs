using CsCheck;
using NegPreact.Tests.Conversion;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>A llama2.c model is known by its header, and read whole or refused.</summary>
public sealed class Llama2cFileTests : IDisposable
{
    private readonly TinyLlama2c files = new();

    public void Dispose() => files.Dispose();

    private string Refused()
    {
        Assert.False(Llama2cFile.Is(files.Model));
        var thrown = Assert.Throws<NegPreactException>(() => Llama2cFile.Read(files.Model));
        Assert.Contains(files.Model, thrown.Message, StringComparison.Ordinal);
        return thrown.Message;
    }

    [Fact]
    public void A_file_of_any_other_length_is_refused()
    {
        var model = File.ReadAllBytes(files.Model);
        Gen.Int[0, model.Length - 1].Sample(length =>
        {
            File.WriteAllBytes(files.Model, model[..length]);
            Refused();
        }, iter: 30, threads: 1);
        File.WriteAllBytes(files.Model, [.. model, 0]);
        Assert.Contains("cut off, or has another version", Refused(), StringComparison.Ordinal);
        File.Delete(files.Model);
        Assert.Contains("cannot be read", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_header_does_harm()
    {
        var bytes = File.ReadAllBytes(files.Model);
        Gen.OneOf(Gen.Int[-2, 9], Gen.Int, Gen.Const(int.MaxValue), Gen.Const(int.MinValue)).Array[7].Sample(fields =>
        {
            Buffer.BlockCopy(fields, 0, bytes, 0, 28);
            File.WriteAllBytes(files.Model, bytes);
            Refused();
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void A_later_version_is_named()
    {
        var bytes = File.ReadAllBytes(files.Model);
        BitConverter.GetBytes(0x616b3432).CopyTo(bytes, 0);
        BitConverter.GetBytes(2).CopyTo(bytes, 4);
        File.WriteAllBytes(files.Model, bytes);
        Assert.True(Llama2cFile.Is(files.Model));
        Assert.Contains(
            "export of version 2", Assert.Throws<NegPreactException>(() => Llama2cFile.Read(files.Model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Where_safetensors_are_wanted_it_is_no_pickle_but_to_be_converted()
    {
        Assert.True(Llama2cFile.Is(files.Model));
        var folder = Path.GetDirectoryName(files.Model)!;
        var thrown = Assert.Throws<NegPreactException>(() => WeightFolder.Open(folder));
        Assert.Equal(ErrorKind.ModelFolder, thrown.Kind);
        Assert.Equal(
            $"{folder}: holds model.bin, a model of llama2.c, but no model.safetensors. {WeightFormat.Llama2cAdvice}",
            thrown.Message);
        thrown = Assert.Throws<NegPreactException>(() => SafetensorsFile.Open(files.Model));
        Assert.Equal(ErrorKind.ModelFolder, thrown.Kind);
        Assert.Equal($"{files.Model}: is a model of llama2.c. {WeightFormat.Llama2cAdvice}", thrown.Message);

        // As a pickle of tensors begins.
        File.WriteAllBytes(files.Model, [0x80, 2, .. "}q\0(X\a\0\0\0weightsq\u0001ctorch._utils\n"u8]);
        Assert.Equal(ErrorKind.Pickle, Assert.Throws<NegPreactException>(() => WeightFolder.Open(folder)).Kind);
        Assert.Equal(ErrorKind.Pickle, Assert.Throws<NegPreactException>(() => SafetensorsFile.Open(files.Model)).Kind);
        Assert.Contains("does not begin like a llama2.c model", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_have_the_names_shapes_and_order_of_rows_of_hugging_face()
    {
        var tensors = Llama2cFile.Read(files.Model).Tensors.ToDictionary(t => t.Name);
        Assert.Equal(2 + (2 * 9), tensors.Count); // embedding and last norm; two layers
        // Queries of 8 features in two heads: rows 0, 2 of a head come first, then rows 1, 3. Behind the embedding and
        // two norms.
        var stored = File.ReadAllBytes(files.Model).AsSpan(28 + (sizeof(float) * ((269 * 8) + (2 * 8)))).ToArray();
        byte[] Row(int row) => stored[(row * 32)..((row + 1) * 32)];
        Assert.Equal([8, 8], tensors["model.layers.0.self_attn.q_proj.weight"].Shape);
        Assert.Equal(
            new[] { 0, 2, 1, 3, 4, 6, 5, 7 }.SelectMany(Row),
            tensors["model.layers.0.self_attn.q_proj.weight"].Bytes.ToArray());
        Assert.Equal([4, 8], tensors["model.layers.1.self_attn.k_proj.weight"].Shape);
        Assert.Equal([8, 6], tensors["model.layers.1.mlp.down_proj.weight"].Shape);
    }
}
