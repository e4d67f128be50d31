using NegPreact.Models;
using NegPreact.Tests.Weights;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// Weights that stay packed give the same numbers, to the last bit, as weights that were unpacked once.
/// </summary>
public class PackedWeightsTests
{
    private const string Gguf = "gguf";
    private static readonly long[,] ids = { { 1, 5, 9, 30, 7, 2, 2, 11 }, { 2, 8, 4, 0, 0, 0, 0, 0 } };

    public static TheoryData<GgufType> Types => [.. Enum.GetValues<GgufType>()];

    public static TheoryData<string> Families => [.. ModelFamily.All.Select(f => f.ModelType)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_gives_the_same_bits_packed_and_unpacked(GgufType type)
    {
        var unpacked = Run("llama", type, packed: false);
        Assert.Equal(unpacked, Run("llama", type, packed: true));
        Assert.Equal(
            Run("llama", type, packed: false, ComputeType.BFloat16),
            Run("llama", type, packed: true, ComputeType.BFloat16));
        Assert.All(unpacked, v => Assert.True(float.IsFinite(v)));
        Assert.True(unpacked.Distinct().Count() > 1000);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_gives_the_same_bits_packed_and_unpacked(string family)
    {
        var unpacked = Run(family, GgufType.Q4_K, packed: false);
        Assert.Equal(unpacked, Run(family, GgufType.Q4_K, packed: true));
        Assert.True(unpacked.Distinct().Count() > 1000);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Nothing_is_left_behind(string family) => LiveTensors.StayEqual(() =>
    {
        using var model = Build(family, new PackedParameters(GgufType.Q4_0, packed: true));
        using var tokens = tensor(ids, device: CPU);
        using var logits = model.Logits(tokens);
        using var scope = NewDisposeScope();
        model.Mlps[1].OutputNorms();
    });

    [Fact]
    public void Nothing_is_unpacked_to_where_nothing_said()
    {
        var usual = Run("llama", GgufType.Q5_K, packed: true);
        using var elsewhere = new DefaultDevice(TorchSharp.DeviceType.META);
        Assert.Equal(usual, Run("llama", GgufType.Q5_K, packed: true));
    }

    [Theory]
    [InlineData(GgufType.Q8_0, 32, 1_048_613)]
    [InlineData(GgufType.Q4_0, 96, 350_000)]
    [InlineData(GgufType.Q6_K, 256, 131_100)]
    public void A_large_matrix_is_cut_alike_packed_and_unpacked(GgufType type, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var seed = new Generator(1, CPU);
        var bytes = RandomBlocks.Of(type, (long)outputs * inputs, new Random(1));
        var (x, bias) = (randn([2, 3, inputs], generator: seed), randn([outputs], generator: seed));
        var (packed, unpacked) = (PackedParameters.Matrix(type, bytes, outputs, packed: true),
            PackedParameters.Matrix(type, bytes, outputs, packed: false));
        Assert.Equal((outputs, (long)inputs, (long)outputs * inputs), (packed.Outputs, packed.Inputs, packed.Count));
        foreach (var compute in Enum.GetValues<ComputeType>())
            Assert.True(new Linear(packed, bias, compute).Of(x).eq(new Linear(unpacked, bias, compute).Of(x)).all()
                .item<bool>());
        var norms = new Linear(packed).InputNorms();
        Assert.Equal([inputs], norms.shape);
        Assert.True(norms.eq(new Linear(unpacked).InputNorms()).all().item<bool>());
        using var rows = tensor((long[])[outputs - 1, 0, 7, 7]);
        Assert.True(packed.Rows(rows).eq(unpacked.Rows(rows)).all().item<bool>());
    }

    public static IEnumerable<TheoryDataRow<string>> Files
    {
        get
        {
            var folder = Path.Combine(SharedData.Root, Gguf);
            string[] files = Directory.Exists(folder)
                ? [.. Directory.EnumerateFiles(folder, "*.gguf").Where(
                    f => File.Exists(Path.ChangeExtension(f, "json")))
                    .Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)]
                : [];
            return files.DefaultIfEmpty("none.gguf").Select(name => new TheoryDataRow<string>(name));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    [Trait(SharedData.Category, SharedData.Shared)]
    public void A_file_gives_the_same_bits_however_it_is_kept(string name)
    {
        var path = SharedData.Need($"{Gguf}/{name}");
        var (widened, bytes, numbers) = Load(WeightPrecision.Widened);
        var (stored, storedBytes, storedNumbers) = Load(WeightPrecision.Stored);
        Assert.Equal(widened, stored);
        Assert.Equal(4 * numbers, bytes);
        Assert.Equal(numbers, storedNumbers);
        // Matrices as the file has them, vectors and tables of positions as float32.
        using var file = GgufFile.Open(path);
        Assert.Equal(
            file.Entries.Values.Where(e => !e.Name.StartsWith("rope_", StringComparison.Ordinal)).Sum(e =>
                e.Shape.Count > 1 && e.Name != "position_embd.weight" ? e.ByteCount : 4 * e.ElementCount),
            storedBytes);
        var (automatic, automaticBytes, _) = Load(WeightPrecision.Automatic);
        Assert.Equal(widened, automatic);
        Assert.Equal(bytes, automaticBytes);

        (float[] Logits, long Bytes, long Numbers) Load(WeightPrecision precision)
        {
            using var model = LanguageModel.Load(path, new LoadOptions { Precision = precision }, tell: _ => { });
            using var logits = model.Logits([[1, 5, 9, 30, 7, 2, 2, 11], [2, 8, 4]]);
            return (Oracle.Values(logits), model.Network.WeightBytes, model.Network.ParameterCount);
        }
    }

    private static CausalModel Build(string family, PackedParameters parameters)
    {
        // Rows must fill blocks of 256.
        (string, System.Text.Json.Nodes.JsonNode?)[] sizes = family == "gpt2"
            ? [("n_embd", 256), ("n_inner", 512)]
            : [("hidden_size", 256), (family == "opt" ? "ffn_dim" : "intermediate_size", 512)];
        if (family is not ("gpt2" or "gpt_neox" or "opt"))
            sizes = [.. sizes, ("head_dim", 64)];
        using var files = TinyModel.Of(family, sizes);
        return Architectures.Read(ConfigReader.Open(files.Path)).Build(parameters);
    }

    private static float[] Run(
        string family, GgufType type, bool packed, ComputeType compute = ComputeType.Float32)
    {
        var parameters = new PackedParameters(type, packed, compute);
        using var model = Build(family, parameters);
        Assert.Equal(parameters.Numbers, model.ParameterCount);
        Assert.Equal(parameters.Bytes, model.WeightBytes);
        using var tokens = tensor(ids, device: CPU);
        using var logits = model.Logits(tokens);
        return Oracle.Values(logits);
    }
}
