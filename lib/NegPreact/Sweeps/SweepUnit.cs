namespace NegPreact.Sweeps;

/// <summary>One measurement of a sweep. Without neurons it is of the untouched model.</summary>
/// <param name="Model">The model as the plan names it.</param>
/// <param name="Revision">The revision as the plan names it; null where it names none.</param>
/// <param name="Neurons">Which neurons are ablated; null for none.</param>
/// <param name="Percent">Percentage of each layer; null for none.</param>
/// <param name="Ablation">What is done to them; null for none.</param>
/// <param name="Seed">Seed of a random choice; null where nothing is drawn.</param>
/// <param name="Task">What is measured.</param>
public sealed record SweepUnit(
    string Model, string? Revision, Selection? Neurons, double? Percent, Ablation? Ablation, int? Seed, SweepTask Task)
{
    /// <summary>In which layers; null for all of them.</summary>
    public SweepLayers? Layers { get; init; }

    /// <summary>Model and revision in one.</summary>
    internal string Checkpoint => Revision is null ? Model : $"{Model}@{Revision}";

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Checkpoint}, {(Neurons is null ? "untouched" : $"{Neurons} {Percent} %, {Ablation}")}"
        + (Layers is null ? "" : $", layers {Layers}")
        + $"{(Seed is null ? "" : $", seed {Seed}")}, {Task.Name}";
}
