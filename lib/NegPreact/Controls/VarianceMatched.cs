namespace NegPreact.Controls;

/// <summary>
/// For each neuron of the target another one of its layer whose pre-activation has nearly the same variance; see <see
/// cref="ScoreMatch"/>. Variances differ by orders of magnitude, so near means a ratio near 1: the natural logarithm of
/// the variance is matched. A constant neuron is no candidate, and cannot be matched.
/// </summary>
internal sealed record VarianceMatched : Control
{
    public override string Name => "variance-matched";

    public override string Id => "variance-matched";

    public override string Neurons => "for each neuron one that varies as much";

    public override string RulesOut => "it is how large the values are";

    internal override string Are => "as variable";

    public override ControlSet Draw(ControlSource source, int seed = 1) => ScoreMatching.Match(
        this, source, "log variance", s => s.StandardDeviation > 0 ? 2 * Math.Log(s.StandardDeviation) : null);
}
