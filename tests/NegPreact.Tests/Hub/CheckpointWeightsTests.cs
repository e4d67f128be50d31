using NegPreact.Hub;
using NegPreact.Weights;

namespace NegPreact.Tests.Hub;

/// <summary>Equal weights are found whatever they are packed in, and only then.</summary>
public sealed class CheckpointWeightsTests : IDisposable
{
    private static readonly TensorData a = TensorData.FromSingles("a", [2], [1, 2]);
    private static readonly TensorData b = TensorData.FromSingles("b", [1, 2], [3, 4]);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Equal_weights_are_refused_by_name_and_let_pass_when_told()
    {
        Write("1", a, b);
        Write("2", a, TensorData.FromSingles("b", [1, 2], [3, 5]));
        Write("3", a, b);
        var thrown = Assert.Throws<NegPreactException>(() => CheckpointWeights.CheckDistinct(Folders("1", "2", "3")));
        Assert.Contains("equal, tensor for tensor: step 1 = step 3.", thrown.Message, StringComparison.Ordinal);
        var hashes = CheckpointWeights.CheckDistinct(Folders("1", "2", "3"), allowEqual: true);
        Assert.Equal(["step 1", "step 2", "step 3"], hashes.Keys);
        Assert.Equal(2, hashes.Values.Distinct().Count());
        Assert.Equal(2, CheckpointWeights.CheckDistinct(Folders("1", "2")).Count);
    }

    [Fact]
    public void Packing_does_not_matter()
    {
        Write("1", a, b);
        SafetensorsWriter.Write(
            Path.Combine(folder.Folder("2"), "model.safetensors"), [b, a],
            new Dictionary<string, string> { ["format"] = "pt" });
        folder.Folder("3");
        SafetensorsWriter.Write(folder.File("3/x.safetensors"), [b]);
        SafetensorsWriter.Write(folder.File("3/y.safetensors"), [a]);
        folder.Write("3/model.safetensors.index.json", """{"weight_map":{"a":"y.safetensors","b":"x.safetensors"}}""");
        Write(
            "4", a, b, TensorData.FromSingles("layers.0.rotary_emb.inv_freq", [1], [7]),
            TensorData.FromSingles("attention.masked_bias", [], [-1e9f]), TensorData.FromInt64s("ids", [1], [0]));
        Assert.Single(new[] { "1", "2", "3", "4" }.Select(n => CheckpointWeights.Sha256(folder.File(n))).Distinct());
    }

    [Fact]
    public void Names_types_shapes_and_values_matter()
    {
        Write("1", a, b);
        Write("2", a, b with { Name = "c" });
        Write("3", a, TensorData.FromSingles("b", [2, 1], [3, 4]));
        Write("4", a, TensorData.FromSingles("b", [1, 2], [4, 3]));
        Write("5", a, TensorData.FromSingles("b", [1, 2], [3, 4], TensorDtype.BFloat16));
        Write("6", a);
        Assert.Equal(
            6, Enumerable.Range(1, 6).Select(n => CheckpointWeights.Sha256(folder.File($"{n}"))).Distinct().Count());
    }

    [Fact]
    public void The_built_in_checkpoints_all_differ()
    {
        var folder = Path.Combine(Repository.Root, "data", "models", "tiny-llama", "checkpoints");
        var checkpoints = Directory.EnumerateDirectories(folder).ToDictionary(d => Path.GetFileName(d), d => d);
        Assert.Equal(checkpoints.Count, CheckpointWeights.CheckDistinct(checkpoints).Values.Distinct().Count());
        Assert.True(checkpoints.Count > 1);
    }

    [Fact]
    public void A_folder_without_trained_weights_is_refused()
    {
        Write("1", TensorData.FromInt64s("ids", [1], [0]));
        var thrown = Assert.Throws<NegPreactException>(() => CheckpointWeights.Sha256(folder.File("1")));
        Assert.Contains("no floating-point tensor", thrown.Message, StringComparison.Ordinal);
    }

    private void Write(string name, params TensorData[] tensors) =>
        SafetensorsWriter.Write(Path.Combine(folder.Folder(name), "model.safetensors"), tensors);

    private Dictionary<string, string> Folders(params string[] names) =>
        names.ToDictionary(n => $"step {n}", folder.File);
}
