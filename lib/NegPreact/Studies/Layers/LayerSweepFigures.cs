namespace NegPreact;

/// <summary>
/// What notebook 06 draws of a <see cref="LayerSweepResult"/>. Above 0: worse than the untouched model.
/// </summary>
public static class LayerSweepFigures
{
    /// <summary>The effect of each layer alone, in the target and in its controls.</summary>
    public static Figure SingleLayers(this LayerSweepResult found, LayerEffect effect) => Charts.Bars(
        $"One layer ablated at a time: {effect.Name()}, {found.Dose()}", $"ablated {LayerNames.Ablated(found)}",
        found.Axis(effect),
        [
            .. found.Sets.Keys.SelectMany(neurons => found.Groups.Select((group, g) => new Bar(
                group.Name, found.Effect(effect, neurons, LayerRange.Alone(g)),
                found.Name(neurons, effect, LayerRange.Alone(g))))),
        ]);

    /// <summary>The effect of more and more layers, and beside it the target's single layers added up.</summary>
    /// <param name="found">The result.</param>
    /// <param name="effect">Which effect.</param>
    /// <param name="fromLast">Whether the last layers are ablated first.</param>
    public static Figure Cumulative(this LayerSweepResult found, LayerEffect effect, bool fromLast = false)
    {
        var counts = Enumerable.Range(1, found.Groups.Count).ToArray();
        return Charts.Lines(
            $"More and more layers ablated, from the {(fromLast ? "last one down" : "first one up")}: {effect.Name()}, "
            + $"{found.Dose()}",
            new Axis(found.IsByLayer ? "layers ablated" : "groups of layers ablated"), found.Axis(effect),
            [
                .. found.Sets.Keys.Select(
                    neurons => new LineSeries(
                        found.Name(neurons, effect, counts.Select(Range)),
                        [.. counts.Select(count => Point(neurons, count))])),
                new LineSeries("highest distance, single layers added up",
                    [.. counts.Select(count => new LinePoint(count, Layers(count).Sum(g => Single(g))))]),
            ]);

        IEnumerable<int> Layers(int count) => Enumerable.Range(fromLast ? found.Groups.Count - count : 0, count);

        double Single(int group) => found.MeanEffect(effect, Selection.Target, LayerRange.Alone(group));

        LayerRange Range(int count) => new(Layers(count).First(), Layers(count).Last());

        LinePoint Point(Selection neurons, int count) => new(count, found.Effect(effect, neurons, Range(count)));
    }

    /// <summary>The single layers' effects added up, beside the effect of all layers at once.</summary>
    public static Figure Additivity(this LayerSweepResult found, LayerEffect effect) => Charts.Forest(
        $"Single layers added up, and all at once: {effect.Name()}, {found.Dose()}", "neurons", found.Axis(effect),
        [
            .. found.Sets.Keys.Select(neurons => (
                Name: found.Name(neurons, effect, found.AllLayers), Adds: found.Additivity(effect, neurons)))
            .SelectMany(s => new[]
            {
                new ForestRow(s.Name, s.Adds.Sum, "single layers added up"),
                new ForestRow(s.Name, s.Adds.Joint, "all layers at once"),
                new ForestRow(s.Name, s.Adds.Excess, "difference"),
            }),
        ]);

    /// <summary>
    /// Layers down, phenomena across: what ablating the target in one layer, and in all, does to the pairs; or in more
    /// and more layers from the first one up.
    /// </summary>
    /// <param name="found">The result.</param>
    /// <param name="effect">Margin or accuracy.</param>
    /// <param name="cumulative">More and more layers instead of one at a time.</param>
    public static Figure Phenomena(
        this LayerSweepResult found, LayerEffect effect, bool cumulative = false) => ByLayers(
        found, $"{found.Pairs}: {effect.Name()} by ablated layer and phenomenon, {found.Dose()}", "phenomenon",
        [.. found.Phenomena.Select(p => p.Name)], found.Axis(effect), cumulative,
        layers => found.ByPhenomenon(effect, Selection.Target, layers));

    /// <summary>The same of the mean margin of pairs by construction.</summary>
    /// <inheritdoc cref="Phenomena"/>
    public static Figure ByConstruction(this LayerSweepResult found, bool cumulative = false)
    {
        var untouched = found.Constructions.Untouched;
        return ByLayers(
            found, $"{untouched.Name}: {LayerEffect.Margin.Name()} by ablated layer and construction, {found.Dose()}",
            "construction", [.. untouched.Groups.Select(g => g.Name)],
            new(LayerEffect.Margin.Name(), untouched.Unit), cumulative, found.Constructions.LostMargins);
    }

    /// <summary>How far the residual stream has turned at each depth, all layers ablated.</summary>
    public static Figure CosineByDepth(this LayerSweepResult found) => Charts.Lines(
        $"All layers ablated: cosine of the residual stream with the untouched model's, {found.Dose()}",
        new Axis("depth", "layers run"), new Axis("cosine"),
        [
            .. found.Sets.Keys.Select(neurons => new LineSeries(found.Name(neurons),
                [.. Enumerable.Range(0, found.Depths).Select(depth =>
                    new LinePoint(depth, found.Cosine(neurons, found.AllLayers, depth)))])),
        ]);

    /// <summary>Ablated layer down, depth across: how far the residual stream has turned under the target.</summary>
    public static Figure Drift(this LayerSweepResult found) => ByLayers(
        found, $"How far the residual stream turns, {found.Dose()}", "depth (layers run)",
        [.. Enumerable.Range(0, found.Depths).Select(d => $"{d}")], new Axis("1 - cosine with the untouched model"),
        cumulative: false,
        layers => Enumerable.Range(0, found.Depths)
            .Select(depth => 1 - found.Cosine(Selection.Target, layers, depth).Value));

    // One row for each layer ablated alone and one for all of them, or one for each number of layers.
    private static Figure ByLayers(
        LayerSweepResult found, string title, string across, string[] columns, Axis value, bool cumulative,
        Func<LayerRange, IEnumerable<double>> of)
    {
        LayerRange[] rows = cumulative
            ? [.. found.Groups.Select((_, to) => new LayerRange(0, to))]
            : [.. found.Groups.Select((_, g) => LayerRange.Alone(g)), found.AllLayers];
        var values = new double[rows.Length, columns.Length];
        foreach (var (r, row) in rows.Index())
            foreach (var (c, cell) in of(row).Index())
                values[r, c] = cell;
        return Charts.Heatmap(
            title, $"ablated {(cumulative ? "layers" : LayerNames.Ablated(found))}", [.. rows.Select(found.Layers)],
            across, columns, value, values);
    }
}
