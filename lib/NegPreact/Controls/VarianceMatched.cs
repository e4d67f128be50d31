namespace NegPreact;

/// <summary>
/// For each neuron of the target another one of its layer whose pre-activation has nearly the same variance; see
/// <see cref="ScoreMatch"/>. Variances differ by orders of magnitude, so near means a ratio near 1: the natural
/// logarithm of the variance is matched. A constant neuron is no candidate, and cannot be matched.
/// </summary>
internal sealed record VarianceMatched() : Control(
    id: "variance-matched",
    name: "variance-matched",
    neurons: "for each neuron one that varies as much",
    rulesOut: "it is how large the values are",
    are: "as variable")
{
    public override ControlSet Draw(ControlSource source, int seed = 1) => ScoreMatching.Match(
        this, source,
        source.Scores.By("log variance", s => s.StandardDeviation > 0 ? 2 * Math.Log(s.StandardDeviation) : null));
}
