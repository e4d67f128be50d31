using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using NegPreact.Models;
using NegPreact.Tests.Experiments;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// Every tensor is made on the model's device: shown without a GPU by a default device on which nothing can be
/// computed.
/// </summary>
public class DeviceTests
{
    private static readonly int[][] Ids = [[1, 5, 9, 30, 7, 2, 2, 11], [2, 8, 4, 4, 1]];

    public static IEnumerable<TheoryDataRow<string, string, ComputeType>> Models =>
        from model in ((string Type, string Fields)[])
        [
            .. ModelFamily.All.Select(f => (f.ModelType, "{}")), ("mistral", """{ "sliding_window": 3 }"""),
            ("opt", """{ "do_layer_norm_before": false, "word_embed_proj_dim": 8 }"""),
            ("gpt_neox", """{ "use_parallel_residual": false }"""),
            ("llama", """{ "rope_scaling": { "type": "linear", "factor": 2.0 }, "tie_word_embeddings": true }"""),
            ("llama", """{ "rope_scaling": { "rope_type": "yarn", "factor": 2.0 } }"""),
            ("gemma2", """{ "sliding_window": 3 }"""), ("olmo", """{ "clip_qkv": 0.5 }"""),
        ]
        from compute in Enum.GetValues<ComputeType>()
        select new TheoryDataRow<string, string, ComputeType>(model.Type, model.Fields, compute);

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_gives_the_same_whatever_the_default_device_is(string type, string fields, ComputeType compute)
    {
        using var files = TinyModel.Of(
            type, [.. JsonNode.Parse(fields)!.AsObject().Select(f => (f.Key, f.Value?.DeepClone()))]);
        files.Write();
        SameElsewhere(() =>
        {
            using var scope = NewDisposeScope();
            using var model = LanguageModel.Load(files.Path, new LoadOptions
            {
                Compute = compute, SlowBFloat16 = true,
            });
            var all = NeuronSet.Of(
                model.IntermediateSizes.Select(n => Enumerable.Range(0, n)), model.IntermediateSizes);
            var numbers = new List<float>();
            using var reuse = model.ReuseLowerLayers(1 << 20);
            foreach (var ablation in Ablation.All)
            {
                using var ablated = model.Ablate(all.Only([1]), ablation);
                numbers.AddRange(Oracle.Values(model.Logits(Ids)));
            }

            using (model.Observe((_, input, preActivation) => numbers.AddRange(
                [.. Oracle.Values(input), .. Oracle.Values(preActivation)])))
                numbers.AddRange(Oracle.Values(model.Pass(Ids).Residual[1]));
            return numbers;
        });
    }

    [Fact]
    public void Scores_are_the_same() => SameElsewhere(() =>
    {
        using var tiny = new TinyGrammar();
        var model = tiny.Model;
        var requests = (TaskRequest[])[new([1, 2, 3, 4], [4, 9], false), new([1, 2, 3, 4], [7], false)];
        var windows = TinyGrammar.Text.Windows(model.Tokenizer, 8);
        var pairs = PairScores.Measure(model, TinyGrammar.Battery.Blimp, ScoringConvention.PaperBlimp);
        return (double[])
        [
            .. TokenLogProbabilities.Of(model, Ids).SelectMany(v => v),
                .. SharedPrefixes.LogProbabilities(model, Ids).SelectMany(v => v), .. pairs.Good, .. pairs.Bad,
            .. ContinuationScorer.Score(model, requests, "x", default).Select(s => s.LogProbability),
                .. Perplexity.OfWindows(model, windows).WindowLosses,
            .. new[] { false, true }.SelectMany(
            there => ActivationPass.Measure(model, windows, new NeuronScoreSettings { Pairs = 20 }, default, there).All)
                .SelectMany(s => new[] { s.WassersteinDistance!.Value, s.MappingDifficulty!.Value, s.Skewness!.Value }),
        ];
    });

