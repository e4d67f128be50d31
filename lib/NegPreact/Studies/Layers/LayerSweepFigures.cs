namespace NegPreact;

/// <summary>What notebook 06 draws of a <see cref="LayerSweepResult"/>. Above 0: worse than the untouched model.</summary>
public static class LayerSweepFigures
{
    /// <summary>The effect of each layer alone, in the target and in its controls.</summary>
    public static Figure SingleLayers(this LayerSweepResult found, LayerEffect effect)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Charts.Bars(
            $"One layer ablated at a time: {effect.Name()}, {found.Dose()}", $"ablated {LayerNames.Of(found)}", found.Axis(effect),
            [
                .. found.Sets.Keys.SelectMany(neurons => found.Groups.Select((group, g) =>
                {
                    var value = found.Effect(effect, neurons, LayerRange.Alone(g)).Shown(effect);
                    return new Bar(group.Name, value.Value, value.Interval, found.Name(neurons));
                })),
            ]);
    }

    /// <summary>The effect of more and more layers, and beside it the target's single layers added up.</summary>
    /// <param name="found">The result.</param>
    /// <param name="effect">Which effect.</param>
    /// <param name="fromLast">Whether the last layers are ablated first.</param>
    public static Figure Cumulative(this LayerSweepResult found, LayerEffect effect, bool fromLast = false)
    {
        ArgumentNullException.ThrowIfNull(found);
        var counts = Enumerable.Range(1, found.Groups.Count).ToArray();
        return Charts.Lines(
            $"More and more layers ablated, from the {(fromLast ? "last one down" : "first one up")}: {effect.Name()}, {found.Dose()}",
            new Axis(found.Groups.All(g => g.First == g.Last) ? "layers ablated" : "groups of layers ablated"), found.Axis(effect),
            [
                .. found.Sets.Keys.Select(neurons => new LineSeries(found.Name(neurons), [.. counts.Select(count => Point(neurons, count))])),
                new LineSeries("highest distance, single layers added up", [.. counts.Select(count => new LinePoint(count, Layers(count).Sum(g => Single(g))))]),
            ]);

        IEnumerable<int> Layers(int count) => Enumerable.Range(fromLast ? found.Groups.Count - count : 0, count);

        double Single(int group) =>
            (effect == LayerEffect.Accuracy ? 100 : 1)
            * found.MeanEffect(effect, Selection.Target, LayerRange.Alone(group));

        LinePoint Point(Selection neurons, int count)
        {
            var value = found.Effect(effect, neurons, new LayerRange(Layers(count).First(), Layers(count).Last())).Shown(effect);
            return new LinePoint(count, value.Value, value.Interval);
        }
    }

    /// <summary>The single layers' effects added up, beside the effect of all layers at once.</summary>
    public static Figure Additivity(this LayerSweepResult found, LayerEffect effect)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Charts.Forest(
            $"Single layers added up, and all at once: {effect.Name()}, {found.Dose()}", "neurons", found.Axis(effect),
            [
                .. found.Sets.Keys.Select(neurons => (Name: found.Name(neurons), Adds: found.Additivity(effect, neurons))).SelectMany(s => new[]
                {
                    new ForestRow(s.Name, s.Adds.Sum.Shown(effect), "single layers added up"),
                    new ForestRow(s.Name, s.Adds.Joint.Shown(effect), "all layers at once"),
                    new ForestRow(s.Name, s.Adds.Excess.Shown(effect), "difference"),
                }),
            ]);
    }

    /// <summary>Layers down, phenomena across: what ablating the target in one layer, and in all, does to the pairs.</summary>
    /// <param name="found">The result.</param>
    /// <param name="effect">Margin or accuracy.</param>
    public static Figure Phenomena(this LayerSweepResult found, LayerEffect effect)
    {
        ArgumentNullException.ThrowIfNull(found);
        (string Name, LayerRange Layers)[] rows = [.. found.Groups.Select((g, i) => (g.Name, LayerRange.Alone(i))), ("all", found.AllLayers)];
        var values = new double[rows.Length, found.Phenomena.Count];
        for (var r = 0; r < rows.Length; r++)
        {
            var effects = found.ByPhenomenon(effect, Selection.Target, rows[r].Layers);
            for (var p = 0; p < effects.Count; p++)
                values[r, p] = effects[p].Shown(effect).Value;
        }

        return Charts.Heatmap(
            $"{found.Pairs}: {effect.Name()} by ablated layer and phenomenon, {found.Dose()}", $"ablated {LayerNames.Of(found)}", [.. rows.Select(r => r.Name)],
            "phenomenon", [.. found.Phenomena.Select(p => p.Name)], found.Axis(effect), values);
    }

    /// <summary>How far the residual stream has turned at each depth, all layers ablated.</summary>
    public static Figure CosineByDepth(this LayerSweepResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return Charts.Lines(
            $"All layers ablated: cosine of the residual stream with the untouched model's, {found.Dose()}",
            new Axis("depth", "layers run"), new Axis("cosine"),
            [
                .. found.Sets.Keys.Select(neurons => new LineSeries(found.Name(neurons), [.. Enumerable.Range(0, found.Depths).Select(depth =>
                {
                    var cosine = found.Cosine(neurons, found.AllLayers, depth);
                    return new LinePoint(depth, cosine.Value, cosine.Interval);
                })])),
            ]);
    }

    /// <summary>Ablated layer down, depth across: how far the residual stream has turned under the target.</summary>
    public static Figure Drift(this LayerSweepResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        (string Name, LayerRange Layers)[] rows = [.. found.Groups.Select((g, i) => (g.Name, LayerRange.Alone(i))), ("all", found.AllLayers)];
        var values = new double[rows.Length, found.Depths];
        for (var r = 0; r < rows.Length; r++)
            for (var depth = 0; depth < found.Depths; depth++)
                values[r, depth] = 1 - found.Cosine(Selection.Target, rows[r].Layers, depth).Value;
        return Charts.Heatmap(
            $"How far the residual stream turns, {found.Dose()}", $"ablated {LayerNames.Of(found)}", [.. rows.Select(r => r.Name)],
            "depth (layers run)", [.. Enumerable.Range(0, found.Depths).Select(d => $"{d}")], new Axis("1 - cosine with the untouched model"), values);
    }
}
