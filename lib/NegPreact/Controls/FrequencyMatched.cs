namespace NegPreact;

/// <summary>
/// For each neuron of the target another one of its layer that is positive on nearly the same share of tokens; see
/// <see cref="ScoreMatch"/>.
/// </summary>
internal sealed record FrequencyMatched() : Control(
    id: "frequency-matched",
    name: "frequency-matched",
    neurons: "for each neuron one that is positive as often",
    rulesOut: "it is how often a neuron is on",
    are: "positive as often")
{
    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        ScoreMatching.Match(this, source, source.Scores.By("activation frequency", s => s.PositiveFraction));
}
