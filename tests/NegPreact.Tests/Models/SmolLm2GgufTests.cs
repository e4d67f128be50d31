using System.Text.Json;
using NegPreact.Weights;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>
/// A quantised model that people have, from its GGUF file, against Hugging Face's numbers on the unpacked weights.
/// </summary>
[Trait(SharedData.Category, SharedData.Shared)]
public sealed class SmolLm2GgufTests : IDisposable
{
    private const string Place = "data/smollm2-135m-instruct";
    private const int WindowLength = 512;
    private const int Windows = 4;
    private const int Characters = 200_000; // of the text, which was tokenised as one
    private readonly JsonElement oracle;
    private readonly LanguageModel model;

    public SmolLm2GgufTests()
    {
        oracle = JsonElement.Parse(File.ReadAllBytes(SharedData.Need(Path.Combine(Place, "oracle.json"))));
        model = LanguageModel.Load(SharedData.Need(Place), new(), tell: _ => { });
    }

    [Fact]
    public void Ids_and_log_probabilities_are_those_of_the_reference()
    {
        Assert.True(model.IsQuantised);
        Assert.Equal("Q4_1 (210 tensors), Q8_0 (1), F32 (61)", model.Storage);
        Assert.All(oracle.GetProperty("tokenizer").EnumerateArray(), c => Assert.Equal(
            Oracle.Ints(c.GetProperty("ids")),
            model.Tokenizer.Encode(c.GetProperty("text").GetString()!, addSpecialTokens: false)));
        foreach (var sentence in oracle.GetProperty("sentences").EnumerateArray())
        {
            var ids = Oracle.Ints(sentence.GetProperty("ids"));
            Closeness.Check(
                "log-probabilities", Oracle.Doubles(sentence.GetProperty("log_probabilities")),
                TokenLogProbabilities.Of(model, [ids])[0], 2e-4);
            using var scope = NewDisposeScope();
            var last = model.Logits([ids])[0, -1];
            Closeness.Check(
                "logits", Oracle.Doubles(sentence.GetProperty("last_logits_first_16")),
                [.. Oracle.Values(last)[..16].Select(v => (double)v)], 2e-4);
            Assert.Equal(sentence.GetProperty("argmax_last").GetInt64(), last.argmax().item<long>());
        }
    }

    [Fact]
    public void Unpacked_tensors_are_bit_for_bit_those_of_the_reference()
    {
        using var file = GgufFile.Open(model.Folder);
        var wanted = oracle.GetProperty("dequantised");
        Assert.Equal(file.Entries.Count, wanted.EnumerateObject().Count());
        Assert.All(file.Entries.Values, entry =>
        {
            var values = new float[entry.ElementCount];
            file.CopySingles(entry.Name, 0, values);
            Assert.Equal(
                wanted.GetProperty(entry.Name).GetProperty("sha256_f32le").GetString(),
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
                    System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()))));
        });
    }

    [Fact]
    public void Losses_and_distances_on_a_text_are_those_of_the_reference()
    {
        var text = File.ReadAllText(SharedData.Need("data/wikitext-2/wiki.test.raw"))[..Characters];
        var ids = model.Tokenizer.Encode(text, addSpecialTokens: false);
        int[][] windows = [.. ids.Chunk(WindowLength).Take(Windows)];
        var said = oracle.GetProperty("windows");
        Assert.Equal(Oracle.Ints(said.GetProperty("first_ids")), windows[0][..16]);
        Assert.Equal(Oracle.Ints(said.GetProperty("last_ids_of_window_3")), windows[3][^8..]);

        var layers = oracle.GetProperty("wasserstein");
        var values = layers.EnumerateObject().ToDictionary(
            l => int.Parse(l.Name), l => Oracle.Ints(l.Value.GetProperty("neurons")).ToDictionary(
                n => n, _ => new List<float>()));
        using (model.Observe((layer, _, preActivations) =>
        {
            if (values.TryGetValue(layer, out var kept))
                foreach (var (neuron, list) in kept)
                    list.AddRange(Oracle.Values(preActivations[TensorIndex.Ellipsis, neuron]));
        }))
        {
            Check("dense", windows);
        }

        foreach (var layer in layers.EnumerateObject())
        {
            var columns = values[int.Parse(layer.Name)].Values;
            Closeness.Check(
                $"distances of layer {layer.Name}", Oracle.Doubles(layer.Value.GetProperty("wd_exact_gaussian")),
                [.. columns.Select(c => WassersteinDistance.Of(c.ToArray()).Value!.Value)], 1e-5);
            Closeness.Check(
                $"means of layer {layer.Name}", Oracle.Doubles(layer.Value.GetProperty("mean")),
                [.. columns.Select(c => c.Average(v => (double)v))], 1e-5);
        }

        var sets = oracle.GetProperty("neuron_sets").GetProperty("sets").EnumerateObject().ToDictionary(
            s => int.Parse(s.Name), s => (IReadOnlyList<int>)Oracle.Ints(s.Value));
        var neurons = NeuronSet.Of(
            [.. Enumerable.Range(0, model.Layers).Select(l => sets.GetValueOrDefault(l, []))], model.IntermediateSizes);
        foreach (var (name, ablation) in ((string, Ablation)[])
            [("ablated_zero_negative", Ablation.ZeroNegative), ("ablated_zero_positive", Ablation.ZeroPositive),
            ("ablated_zero_both", Ablation.ZeroBoth)])
            using (model.Ablate(neurons, ablation))
                Check(name, windows[..1]);
    }

    public void Dispose() => model.Dispose();

    private void Check(string condition, int[][] windows)
    {
        var wanted = oracle.GetProperty(condition);
        var found = Perplexity.OfWindows(model, windows, TestContext.Current.CancellationToken);
        Closeness.Check(
            condition, Oracle.Doubles(wanted.GetProperty("window_mean_nll"))[..windows.Length], found.WindowLosses,
            2e-5);
    }
}