    [Fact]
    public void Experiments_are_the_same() => SameElsewhere(() =>
    {
        using var tiny = new TinyGrammar();
        var stop = TestContext.Current.CancellationToken;
        var discovery = Discovery.Run(new MeasuringCache(tiny.Model, cancellation: stop), TinyGrammar.Text,
            new DiscoverySettings { Measurement = new() { WindowLength = 8, Pairs = 20 } });
        var layers = LayerSweep.Run(
            new MeasuringCache(tiny.Model, cancellation: stop), TinyGrammar.Text, tiny.Scores, TinyGrammar.Battery,
            new LayerSweepSettings { Percent = 20, Seeds = [1], WindowLength = 8, MostWindows = 4,
            PairsPerParadigm = 2 });
        new PairsInLayer(0, [1], [2], 16, 10).Add(zeros([2, 5, 16], device: CPU), zeros([2, 5, 40], device: CPU));
        var reading = SentenceReading.Of(tiny.Model, "the dog sees the cat", tiny.Scores);
        return (double[])
        [
            .. discovery.Samples.SelectMany(s => s.Values).Select(v => (double)v),
                .. ActivationCurve.Of(tiny.Model).Values, .. reading.PreActivations,
            .. layers.Sets.Values.SelectMany(sets => sets).SelectMany(set => set.Measured.Values).SelectMany(
                m => m.WindowLosses.Concat(m.Divergences).Concat(m.Cosines[^1]).Concat(m.Margins)),
        ];
    });

    [Fact]
    public void A_large_matrix_is_cut_where_it_is() => SameElsewhere(() =>
    {
        using var scope = NewDisposeScope();
        var weight = ones([2_100_001, 16], device: CPU);
        var bias = weight.select(1, 0);
        return (float[])[
            .. Enum.GetValues<ComputeType>().SelectMany(compute => Oracle.Values(
            new Linear(new Matrix(weight), bias, compute).Of(ones([1, 16], device: CPU)))).Distinct()];
    });

    [Fact]
    public void A_device_that_was_forgotten_is_noticed()
    {
        using var scope = NewDisposeScope();
        using var files = TinyModel.Llama();
        using var model = files.Load();
        using var elsewhere = new DefaultDevice(TorchSharp.DeviceType.META);
        using (model.Network.Mlps[0].Input.Add(x => x * ones(16)))
            Assert.ThrowsAny<ExternalException>(() => Oracle.Values(model.Logits(Ids)));
        var x = ones(4, 4, device: CPU);
        (string Name, Func<Tensor> Mix)[] mixes =
        [
            ("add", () => x.add(ones(4, 4))), ("mul", () => x.mul(ones(4))),
                ("where", () => where(ones(4, dtype: ScalarType.Bool), x, x)),
            ("linear", () => nn.functional.linear(x, ones(4, 4))), ("matmul", () => x.matmul(ones(4, 4))),
                ("cat", () => cat([x, ones(4, 4)])),
            ("index_select", () => x.index_select(0, tensor([0L]))),
                ("gather", () => x.gather(0, tensor([0L], [1, 1]))), ("index", () => x[tensor([0L])]),
            ("layer_norm", () => nn.functional.layer_norm(x, [4], ones(4), ones(4))),
            ("attention", () => nn.functional.scaled_dot_product_attention(
                x.view(1, 1, 4, 4), ones(1, 1, 4, 4), x.view(1, 1, 4, 4))),
            ("mask", () => nn.functional.scaled_dot_product_attention(
                x.view(1, 1, 4, 4), x.view(1, 1, 4, 4), x.view(1, 1, 4, 4), ones(4, 4, dtype: ScalarType.Bool))),
            ("index_copy_", () => x.index_copy_(0, tensor([0L]), ones(1, 4))),
                ("cross_entropy", () => nn.functional.cross_entropy(x, tensor([0L, 1, 2, 3]))),
        ];
        foreach (var (name, mix) in mixes)
        {
            var noticed = Record.Exception(() => Oracle.Values(mix()));
            Assert.True(noticed is ExternalException, $"{name} went on");
        }
    }

    private static void SameElsewhere<T>(Func<IEnumerable<T>> numbers)
    {
        T[] usual = [.. numbers()];
        using var elsewhere = new DefaultDevice(TorchSharp.DeviceType.META);
        Assert.NotEmpty(usual);
        Assert.Equal(usual, numbers());
    }
}
