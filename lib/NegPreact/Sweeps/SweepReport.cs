using NegPreact.Results;

namespace NegPreact.Sweeps;

/// <summary>What a run of a sweep did.</summary>
/// <param name="Units">How many units the plan has.</param>
/// <param name="Present">How many of them are there now.</param>
/// <param name="Read">How many of the part that was run were there before.</param>
/// <param name="Measured">How many were measured.</param>
public sealed record SweepReport(int Units, int Present, int Read, int Measured)
{
    /// <summary>What conditions on the same texts shared; nothing of those that begin at layer 0.</summary>
    public LayerUse Layers { get; init; } = LayerUse.None;

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Numbers.Count(Read, "unit")} read, {Numbers.Count(Measured)} measured; {Numbers.Count(Present)} of the "
        + $"plan's {Numbers.Count(Units)} are there" + (Layers.Share is null ? "" : $"; {Layers}");
}
