using NegPreact.Models;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// Two-byte weights give the same numbers however they are kept; the device is what was asked for, or a refusal.
/// </summary>
public class LoadOptionsTests
{
    private static readonly int[][] Ids = [[1, 5, 9, 30, 7, 2, 2, 11], [2, 8, 4]];

    public static IEnumerable<TheoryDataRow<string, TensorDtype>> Stored =>
        from family in ModelFamily.All
        from dtype in (TensorDtype[])[TensorDtype.Float16, TensorDtype.BFloat16]
        select new TheoryDataRow<string, TensorDtype>(family.ModelType, dtype);

    [Theory]
    [MemberData(nameof(Stored))]
    public void Weights_kept_as_stored_give_the_same_bits(string type, TensorDtype dtype)
    {
        using var files = TinyModel.Of(type).Store(dtype);
        var (single, singleBytes) = Run(files, WeightPrecision.Widened);
        var (stored, storedBytes) = Run(files, WeightPrecision.Stored);
        Assert.Equal(single, stored);
        Assert.Contains(single, v => v != 0 && float.IsFinite(v));
        Assert.Equal(4 * files.Tensors.Values.Sum(Elements), singleBytes);
        // Vectors are float32 in both.
        Assert.Equal(files.Tensors.Values.Sum(t => Elements(t) * (t.Shape.Count > 1 ? 2 : 4)), storedBytes);
        var (automatic, automaticBytes) = Run(files, WeightPrecision.Automatic);
        Assert.Equal(single, automatic);
        Assert.Equal(singleBytes, automaticBytes);
    }

    [Fact]
    public void Float32_weights_stay_what_they_are()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load(new LoadOptions { Precision = WeightPrecision.Stored });
        Assert.Equal(4 * model.Network.ParameterCount, model.Network.WeightBytes);
    }

    [Fact]
    public void Nothing_is_left_behind_by_weights_kept_as_stored()
    {
        using var files = TinyModel.Llama().Store(TensorDtype.BFloat16).Write();
        LiveTensors.StayEqual(() =>
        {
            using var model = LanguageModel.Load(files.Path, new LoadOptions { Precision = WeightPrecision.Stored });
            model.Run(Ids);
        });
    }

    [Theory]
    [InlineData(TensorDtype.Float16)]
    [InlineData(TensorDtype.BFloat16)]
    public void A_large_matrix_is_cut_alike_however_it_is_kept(TensorDtype dtype)
    {
        using var scope = NewDisposeScope();
        using var seed = new Generator(1, CPU);
        var weight = randn([2_100_001, 16], generator: seed).to(
            dtype == TensorDtype.Float16 ? ScalarType.Float16 : ScalarType.BFloat16);
        var bias = randn([2_100_001], generator: seed);
        var x = randn([2, 1, 16], generator: seed);
        var stored = new Linear(new Matrix(weight), bias).Of(x);
        var single = new Linear(new Matrix(weight.to(ScalarType.Float32)), bias).Of(x);
        Assert.True(stored.eq(single).all().item<bool>());
        Assert.True((single - nn.functional.linear(x, weight.to(ScalarType.Float32),
            bias)).abs().max().item<float>() < 1e-4);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void From_a_stated_size_on_weights_are_kept_as_stored(int more, bool kept)
    {
        // A file with a hole: it takes no room on the disk.
        using var folder = new TemporaryFolder();
        var count = (1L << 30) + more;
        var header = $$$"""{"x":{"dtype":"F16","shape":[{{{count}}}],"data_offsets":[0,{{{2 * count}}}]}}""";
        using (var file = File.Create(folder.File("model.safetensors")))
        {
            file.Write(BitConverter.GetBytes((long)header.Length));
            file.Write(System.Text.Encoding.UTF8.GetBytes(header));
            file.SetLength(8 + header.Length + (2 * count));
        }

        using var weights = WeightFolder.Open(folder.Path);
        Assert.Equal(kept, new LoadOptions().KeepsStored(weights));
        Assert.True(new LoadOptions { Precision = WeightPrecision.Stored }.KeepsStored(weights));
        Assert.False(new LoadOptions { Precision = WeightPrecision.Widened }.KeepsStored(weights));
    }

    [Theory]
    [InlineData(TensorDtype.Float16, float.NaN)]
    [InlineData(TensorDtype.Float16, float.NegativeInfinity)]
    [InlineData(TensorDtype.BFloat16, float.NaN)]
    [InlineData(TensorDtype.BFloat16, float.PositiveInfinity)]
    public void Weights_kept_as_stored_are_checked_too(TensorDtype dtype, float value)
    {
        const string name = "model.layers.1.mlp.up_proj.weight";
        using var files = TinyModel.Llama();
        var values = new float[24 * 16];
        values[^1] = value;
        files.Tensors[name] = TensorData.FromSingles(name, [24, 16], values, dtype);
        var options = new LoadOptions { Precision = WeightPrecision.Stored };
        files.Write();
        LiveTensors.StayEqual(() =>
        {
            var refusal = Assert.Throws<NegPreactException>(() => LanguageModel.Load(files.Path, options));
            Assert.Contains($"element 383 of tensor \"{name}\" is {value}", refusal.Message, StringComparison.Ordinal);
        });
        files.Load(options with { AllowNonFinite = true }).Dispose();
    }

    [Fact]
    public void A_device_that_is_not_there_is_refused()
    {
        NegPreact.Native.NativeLibraries.EnsureLoaded();
        Assert.SkipWhen(cuda.is_available(), "this machine has CUDA");
        using var files = TinyModel.Llama();
        var refusal = Assert.Throws<NegPreactException>(
            () => files.Load(new LoadOptions { Device = ComputeDevice.Cuda }));
        Assert.Contains("-p:TorchBackend=cuda", refusal.Message, StringComparison.Ordinal);
        using var model = files.Load(new LoadOptions { Device = ComputeDevice.Automatic });
        using var logits = model.Logits(Ids);
        Assert.Equal(TorchSharp.DeviceType.CPU, logits.device_type);
    }

    private static long Elements(TensorData tensor) => tensor.Shape.Aggregate(1L, (a, b) => a * b);

    private static (float[] Logits, long Bytes) Run(TinyModel files, WeightPrecision precision)
    {
        using var model = files.Load(new LoadOptions { Precision = precision });
        using var logits = model.Logits(Ids);
        return (Oracle.Values(logits), model.Network.WeightBytes);
    }
}
