namespace NegPreact;

/// <summary>
/// All that was measured of a model at one step of its training: plain numbers, from which everything else is computed.
/// </summary>
/// <param name="Step">After how many steps.</param>
/// <param name="WeightsSha256">SHA-256 of what its weights hold (<see cref="Hub.CheckpointWeights.Sha256"/>).</param>
/// <param name="Text">The part of the text that effects were measured on.</param>
/// <param name="TextSha256">Its SHA-256.</param>
/// <param name="Distances">Wasserstein distances by layer and neuron, sigma; null for a constant neuron.</param>
/// <param name="Untouched">The model as it is.</param>
/// <param name="Target">The negatives of the neurons zeroed that have the highest distance at this step.</param>
/// <param name="Random">The negatives of as many random neurons zeroed, one condition per seed.</param>
/// <param name="Matched">The negatives of as many neurons with the lowest distance at this step zeroed.</param>
/// <param name="Frozen">
/// The negatives of the neurons zeroed that had the highest distance at an early step; at the last step alone, null at
/// all others.
/// </param>
/// <param name="Separation">
/// Share of the separation of far pairs below zero (notebook 02), by layer and last over all; empty where it cannot be
/// measured.
/// </param>
/// <param name="SeparationMissing">Why it cannot be measured; null where it is or was not asked for.</param>
public sealed record CheckpointMeasurement(
    long Step, string WeightsSha256, string Text, string TextSha256, IReadOnlyList<IReadOnlyList<double?>> Distances,
    CheckpointCondition Untouched, CheckpointCondition Target, IReadOnlyList<CheckpointCondition> Random,
    CheckpointCondition Matched, CheckpointCondition? Frozen, IReadOnlyList<LayerSeparation> Separation,
    string? SeparationMissing)
{
    /// <summary>The distances of some neurons, sigma; null for a constant neuron.</summary>
    public IEnumerable<double?> DistancesOf(NeuronSet neurons)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        return Distances.SelectMany((layer, l) => neurons[l].Select(n => layer[n]));
    }
}

/// <summary>What was measured in one condition of a model at one step.</summary>
/// <param name="WindowLosses">Mean loss of each window of the text, nats per token.</param>
/// <param name="Scores">How it did on the pairs of each ability.</param>
public sealed record CheckpointCondition(
    IReadOnlyList<double> WindowLosses, IReadOnlyDictionary<Ability, ItemScores> Scores);

/// <summary>The separation below zero at a step of training.</summary>
/// <param name="Layers">By layer and last over all; empty where it cannot be measured.</param>
/// <param name="Missing">Why it cannot be measured; null where it is.</param>
internal sealed record CheckpointSeparation(IReadOnlyList<LayerSeparation> Layers, string? Missing);
