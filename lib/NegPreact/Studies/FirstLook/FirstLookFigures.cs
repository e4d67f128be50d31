namespace NegPreact;

/// <summary>What notebook 00 shows of one neuron and one sentence.</summary>
public static class FirstLookFigures
{
    /// <summary>The activation function, and what is left of it where negative pre-activations are zeroed.</summary>
    public static Figure Curve(this ActivationCurve curve)
    {
        var points = curve.PreActivations.Zip(curve.Values, (a, f) => new LinePoint(a, f)).ToList();
        var zero = points.MinBy(p => Math.Abs(p.X))!;
        return Charts.Lines(
            "The activation function", new Axis("pre-activation"), new Axis("activation"),
            [
                new LineSeries("as the model has it", points),
                new LineSeries("negatives zeroed", [.. points.Select(p => p.X < 0 ? p with { Y = zero.Y } : p)]),
            ]);
    }

    /// <summary>A neuron, its far pairs marked on its histogram.</summary>
    public static Figure MarkedPairs(this SeparatedPairs neuron) => Charts.MarkedHistogram(
        $"What {neuron.Sample.Name} pulls apart", NeuronHistogram.Of(neuron.Sample.Name, neuron.Sample.Values),
        [.. neuron.Pairs.Select(p =>
            new MarkedPair(p.First.Text.Trim(), p.FirstValue, p.Second.Text.Trim(), p.SecondValue))]);

    /// <summary>The pair that a neuron pulls furthest apart.</summary>
    public static Table FurthestPair(this SeparatedPairs neuron)
    {
        var pair = neuron.Pairs[0];
        return new Table("Two tokens with close inputs").Column("token").Column("pre-activation", format: "0.00")
            .Row(pair.First.ToString(), pair.FirstValue).Row(pair.Second.ToString(), pair.SecondValue)
            .Note($"The vectors that enter the neuron's layer differ by {Numbers.Text(pair.InputDistance, "0.00")} of "
                + "the typical distance between two tokens, the neuron's responses by "
                + $"{Numbers.Text(pair.OutputDistance, "0.0")} times the typical difference. "
                + $"{Numbers.Percent(pair.Share)} of that difference lies below zero.");
    }

    /// <summary>The neuron's pre-activation on each token of the sentence.</summary>
    public static HeatStrip PreActivationStrip(this SentenceReading read) => new(
        $"Layer {read.Neuron.Layer}, neuron {read.Neuron.Neuron} reads the sentence", read.Tokens,
        [new StripRow("pre-activation", "", [.. read.PreActivations.Select(v => (double?)v)], IsChange: true)]);

    /// <summary>Surprisal of each token before any change, and what each ablation adds to it.</summary>
    public static HeatStrip SurprisalStrip(this SentenceReading read) => new(
        "How surprised is the model by each token?", read.Tokens,
        [
            new StripRow("before", "bits", read.Bits),
            .. read.Ablated.Select(a => new StripRow(
                $"added with the negatives of {a.Name} zeroed", "bits",
                [.. a.Bits.Zip(read.Bits, (after, before) => after - before)], IsChange: true)),
        ]);

    /// <summary>Surprisal of the whole sentence under each ablation.</summary>
    public static Table Totals(this SentenceReading read)
    {
        var before = read.Bits.Sum() ?? 0;
        var table = new Table("The whole sentence").Column("negatives zeroed in").Column("neurons")
            .Column("surprisal", "bits", "0.00").Column("change", "bits", "+0.00;-0.00;0.00")
            .Row("none", 0, before, 0.0);
        foreach (var ablated in read.Ablated)
            table.Row(ablated.Name, ablated.Neurons.Count, ablated.Bits.Sum(), ablated.Bits.Sum() - before);
        return table.Note("One sentence is an illustration, not evidence: the other notebooks measure many.");
    }
}
