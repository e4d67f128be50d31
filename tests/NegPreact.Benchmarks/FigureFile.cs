using System.Text.Json;

namespace NegPreact.Benchmarks;

/// <summary>The JSON file of figures: the machine, and what was measured on it.</summary>
/// <param name="Machine">Where all of them were measured.</param>
/// <param name="Figures">In the order in which they were first measured.</param>
internal sealed record FigureFile(BenchmarkMachine Machine, IReadOnlyList<BenchmarkFigure> Figures)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
    };

    public static FigureFile Read(string path) => JsonSerializer.Deserialize<FigureFile>(File.ReadAllBytes(path), Form)
        ?? throw new InvalidDataException($"{path} holds no figures.");

    /// <summary>Adds figures to a file, which is made where it is missing; one of the same name is replaced.</summary>
    /// <exception cref="InvalidDataException">Its figures are of another machine.</exception>
    public static void Add(string path, IReadOnlyList<BenchmarkFigure> figures)
    {
        var machine = BenchmarkMachine.This();
        var there = File.Exists(path) ? Read(path) : new FigureFile(machine, []);
        if (!there.Machine.Is(machine))
            throw new InvalidDataException(
                $"{path} holds figures of another machine ({there.Machine.Processor}); name another file.");
        var names = figures.Select(f => f.Name).ToHashSet();
        var all = there with { Figures = [.. there.Figures.Where(f => !names.Contains(f.Name)), .. figures] };
        File.WriteAllText(path, JsonSerializer.Serialize(all, Form) + "\n");
    }
}
