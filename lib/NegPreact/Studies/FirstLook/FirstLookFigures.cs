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

    /// <summary>What a neuron responds to, counted and in words.</summary>
    public static Table InWords(this StrongestTokens found)
    {
        var table = new Table($"What {found.Neuron} responds to").Column("values").Column("from", format: "0.00")
            .Column("to", format: "0.00").Column("frequent tokens").Column("share of these values", "%", "0.0")
            .Column("share of the text", "%", "0.0");
        foreach (var (name, side) in new[] { ("highest", found.Highest), ("lowest", found.Lowest) })
            foreach (var token in side.Tokens)
                table.Row(
                    $"{name} {found.Percent} %", side.From, side.To, token.Text, 100 * token.Share, 100 * token.InText);
        return table.Note($"In words: {Words("highest", found.Highest)} {Words("lowest", found.Lowest)}");

        string Words(string name, StrongestSide side)
        {
            var most = side.Tokens[0];
            return $"of its {name} values, which are {Sign(side)}, {Numbers.Percent(Math.Round(most.Share, 3))} fall "
                + $"on \"{most.Text}\", which is {Numbers.Percent(Math.Round(most.InText, 3))} of the text"
                + (name == "highest" ? ";" : ".");
        }

        static string Sign(StrongestSide side) =>
            side.From >= 0 ? "positive" : side.To < 0 ? "negative" : "on both sides of zero";
    }

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
