namespace NegPreact.Training;

/// <summary>After which steps a checkpoint is kept.</summary>
public static class CheckpointSteps
{
    /// <summary>0, 1, 2, 4, … up to 512, as Pythia does, then eight even ones up to the end.</summary>
    public static IReadOnlySet<int> LogSpacedThenEven(int steps)
    {
        var kept = new SortedSet<int> { 0 };
        for (var step = 1; step <= Math.Min(512, steps); step *= 2)
            kept.Add(step);
        for (var part = 1; part <= 8; part++)
            kept.Add((int)((long)steps * part / 8));
        return kept;
    }
}
