namespace NegPreact;

/// <summary>
/// As many neurons of each layer as the target has: those outside it with the lowest Wasserstein distances.
/// </summary>
internal sealed record LowestDistance() : Control(
    id: "lowest-distance",
    name: "lowest Wasserstein distance",
    neurons: "as many of each layer",
    rulesOut: "any extreme of the ranking would do",
    are: "nearest to a Gaussian")
{
    public override ControlSet Draw(ControlSource source, int seed = 1)
    {
        var target = source.Target.Neurons;
        var distance = source.Scores.WassersteinDistance;
        var candidates = NeuronRanking.LowestOutside(target, distance);
        for (var layer = 0; layer < candidates.Length; layer++)
            if (candidates[layer].Length < target.LayerCounts[layer])
                throw new NegPreactException(
                    ErrorKind.Control,
                    $"Layer {layer} has {candidates[layer].Length} scored neurons outside the target's "
                    + $"{target.LayerCounts[layer]}, too few for a control; take a smaller target.");
        var provenance = new NeuronSetProvenance(
            $"lowest {distance.Name} of each layer outside the target, as many as the target has",
            distance.Name,
            Unscored: distance.Missing);
        return source.SetOf(
            this,
            NeuronSet.Chosen(candidates.Select((layer, l) => layer.Take(target.LayerCounts[l])), target, provenance));
    }
}
