using NegPreact.Tests.Models;
using NegPreact.Weights;

namespace NegPreact.Tests.Experiments;

/// <summary>A folder of random models of one shape that pass for the states of a training.</summary>
internal sealed class TinyTraining : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TinyTraining(params long[] steps)
    {
        foreach (var step in steps)
            Add($"checkpoints/step{step:D6}", (int)step);
    }

    public string Path => folder.Path;

    /// <summary>Puts a model there whose weights are drawn with a seed.</summary>
    public string Add(string name, int seed, int vocabulary = 290, int intermediate = 40)
    {
        using var model = TinyModel.Llama(intermediate).AddTokenizer(vocabulary);
        var random = new Random(seed);
        foreach (var (tensor, data) in model.Tensors.ToList())
            model.Tensors[tensor] = TensorData.FromSingles(
                tensor, data.Shape, Values(data, tensor.Contains("norm", StringComparison.Ordinal) ? 0 : 0.5f, random));
        model.Write();
        var place = folder.Folder(name);
        foreach (var file in Directory.GetFiles(model.Path))
            File.Copy(file, System.IO.Path.Combine(place, System.IO.Path.GetFileName(file)), overwrite: true);
        return place;
    }

    public void EndAt(long step, int seed)
    {
        Add(".", seed);
        folder.Write("training.json", "{\"settings\":{\"steps\":" + step + "}}");
    }

    public void Dispose() => folder.Dispose();

    private static float[] Values(TensorData data, float less, Random random)
    {
        var values = new float[data.Shape.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - less;
        return values;
    }
}
