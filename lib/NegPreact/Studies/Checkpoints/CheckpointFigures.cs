namespace NegPreact;

/// <summary>What notebook 07 draws of a <see cref="CheckpointsResult"/>.</summary>
public static class CheckpointFigures
{
    private static readonly Axis Distance = new("Wasserstein distance", "sigma");

    /// <summary>How far from a Gaussian the neurons are, step by step, with a slider.</summary>
    public static Figure Distributions(this CheckpointsResult found) => Charts.HistogramOverSteps(
        $"How far from a Gaussian are the neurons of {found.Source.Model} during training?", Distance,
        ["all neurons", $"those that are the top {found.Settings.Percent} % at the last step"],
        [.. found.Steps.Select(s => new CheckpointDistribution(
            s.Step, [[.. s.Measured.Distances.SelectMany(d => d).OfType<double>()],
            [.. s.Measured.DistancesOf(found.Backward).OfType<double>()]]))]);

    /// <summary>Quantiles of all neurons' distances over the steps.</summary>
    public static Figure Quantiles(this CheckpointsResult found)
    {
        (double Percent, string Name)[] quantiles = [(50, "median"), (90, "90 %"), (99, "99 %"), (100, "highest")];
        var sorted = found.Steps.Select(s => (
            s.Step, Values: s.Measured.Distances.SelectMany(d => d).OfType<double>().Order().ToArray())).ToArray();
        return Charts.OverSteps(
            "Wasserstein distance over training, quantiles over all neurons", Distance with { Logarithmic = true },
            [.. quantiles.Select(q => new LineSeries(
            q.Name, [.. sorted.Select(s => new LinePoint(s.Step, Percentiles.Linear(s.Values, q.Percent)))]))]);
    }

    /// <summary>One quantile of each layer's distances at each step.</summary>
    /// <param name="found">The result.</param>
    /// <param name="percent">Which quantile, 0 to 100.</param>
    public static Figure QuantileByLayer(this CheckpointsResult found, double percent) => OfLayers(
        found, $"Wasserstein distance by layer, {Numbers.Text(percent, "0.##")} % quantile over its neurons", Distance,
        (step, layer) => step.Measured.Distances[layer].OfType<double>().Order().ToArray() is { Length: > 0 } sorted
        ? Percentiles.Linear(sorted, percent) : double.NaN);

    /// <summary>The median distance of the cohorts, of each step's own top, and of all neurons.</summary>
    public static Figure Cohorts(this CheckpointsResult found)
    {
        return Charts.OverSteps(
            "Median Wasserstein distance of the neurons that are followed", Distance with { Logarithmic = true },
            [
                Line($"top {found.Settings.Percent} % at the last step", s => s.OfBackward), Line(
                    $"top {found.Settings.Percent} % at step {Numbers.Count(found.ForwardStep)}", s => s.OfForward),
                Line($"top {found.Settings.Percent} % at each step", s => s.OfTop), Line("all neurons", s => s.All),
            ]);

        LineSeries Line(string name, Func<CheckpointStep, CheckpointSpread> of) =>
            new(name, [.. found.Steps.Select(s => new LinePoint(s.Step, of(s).Median, of(s).Interval))]);
    }

    /// <summary>How far the top sets of two steps are the same neurons.</summary>
    public static Figure Overlap(this CheckpointsResult found)
    {
        string[] names = [.. found.Steps.Select(s => Numbers.Count(s.Step))];
        var values = new double[names.Length, names.Length];
        for (var a = 0; a < names.Length; a++)
            for (var b = 0; b < names.Length; b++)
                values[a, b] = CheckpointOverlap.Of(found.Steps[a].Top, found.Steps[b].Top).Jaccard;
        return Charts.Heatmap(
            $"Are the top {found.Settings.Percent} % of two steps the same neurons? By chance "
            + $"{Numbers.Text(CheckpointOverlap.Of(found.Forward, found.Backward).ExpectedJaccard, "0.0000")}",
            "step", names, "other step", names, new Axis("shared neurons over all neurons of both (Jaccard)"), values);
    }

    /// <summary>What zeroing negatives does over the steps: the target, random sets and the lowest distances.</summary>
    public static Figure Effects(this CheckpointsResult found, CheckpointMeasure by)
    {
        return Charts.OverSteps(
            $"Over training: {found.Name(by)} when negatives are zeroed, {StudyNames.OfEachLayer(found.Settings.Dose)}",
            new Axis(by.Quantity(), found.Unit(by)),
            [
                Line($"top {found.Settings.Dose} % at each step", e => e.Target),
                Line("random sets, mean", e => e.Random), Line("lowest Wasserstein distance", e => e.Matched),
            ]);

        LineSeries Line(string name, Func<CheckpointEffect, Estimate> of) =>
            new(name, [.. found.Steps.Select(s => new LinePoint(s.Step, of(s.Effects[by])))]);
    }

    /// <summary>The untouched model's accuracy on pairs over the steps.</summary>
    public static Figure Grammar(this CheckpointsResult found) => Charts.OverSteps(
        "Grammar of the untouched model over training; 50 % is guessing", new Axis("accuracy on pairs", "%"),
        [
            .. found.Steps[0].Measured.Untouched.Scores.Select(a => new LineSeries(
                a.Value.Name, [.. found.Steps.Select(s => new LinePoint(s.Step, s.Accuracy(a.Key).Percent()))])),
        ]);

    /// <summary>
    /// By how much more of their separation the Wasserstein neurons of each layer do below zero than random neurons,
    /// over the steps.
    /// </summary>
    public static Figure Separation(this CheckpointsResult found) => OfLayers(
        found, "Separation below zero by layer: Wasserstein neurons minus random ones",
        new Axis("difference of shares of the separation below zero"),
        (step, layer) => CheckpointsResult.Separation(step, layer)?.Difference.Value ?? double.NaN);

    private static Figure OfLayers(
        CheckpointsResult found, string title, Axis value, Func<CheckpointStep, int, double> of)
    {
        var layers = found.Backward.LayerCounts.Count;
        var values = new double[layers, found.Steps.Count];
        for (var layer = 0; layer < layers; layer++)
            for (var s = 0; s < found.Steps.Count; s++)
                values[layer, s] = of(found.Steps[s], layer);
        return Charts.Heatmap(
            title, "layer", [.. Enumerable.Range(0, layers).Select(l => $"{l}")], "step",
            [.. found.Steps.Select(s => Numbers.Count(s.Step))], value, values);
    }
}
