namespace NegPreact.Controls;

/// <summary>
/// For each neuron of the target another one of its layer that is positive on nearly the same share of tokens; see
/// <see cref="ScoreMatch"/>.
/// </summary>
internal sealed record FrequencyMatched : Control
{
    public override string Name => "frequency-matched";

    public override string Id => "frequency-matched";

    public override string Neurons => "for each neuron one that is positive as often";

    public override string RulesOut => "it is how often a neuron is on";

    internal override string Are => "positive as often";

    public override ControlSet Draw(ControlSource source, int seed = 1) =>
        ScoreMatching.Match(this, source, "activation frequency", s => s.PositiveFraction);
}
