using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Safetensors files to test with.</summary>
internal static class TensorFiles
{
    /// <summary>Writes a sound file with one-element tensors, the first holding 1, the second 2, …</summary>
    public static string WriteTensors(this TemporaryFolder folder, string name, params string[] tensors)
    {
        var path = folder.File(name);
        SafetensorsWriter.Write(path, [.. tensors.Select((t, i) => TensorData.FromSingles(t, [1], [i + 1]))]);
        return path;
    }
}
