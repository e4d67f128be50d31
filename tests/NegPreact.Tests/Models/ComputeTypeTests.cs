using NegPreact.Models;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// bfloat16 products are near float32 ones, and nothing else is rounded; the switches of a GPU are set by the options.
/// </summary>
public class ComputeTypeTests
{
    private static readonly Device Cuda = new(TorchSharp.DeviceType.CUDA, 0);
    private static readonly int[][] Ids = [[1, 5, 9, 30, 7, 2, 2, 11], [2, 8, 4]];

    [Theory]
    [MemberData(nameof(LoadingTests.Families), MemberType = typeof(LoadingTests))]
    public void A_model_in_bfloat16_is_near_the_one_in_float32(string type)
    {
        using var files = TinyModel.Of(type);
        var single = Logits(files, ComputeType.Float32);
        var narrow = Logits(files, ComputeType.BFloat16);
        Assert.NotEqual(single, narrow);
        // 8 bits per product; a wrong path (a bias left out, a matrix not turned) is off by as much as the logits
        // themselves.
        var scale = single.Max(Math.Abs);
        Closeness.Check(type, single, narrow, 0.1 * scale);
        // The head is not rounded: bfloat16 would leave 16 trailing zero bits in every logit.
        Assert.Contains(narrow, v => (BitConverter.SingleToInt32Bits(v) & 0xFFFF) != 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_product_is_rounded_once_and_its_bias_not_at_all(bool transposed)
    {
        using var scope = NewDisposeScope();
        using var seed = new Generator(2, CPU);
        var (x, weight, bias) = (
            randn([3, 5, 32], generator: seed), randn([7, 32], generator: seed), randn([7], generator: seed));
        var product = nn.functional.linear(
            x.to(ScalarType.BFloat16).to(ScalarType.Float64), weight.to(ScalarType.BFloat16).to(ScalarType.Float64));
        var actual = new Linear(
            new Matrix(transposed ? weight.t().contiguous() : weight, transposed), bias, ComputeType.BFloat16)
            .Of(x);
        Assert.Equal(ScalarType.Float32, actual.dtype);
        var error = (actual - bias - product).abs() / product.abs();
        Assert.True(error.max().item<double>() < Math.Pow(2, -8) * 1.01);
        Assert.True(error.max().item<double>() > Math.Pow(2, -11)); // it is rounded
    }

    [Fact]
    public void Weights_stored_in_bfloat16_lose_nothing_more()
    {
        using var files = TinyModel.Llama().Store(TensorDtype.BFloat16);
        Assert.Equal(Logits(files, ComputeType.BFloat16, WeightPrecision.Widened),
            Logits(files, ComputeType.BFloat16, WeightPrecision.Stored));
    }

    [Fact]
    public void Where_it_is_slower_it_is_refused_unless_it_is_wanted()
    {
        var narrow = new LoadOptions { Compute = ComputeType.BFloat16 };
        var refusal = Assert.Throws<NegPreactException>(() => narrow.RequireFast(multiplies: false));
        Assert.Equal(ErrorKind.Settings, refusal.Kind);
        Assert.Contains("NEGPREACT_SLOW_BFLOAT16=yes", refusal.Message, StringComparison.Ordinal);
        narrow.RequireFast(multiplies: true);
        (narrow with { SlowBFloat16 = true }).RequireFast(multiplies: false);
        new LoadOptions().RequireFast(multiplies: false);
    }

    [Fact]
    public void What_a_processor_says_of_itself_is_what_the_system_lists()
    {
        Assert.SkipUnless(File.Exists("/proc/cpuinfo"), "there is no /proc/cpuinfo");
        var flags = File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("flags", StringComparison.Ordinal)
            || l.StartsWith("Features", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(
            (flags.Contains("avx512_bf16"), flags.Contains("amx_bf16")),
            (NegPreact.Native.ProcessorFeatures.HasAvx512BFloat16, NegPreact.Native.ProcessorFeatures.HasAmxBFloat16));
    }

    [Fact]
    public void Passes_in_float32_of_a_model_in_bfloat16_give_the_same_bits_as_one_in_float32()
    {
        using var files = TinyModel.Llama();
        using var model = files.Load(new LoadOptions { Compute = ComputeType.BFloat16, SlowBFloat16 = true });
        using var reuse = model.ReuseLowerLayers(1 << 20);
        using var scope = NewDisposeScope();
        var rounded = Oracle.Values(model.Logits(Ids));
        var single = SinglePrecision.Of(() => Oracle.Values(model.Logits(Ids)));
        Assert.Equal(Logits(files, ComputeType.Float32), single);
        Assert.Equal(rounded, Oracle.Values(model.Logits(Ids)));
        Assert.NotEqual(rounded, single);
    }

    [Fact]
    public void The_deviation_from_float32_is_measured_on_the_text()
    {
        using var files = TinyModel.Llama().AddTokenizer();
        var text = Corpus.OfText("prose", string.Join(' ', Enumerable.Repeat("a cab and a bad dad", 40)));
        using var single = files.Load();
        Assert.Null(ResultSources.Of(single, text).BFloat16Deviation);
        using var narrow = files.Load(new LoadOptions { Compute = ComputeType.BFloat16, SlowBFloat16 = true });
        var deviation = ResultSources.Of(narrow, text).BFloat16Deviation;
        var windows = text.Encode(single.Tokenizer).Take(8 * 128).Chunk(128).Where(w => w.Length > 1).ToArray();
        var expected = Losses(single).Zip(Losses(narrow), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(expected, 1e-7, 0.1);
        Assert.Equal(expected, deviation!.Value, 1e-12);

        IEnumerable<double> Losses(LanguageModel model) =>
            TokenLogProbabilities.Of(model, windows).Select(w => -w.Average());
    }

    [Fact]
    public void The_options_decide_and_the_environment_chooses_them()
    {
        using var files = TinyModel.Llama();
        Assert.False(LoadOptions.FromEnvironment().Tf32);
        using (new Variable("NEGPREACT_COMPUTE", "bfloat16"))
        using (new Variable("NEGPREACT_TF32", "yes"))
        using (new Variable("NEGPREACT_SLOW_BFLOAT16", "yes"))
        {
            var options = LoadOptions.FromEnvironment();
            Assert.Equal((ComputeType.BFloat16, true, true), (options.Compute, options.Tf32, options.SlowBFloat16));
            using var model = files.Load(options);
            Assert.Equal((ComputeType.BFloat16, ComputeDevice.Cpu, "bfloat16"),
                (model.Compute, model.Device, model.Arithmetic));
        }

        using var plain = files.Load();
        Assert.Equal((ComputeType.Float32, null), (plain.Compute, plain.Arithmetic));
        using (new Variable("NEGPREACT_COMPUTE", "float8"))
            Assert.Contains("float32 or bfloat16",
                Assert.Throws<NegPreactException>(LoadOptions.FromEnvironment).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Loading_a_model_changes_nothing_for_others_and_a_pass_on_a_GPU_sets_what_its_model_asks_for()
    {
        static (bool, bool) Switches() => (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32);
        var before = Switches();
        try
        {
            foreach (var asked in (bool[])[true, false])
            {
                Tf32Switch.Set(Cuda, !asked);
                using var files = TinyModel.Llama();
                using var model = files.Load(new LoadOptions { Tf32 = asked });
                model.Run(Ids);
                Assert.Equal((!asked, !asked), Switches()); // on the CPU also a pass leaves them alone
                Tf32Switch.Set(Cuda, asked);
                Assert.Equal((asked, asked), Switches());
            }
        }
        finally
        {
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32) = before;
        }
    }

    [Theory]
    [InlineData(ComputeDevice.Cpu, true, false)]
    [InlineData(ComputeDevice.Cpu, false, false)]
    [InlineData(ComputeDevice.Automatic, true, true)]
    [InlineData(ComputeDevice.Automatic, false, false)]
    [InlineData(ComputeDevice.Cuda, true, true)]
    public void CUDA_is_taken_where_it_is_asked_for_or_there(ComputeDevice wanted, bool available, bool taken) =>
        Assert.Equal(taken, LoadOptions.UsesCuda(wanted, available));

    [Fact]
    public void What_the_last_digits_depend_on_has_a_name()
    {
        Assert.Equal("cuda", new LoadOptions().Arithmetic(Cuda));
        Assert.Equal("cuda tf32", new LoadOptions { Tf32 = true }.Arithmetic(Cuda));
        Assert.Equal("cuda tf32 bfloat16",
            new LoadOptions { Tf32 = true, Compute = ComputeType.BFloat16 }.Arithmetic(Cuda));
        Assert.Null(new LoadOptions { Tf32 = true }.Arithmetic(CPU)); // inert there
    }

    private static float[] Logits(
        TinyModel files, ComputeType compute, WeightPrecision precision = WeightPrecision.Automatic)
    {
        using var model = files.Load(new LoadOptions
        {
            Compute = compute, Precision = precision, SlowBFloat16 = true,
        });
        using var logits = model.Logits(Ids);
        return Oracle.Values(logits);
    }

    private sealed class Variable : IDisposable
    {
        private readonly string name;
        private readonly string? before;

        public Variable(string name, string value)
        {
            (this.name, before) = (name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(name, before);
    }
}
