using System.Text.Json;
using NegPreact.Weights;

namespace NegPreact.Tests.Wasserstein;

/// <summary>The reference implementation's numbers, where the shared folder has them.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class MetricsOracleTests
{
    [Fact]
    public void Distances_agree_on_every_kind_of_neuron() => EachKind((kind, outputs, tensors, expected) =>
    {
        var reference = GaussianReference.Sample(tensors.ReadDoubles("standard_normal"));
        var sampled = NeuronScores.OfLayer(outputs, Length(expected), reference).All;
        var exact = NeuronScores.OfLayer(outputs, Length(expected)).All;
        var means = Doubles(expected, "mean_f64");
        var deviations = Doubles(expected, "std_f64");
        for (var i = 0; i < sampled.Count; i++)
        {
            Near(Doubles(expected, "wd_ref_float64_input")[i], sampled[i].WassersteinDistance, 1e-9, kind);
            Near(Doubles(expected, "wd_vs_exact_gaussian")[i], exact[i].WassersteinDistance, 1e-9, kind);
            Near(means[i], exact[i].Mean, 1e-12 * (Math.Abs(means[i]) + deviations[i]), kind);
            Near(deviations[i], exact[i].StandardDeviation, 1e-11 * deviations[i], kind);
            // The reference sums a column in float32, which loses the spread of a neuron whose mean dwarfs it.
            if (deviations.Zip(means).All(pair => Math.Abs(pair.Second) < 10 * pair.First))
                Near(Doubles(expected, "wd_ref")[i], sampled[i].WassersteinDistance, 2e-6, kind);
        }
    });

    [Fact]
    public void The_sketch_keeps_its_bound_on_every_kind_of_neuron() => EachKind((kind, outputs, _, expected) =>
    {
        var neurons = Length(expected);
        var sketch = new WassersteinSketch(neurons);
        foreach (var batch in outputs.Chunk(700 * neurons))
            sketch.Add(batch);
        foreach (var score in sketch.Scores().All)
            Near(Doubles(expected, "wd_vs_exact_gaussian")[score.Neuron], score.WassersteinDistance,
                score.WassersteinErrorBound, kind);
    });

    [Fact]
    public void Mapping_difficulties_agree_on_every_kind_of_neuron() => EachKind((kind, outputs, tensors, expected) =>
    {
        var pairs = TokenPairs.Of(Ints(tensors.ReadInt64s("indices1")), Ints(tensors.ReadInt64s("indices2")));
        var inputSize = (int)tensors.Entries["inputs"].Shape[1];
        var measured = MappingDifficulty.OfLayer(
            tensors.ReadSingles("inputs"), inputSize, outputs, Length(expected), pairs);
        for (var i = 0; i < measured.Length; i++)
        {
            var inFloat64 = Doubles(expected, "md_ref_float64_input")[i];
            Near(inFloat64, measured[i].Value, 1e-9 * inFloat64, kind);
            Near(Doubles(expected, "md_ref")[i], measured[i].Value, 1e-6 * inFloat64, kind);
        }
    });

    [Fact]
    public void Small_cases_agree()
    {
        foreach (var folder in MetricsFolders())
            foreach (var property in Json(Path.Combine(folder, "small_cases.json")).EnumerateObject())
            {
                var (name, small) = (property.Name, property.Value);
                if (small.TryGetProperty("neuron_outputs", out _))
                {
                    var (values, normal) = (Doubles(small, "neuron_outputs"), Doubles(small, "standard_normal"));
                    Near(small.GetProperty("wd_normalizing").GetDouble(),
                        WassersteinDistance.Of(values, GaussianReference.Sample(normal)).Value, 1e-9, name);
                    Near(small.GetProperty("wd_already_normalized").GetDouble(),
                        WassersteinDistance.Between(values, normal), 1e-9, name);
                    Near(small.GetProperty("wd_exact_gaussian_of_normalized").GetDouble(),
                        WassersteinDistance.Of(values).Value, 1e-9, name);
                }
                else if (small.TryGetProperty("md", out var difficulties))
                {
                    var (inputs, inputSize) = Table(small, "inputs");
                    var (outputs, neurons) = Table(small, "outputs");
                    var pairs = TokenPairs.Of(Ints(small, "indices1"), Ints(small, "indices2"));
                    var measured = MappingDifficulty.OfLayer(inputs, inputSize, outputs, neurons, pairs);
                    foreach (var (wanted, got) in difficulties.EnumerateArray().Zip(measured))
                        if (wanted.ValueKind == JsonValueKind.Number)
                            Near(wanted.GetDouble(), got.Value, 1e-9, name);
                        else // the reference's NaN or infinity is missing here, with a reason
                            Assert.True(got is { Value: null, MissingReason: not null }, name);
                }
            }
    }

    [Fact]
    public void Layers_of_every_model_variant_agree()
    {
        var folders = SharedData.References();
        Assert.SkipWhen(folders.Count == 0, $"no folder with expected.safetensors below {SharedData.Root} (set "
            + "NEGPREACT_SHARED)");
        foreach (var folder in folders)
        {
            var pipeline = Json(Path.Combine(folder, "expected.json")).GetProperty("pipeline");
            var reference = GaussianReference.Sample(Doubles(pipeline, "standard_normal"));
            var pairs = TokenPairs.Of(Ints(pipeline, "indices1"), Ints(pipeline, "indices2"));
            using var tensors = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
            foreach (var property in pipeline.GetProperty("layers").EnumerateObject())
            {
                var (layer, expected) = (property.Name, property.Value);
                var neurons = (int)tensors.Entries[$"preact.{layer}"].Shape[^1];
                var inputSize = (int)tensors.Entries[$"mlp_input.{layer}"].Shape[^1];
                var outputs = tensors.ReadSingles($"preact.{layer}");
                var difficulties = MappingDifficulty.OfLayer(
                    tensors.ReadSingles($"mlp_input.{layer}"), inputSize, outputs, neurons, pairs);
                var place = $"{folder}, layer {layer}";
                foreach (var score in NeuronScores.OfLayer(outputs, neurons, reference, difficulties).All)
                {
                    Near(Doubles(expected, "wd")[score.Neuron], score.WassersteinDistance, 2e-6, place);
                    var difficulty = Doubles(expected, "md")[score.Neuron];
                    Near(difficulty, score.MappingDifficulty, 1e-6 * difficulty, place);
                }
            }
        }
    }

    private static void EachKind(Action<string, float[], SafetensorsFile, JsonElement> check)
    {
        foreach (var folder in MetricsFolders())
        {
            using var tensors = SafetensorsFile.Open(Path.Combine(folder, "metrics.safetensors"));
            foreach (var kind in Json(Path.Combine(folder, "metrics.json")).GetProperty("distributions")
                .EnumerateObject())
                check(kind.Name, tensors.ReadSingles($"{kind.Name}.outputs"), tensors, kind.Value);
        }
    }

    private static IReadOnlyList<string> MetricsFolders()
    {
        var folders = SharedData.Folders("oracle", "metrics.json");
        Assert.SkipWhen(
            folders.Count == 0, $"no folder with metrics.json under {SharedData.Root}/oracle (set NEGPREACT_SHARED)");
        return folders;
    }

    private static void Near(double expected, double? actual, double tolerance, string what) =>
        Assert.True(
            actual is { } value && Math.Abs(expected - value) <= tolerance,
            $"{what}: expected {expected}, measured {actual}, tolerance {tolerance}");

    private static JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    private static int Length(JsonElement expected) => expected.GetProperty("wd_ref").GetArrayLength();

    private static double[] Doubles(JsonElement of, string name) =>
        [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static int[] Ints(JsonElement of, string name) =>
        [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetInt32())];

    private static int[] Ints(long[] values) => [.. values.Select(v => checked((int)v))];

    private static (float[] RowMajor, int Width) Table(JsonElement of, string name)
    {
        var rows = of.GetProperty(name).EnumerateArray().Select(
            row => row.EnumerateArray().Select(e => e.GetSingle()).ToArray()).ToArray();
        return ([.. rows.SelectMany(row => row)], rows[0].Length);
    }
}
