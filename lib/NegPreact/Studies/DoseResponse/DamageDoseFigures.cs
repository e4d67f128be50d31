namespace NegPreact;

/// <summary>What notebook 03 shows of a <see cref="DamageDoseResult"/>.</summary>
public static class DamageDoseFigures
{
    /// <summary>Perplexity against the share of neurons, order by order, up to all of them.</summary>
    public static Figure DamageCurves(this DamageDoseResult found)
    {
        var random = found.Random;
        return Charts.Lines(
            $"{found.Settings.Ablation.Name}: how many neurons does it take?",
            new Axis("neurons ablated in each layer", "%"), new Axis("perplexity ratio"),
            [
                Line("highest Wasserstein distance first", DamageOrder.HighestFirst),
                .. random.Count == 0 ? Array.Empty<LineSeries>() : [new LineSeries(
                    $"{RandomOrders(found)}, mean; band: one more order",
                    [.. found.Of(DamageOrder.HighestFirst).Points.Select(
                        (p, i) => Mean(p, [.. random.Select(c => c.Points[i].Rise)]))])],
                Line("lowest first", DamageOrder.LowestFirst),
            ]);

        LineSeries Line(string name, DamageOrder order) => new(
            name,
            [.. found.Of(order).Points.Select(p => new LinePoint(p.Percent, p.Rise.Estimate().Map(Math.Exp)))]);

        LinePoint Mean(DamagePoint target, SampleStatistic[] rises)
        {
            var one = SetContrast.Of(target.Rise, rises).OneMore;
            return new(
                target.Percent, Math.Exp(rises.Average(r => r.Value)),
                one is null ? null : new Interval(Math.Exp(one.Low), Math.Exp(one.High), one.Level));
        }
    }

    /// <summary>The dose at which perplexity has risen by each factor, order by order.</summary>
    public static Table DamageDoses(this DamageDoseResult found)
    {
        const string unit = "% of each layer";
        var table = new Table($"{found.Settings.Ablation.Name}: doses of equal damage in {found.Source.Model}")
            .Column("perplexity", "times the untouched", "0.0##").Column("highest distance first", unit, "0.0")
            .Column("neurons", format: "0").Column("random orders, mean", unit, "0.0").Column("fewest", unit, "0.0")
            .Column("most", unit, "0.0").Column("random orders that take no more than the highest first")
            .Column("lowest distance first", unit, "0.0");
        foreach (var (f, factor) in found.Settings.Factors.Index())
        {
            var (top, random) = (found.Of(DamageOrder.HighestFirst).Doses[f], found.Random.Select(c => c.Doses[f]));
            double[] reached = [.. random.OfType<double>()];
            var all = reached.Length == found.Random.Count && reached.Length > 0;
            table.Row(
                factor, Dose(top), Dose(top * found.Neurons / 100), Dose(all ? reached.Average() : null),
                Dose(all ? reached.Min() : null), Dose(all ? reached.Max() : null),
                top is { } t ? reached.Count(d => d <= t) : Dose(null),
                Dose(found.Of(DamageOrder.LowestFirst).Doses[f]));
        }

        var ratio = found.Everything.Estimate().Map(Math.Exp);
        return table.Note(
            $"All {Numbers.Count(found.Neurons)} neurons together: perplexity times "
            + $"{Numbers.Text(ratio.Value, ratio.Interval.Low, ratio.Interval.High, "", ratio.Interval.Level)}. A "
            + "damage beyond what any measured dose does is not reached.").Note(
            $"Each dose was sought between {string.Join(", ", found.Settings.Percents)} and 100 %, by halving the "
            + $"step that reaches the damage {Numbers.Count(found.Settings.Halvings, "time")}, then interpolated.");

        static object Dose(double? dose) => dose is { } d ? d : new Missing("not reached");
    }

    private static string RandomOrders(DamageDoseResult found) =>
        Numbers.Count(found.Settings.Seeds.Count, "random order");
}
