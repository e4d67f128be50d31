using System.Text.Json;
using NegPreact.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>
/// What an interrupted run resumes from: weights and optimiser moments of the last saved step, in one folder.
/// </summary>
/// <remarks>
/// The folder is written under another name and renamed when whole, so a kill at any moment leaves a whole one.
/// </remarks>
internal static class TrainingState
{
    private const string Prefix = "state-";

    private sealed record Progress(int Step, double LossSum, TrainingSettings Settings, string DataHash);

    /// <summary>Saves after <paramref name="step"/> steps and drops older states.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="lossSum">
    /// Sum of the losses since the last report, so that the next report is the unbroken run's.
    /// </param>
    /// <param name="settings">What is trained.</param>
    /// <param name="dataHash">On which text.</param>
    /// <param name="parameters">The weights by name.</param>
    /// <param name="optimiser">Its moments.</param>
    public static void Save(
        string folder, int step, double lossSum, TrainingSettings settings, string dataHash,
        IReadOnlyDictionary<string, Tensor> parameters, AdamW optimiser)
    {
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Prefix}{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        WriteWeights(Path.Combine(temporary, "model.safetensors"), parameters, TensorDtype.Float32);
        optimiser.save_state_dict(Path.Combine(temporary, "optimiser.bin"));
        File.WriteAllText(Path.Combine(temporary, "progress.json"),
            JsonSerializer.Serialize(new Progress(step, lossSum, settings, dataHash)));
        var final = Path.Combine(folder, $"{Prefix}{step:D7}");
        if (Directory.Exists(final))
            Directory.Delete(final, recursive: true);
        Directory.Move(temporary, final);
        foreach (var old in Directory.EnumerateDirectories(folder, "*state-*").Where(d => d != final).ToList())
            Directory.Delete(old, recursive: true);
    }

    /// <summary>
    /// Loads the last state into parameters and optimiser; returns the number of steps done, 0 when there is none, and
    /// the sum of the losses since the last report.
    /// </summary>
    /// <exception cref="NegPreactException">The state belongs to other settings or another text.</exception>
    public static (int Step, double LossSum) Load(string folder, TrainingSettings settings, string dataHash,
        IReadOnlyDictionary<string, Tensor> parameters, AdamW optimiser)
    {
        var last = Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, Prefix + "*").Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (last is null)
            return (0, 0);
        var progress = JsonSerializer.Deserialize<Progress>(File.ReadAllText(Path.Combine(last, "progress.json")))!;
        if (progress.Settings != settings || progress.DataHash != dataHash)
            throw new NegPreactException(
                ErrorKind.Training,
                $"{last} belongs to a run with other settings or another text; name another --state folder, or delete "
                    + "this one to start from the beginning.");
        using var file = SafetensorsFile.Open(Path.Combine(last, "model.safetensors"));
        using (no_grad())
        {
            foreach (var (name, parameter) in parameters)
            {
                using var scope = NewDisposeScope();
                parameter.copy_(tensor(file.ReadSingles(name), parameter.shape, device: CPU));
            }
        }

        optimiser.load_state_dict(Path.Combine(last, "optimiser.bin"));
        return (progress.Step, progress.LossSum);
    }

    /// <summary>Writes parameters as safetensors.</summary>
    public static void WriteWeights(string path, IReadOnlyDictionary<string, Tensor> parameters, TensorDtype dtype)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tensors = parameters.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => TensorData.FromSingles(
                p.Key, p.Value.shape, p.Value.detach().cpu().contiguous().data<float>().ToArray(), dtype))
            .ToList();
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
    }
}
