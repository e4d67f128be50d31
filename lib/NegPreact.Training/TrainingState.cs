using System.Text.Json;
using NegPreact.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NegPreact.Training;

/// <summary>What a killed run goes on from: weights and optimiser moments of the last saved step, in one folder.</summary>
/// <remarks>The folder is written under another name and renamed when whole, so a kill at any moment leaves a whole one.</remarks>
internal static class TrainingState
{
    private const string Prefix = "state-";

    private sealed record Progress(int Step, TrainingSettings Settings, string DataHash);

    /// <summary>Saves after <paramref name="step"/> steps and drops older states.</summary>
    public static void Save(string folder, int step, TrainingSettings settings, string dataHash, IReadOnlyDictionary<string, Tensor> parameters, AdamW optimiser)
    {
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Prefix}{Guid.NewGuid():N}");
        Directory.CreateDirectory(temporary);
        WriteWeights(Path.Combine(temporary, "model.safetensors"), parameters, TensorDtype.Float32);
        optimiser.save_state_dict(Path.Combine(temporary, "optimiser.bin"));
        File.WriteAllText(Path.Combine(temporary, "progress.json"), JsonSerializer.Serialize(new Progress(step, settings, dataHash)));
        var final = Path.Combine(folder, $"{Prefix}{step:D7}");
        if (Directory.Exists(final))
            Directory.Delete(final, recursive: true);
        Directory.Move(temporary, final);
        foreach (var old in Directory.EnumerateDirectories(folder, "*state-*").Where(d => d != final).ToList())
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Loads the last state into parameters and optimiser; returns the number of steps done, 0 when there is none.</summary>
    /// <exception cref="NegPreactException">The state belongs to other settings or another text.</exception>
    public static int Load(string folder, TrainingSettings settings, string dataHash, IReadOnlyDictionary<string, Tensor> parameters, AdamW optimiser)
    {
        var last = Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, Prefix + "*").Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (last is null)
            return 0;
        var progress = JsonSerializer.Deserialize<Progress>(File.ReadAllText(Path.Combine(last, "progress.json")))!;
        if (progress.Settings != settings || progress.DataHash != dataHash)
            throw new NegPreactException($"{last} belongs to a run with other settings or another text; name another --state folder, or delete this one to begin anew.");
        using var file = SafetensorsFile.Open(Path.Combine(last, "model.safetensors"));
        using (no_grad())
        {
            foreach (var (name, parameter) in parameters)
            {
                using var scope = NewDisposeScope();
                parameter.copy_(tensor(file.ReadSingles(name), parameter.shape));
            }
        }

        optimiser.load_state_dict(Path.Combine(last, "optimiser.bin"));
        return progress.Step;
    }

    /// <summary>Writes parameters as safetensors.</summary>
    public static void WriteWeights(string path, IReadOnlyDictionary<string, Tensor> parameters, TensorDtype dtype)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var tensors = parameters.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => TensorData.FromSingles(p.Key, p.Value.shape, p.Value.detach().contiguous().data<float>().ToArray(), dtype))
            .ToList();
        SafetensorsWriter.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
    }
}
