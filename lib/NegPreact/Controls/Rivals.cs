namespace NegPreact;

/// <summary>
/// Other ways of choosing neurons that might do as well as the Wasserstein distance: as many of each layer, with the
/// highest value of another score. They may share neurons with the target; where they share all, the score chooses
/// alike.
/// </summary>
internal static class Rivals
{
    public static ControlSet Top(Control control, ControlSource source, NamedScore score) => source.SetOf(
        control,
        NeuronSet.Chosen(
            score.Select((layer, l) => Enumerable.Range(0, layer.Count).Where(i => layer[i] is not null)
                .OrderByDescending(i => layer[i]).Take(source.Target.Neurons.LayerCounts[l])),
            source.Target.Neurons,
            new NeuronSetProvenance(
                $"as many of each layer with the highest {score.Name}", score.Name, Unscored: score.Missing)));
}

/// <summary>Chosen by excess kurtosis.</summary>
internal sealed record TopKurtosis() : Control(
    id: "top-kurtosis",
    name: "highest kurtosis",
    neurons: "as many of each layer, with the highest excess kurtosis",
    rulesOut: "any measure of long tails would do",
    are: "highest in kurtosis")
{
    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        Rivals.Top(this, source, source.Scores.ExcessKurtosis);
}

/// <summary>Chosen by skewness, whatever its sign.</summary>
internal sealed record TopSkewness() : Control(
    id: "top-skewness",
    name: "highest skewness",
    neurons: "as many of each layer, with the highest absolute skewness",
    rulesOut: "any measure of asymmetry would do",
    are: "highest in skewness")
{
    public override ControlSet Draw(ControlSource source, int seed = 1) => Rivals.Top(
        this, source,
        source.Scores.By("absolute skewness", s => s.Skewness is { } skewness ? Math.Abs(skewness) : null));
}

/// <summary>Chosen by variance.</summary>
internal sealed record TopVariance() : Control(
    id: "top-variance",
    name: "highest variance",
    neurons: "as many of each layer, with the highest variance",
    rulesOut: "any neurons of large values would do",
    are: "highest in variance")
{
    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        Rivals.Top(this, source, source.Scores.StandardDeviation);
}
