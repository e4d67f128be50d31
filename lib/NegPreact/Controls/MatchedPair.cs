namespace NegPreact;

/// <summary>A neuron of the target and the one that stands for it in the control.</summary>
/// <param name="Layer">Their layer, counted from 0.</param>
/// <param name="Target">The target's neuron, counted from 0 within the layer.</param>
/// <param name="Control">The control's.</param>
/// <param name="TargetScore">The score they are matched on, of the target's neuron.</param>
/// <param name="ControlScore">The same of the control's.</param>
public sealed record MatchedPair(int Layer, int Target, int Control, double TargetScore, double ControlScore);
