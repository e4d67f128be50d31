namespace NegPreact.Sweeps;

/// <summary>Measures the units of one model.</summary>
internal sealed class SweepConditions(MeasuringCache cache, SweepManifest manifest, SweepData data)
{
    private readonly IReadOnlyList<IReadOnlyList<int>> windows = data.Text.Windows(
        cache.Model.Tokenizer, manifest.Plan.WindowLength);
    private readonly Lazy<NeuronScores> scores = new(() => cache.NeuronScores(data.Text, manifest.Measurement));

    private SweepTrial? trial;

    // The tasks of one condition follow each other, and a match is long sought.
    private (SweepUnit Of, Intervention Intervention, ControlMatch? Match)? last;

    /// <inheritdoc cref="SweepTrial.Of"/>
    public SweepCost CostOf(SweepUnit condition, int units, int present) =>
        (trial ??= new SweepTrial(cache, manifest.Plan, data, windows)).Of(condition, units, present);

    public SweepResult Measure(SweepUnit unit)
    {
        var (intervention, matched) = Done(unit);
        var (unitOfValues, values, right) = unit.Task.Measure switch
        {
            SweepMeasure.Perplexity => ("nats per token", cache.Perplexity(windows, intervention).WindowLosses, null),
            SweepMeasure.Pairs => Items(ItemScores.Of(
                cache.Pairs(data.Pairs[unit.Task], Convention(unit.Task.Convention), intervention))),
            SweepMeasure.Questions => Items(
                ItemScores.Of([cache.Tasks(data.Questions[unit.Task], null, intervention)])),
            _ => throw new InvalidOperationException($"unknown measure {unit.Task.Measure}"),
        };
        if (!values.All(double.IsFinite))
            throw new NegPreactException(
                ErrorKind.NonFinite,
                "a value is not finite; check that the model's weights are.");
        var match = (matched as PerplexityMatch)?.Whole;
        var neurons = intervention.IsNone ? null : intervention.Neurons;
        return new SweepResult(
            neurons?.LayerCounts, neurons is null ? null : NeuronFingerprint.Of(neurons), match?.Reached,
            match?.ControlLoss - match?.TargetLoss, unitOfValues, values, right);
    }

    internal static ScoringConvention Convention(SweepConvention? convention) => convention switch
    {
        null or SweepConvention.PaperBlimp => ScoringConvention.PaperBlimp,
        SweepConvention.PaperTse => ScoringConvention.PaperTse,
        SweepConvention.LmEvaluationHarness => ScoringConvention.LmEvaluationHarness,
        SweepConvention.Minicons => ScoringConvention.Minicons,
        _ => throw new ArgumentOutOfRangeException(nameof(convention), convention, null),
    };

    private static (string Unit, IReadOnlyList<double> Values, IReadOnlyList<bool>? Right) Items(ItemScores scores) => (
        scores.Unit, scores.Margins, scores.Right);

    private (Intervention Intervention, ControlMatch? Match) Done(SweepUnit unit)
    {
        if (unit is not { Neurons: { } neurons, Percent: { } percent, Ablation: { } ablation })
            return (Intervention.None, null);
        var of = unit with { Task = manifest.Plan.Tasks[0] };
        if (last?.Of != of)
        {
            var everywhere = NeuronSet.Top(scores.Value, percent);
            var target = new Intervention(
                unit.Layers is { } l ? everywhere.Only(Enumerable.Range(l.First, l.Last + 1 - l.First)) : everywhere,
                ablation);
            var source = new ControlSource(cache, data.Text, scores.Value, target) { Match = manifest.MatchOf(unit) };
            var (intervention, match) = neurons.Draw(source, unit.Seed ?? 1);
            last = (of, intervention, match);
        }

        return (last.Value.Intervention, last.Value.Match);
    }
}
