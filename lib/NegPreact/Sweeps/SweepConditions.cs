using NegPreact.Ablations;
using NegPreact.Controls;
using NegPreact.Experiments;
using NegPreact.MinimalPairs;
using NegPreact.Results;
using NegPreact.Wasserstein;

namespace NegPreact.Sweeps;

/// <summary>Measures the units of one model.</summary>
internal sealed class SweepConditions(Measurer measurer, SweepManifest manifest, SweepData data)
{
    private readonly IReadOnlyList<IReadOnlyList<int>> windows = data.Text.Windows(measurer.Model.Tokenizer, manifest.Plan.WindowLength);
    private readonly Lazy<NeuronScores> scores = new(() => NeuronScores.Measure(measurer, data.Text, manifest.Measurement));
    private (SweepUnit Of, NeuronSet Neurons, ControlMatch? Match)? last; // the tasks of one condition follow each other, and a match is long sought

    public SweepResult Measure(SweepUnit unit)
    {
        var (neurons, matched) = unit.Neurons is null ? (null, null) : Ablated(unit);
        var ablation = unit.Ablation ?? Ablation.ZeroNegative;
        var (unitOfValues, values, right) = unit.Task.Measure switch
        {
            SweepMeasure.Perplexity =>
                ("nats per token", measurer.Perplexity(windows, neurons, ablation).WindowLosses, null),
            SweepMeasure.Pairs => Items(ItemScores.Of(measurer.Pairs(data.Pairs[unit.Task], Convention(unit.Task.Convention), neurons, ablation))),
            _ => Items(ItemScores.Of([measurer.Tasks(data.Questions[unit.Task], null, neurons, ablation)])),
        };
        if (!values.All(double.IsFinite))
            throw new NegPreactException(
                ErrorKind.NonFinite,
                "a value is not finite; check that the model's weights are.");
        var match = (matched as PerplexityMatch)?.Whole;
        return new SweepResult(
            neurons?.LayerCounts, neurons is null ? null : Fingerprint.Of(neurons), match?.Reached, match?.ControlLoss - match?.TargetLoss, unitOfValues, values, right);
    }

    private static (string Unit, IReadOnlyList<double> Values, IReadOnlyList<bool>? Right) Items(ItemScores scores) => (scores.Unit, scores.Margins, scores.Right);

    private static ScoringConvention Convention(SweepConvention? convention) => convention switch
    {
        SweepConvention.PaperTse => ScoringConvention.PaperTse,
        SweepConvention.LmEvaluationHarness => ScoringConvention.LmEvaluationHarness,
        SweepConvention.Minicons => ScoringConvention.Minicons,
        _ => ScoringConvention.PaperBlimp,
    };

    private (NeuronSet? Neurons, ControlMatch? Match) Ablated(SweepUnit unit)
    {
        var of = unit with { Task = manifest.Plan.Tasks[0] };
        if (last?.Of != of)
        {
            var target = NeuronSet.Top(scores.Value.Distances, unit.Percent!.Value);
            var control = ControlOf(unit, target);
            last = (of, control?.Neurons ?? target, control?.Match);
        }

        return (last.Value.Neurons, last.Value.Match);
    }

    private Control? ControlOf(SweepUnit unit, NeuronSet target) => unit.Neurons switch
    {
        SweepNeurons.Random => Control.Random(target, unit.Seed!.Value),
        SweepNeurons.LowestDistance => Control.LowestDistance(target, scores.Value),
        SweepNeurons.PerplexityMatched or SweepNeurons.PerplexityMatchedRandom =>
            Control.PerplexityMatched(measurer, data.Text, target, scores.Value, manifest.Match(unit)),
        SweepNeurons.FrequencyMatched => Control.FrequencyMatched(target, scores.Value),
        SweepNeurons.VarianceMatched => Control.VarianceMatched(target, scores.Value),
        _ => null,
    };
}
