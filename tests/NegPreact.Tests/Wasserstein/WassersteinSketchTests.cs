using CsCheck;
using NegPreact.Tests.Statistics;

namespace NegPreact.Tests.Wasserstein;

public class WassersteinSketchTests
{
    /// <summary>Kinds of neurons, by what makes each hard to sketch.</summary>
    private static readonly (string Name, Func<SeededRandom, int, float[]> Draw)[] Kinds =
    [
        ("Gaussian", (r, n) => Map(Draws.Normal(r, n), v => v)),
        ("shifted far", (r, n) => Map(Draws.Normal(r, n), v => (0.001 * v) + 50)),
        ("skewed", (r, n) => Map(Draws.Normal(r, n), v => -v * v)),
        ("Cauchy", (r, n) => Map(Draws.Uniform(r, n), u => Math.Tan(Math.PI * (u - 0.5)))),
        ("two points", (r, n) => Map(Draws.Uniform(r, n), u => u < 0.3 ? -1.7 : 0.4)),
        ("constant", (r, n) => Map(Draws.Uniform(r, n), _ => 0.1)),
        ("zero", (r, n) => Map(Draws.Uniform(r, n), _ => 0)),
        ("constant and a late outlier", (r, n) => Map(Draws.Uniform(r, n), (_, i) => i == n - 1 ? 1e20 : 0.1)),
        ("constant and its neighbour", (r, n) => Map(Draws.Uniform(r, n), u => u < 0.9 ? 3f : MathF.BitDecrement(3f))),
        ("narrow at first", (r, n) => Map(Draws.Normal(r, n), (v, i) => i < n / 3 ? 7 + (1e-6 * v) : 100 * v)),
        ("wide at first", (r, n) => Map(Draws.Normal(r, n), (v, i) => i < n / 20 ? 50 * v : 3 + v)),
        ("drifting", (r, n) => Map(Draws.Normal(r, n), (v, i) => v - (0.02 * i))),
        ("zero, then the smallest and largest floats", (r, n) => Map(Draws.Uniform(r, n), (u, i) =>
            i < n / 2 ? 0 : i < n - 2 ? float.Epsilon : u < 0.5 ? float.MaxValue : -float.MaxValue)),
    ];

    [Fact]
    public void Every_kind_of_neuron_lies_within_the_bound_however_it_is_split() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[40, 900], Gen.Int[0, 3], Gen.Int[4, 11])
        .Sample((seed, tokens, splits, log2Bins) =>
        {
            var (table, neurons) = Table(seed, tokens);
            var random = new SeededRandom(seed);
            int[] cuts = [0, .. new SeededRandom(seed).Distinct(splits, tokens - 1).Select(c => c + 1).Order(), tokens];
            var sketch = new WassersteinSketch(neurons, 1 << log2Bins);
            for (var i = 1; i < cuts.Length; i++)
                sketch.Add(table.AsSpan(cuts[i - 1] * neurons, (cuts[i] - cuts[i - 1]) * neurons));

            Assert.Equal(tokens, sketch.Tokens);
            var exact = NeuronScores.OfLayer(table, neurons).All;
            foreach (var (expected, actual) in exact.Zip(sketch.Scores().All))
            {
                var name = Kinds[expected.Neuron].Name;
                Assert.Equal(expected.MissingReason, actual.MissingReason);
                if (expected.WassersteinDistance is not { } distance)
                    continue;
                var difference = Math.Abs(distance - actual.WassersteinDistance!.Value);
                Assert.True(difference <= actual.WassersteinErrorBound,
                    $"{name}: {difference} > {actual.WassersteinErrorBound}");
                Close(expected.Mean, actual.Mean, expected.StandardDeviation, name);
                Close(expected.StandardDeviation, actual.StandardDeviation, expected.StandardDeviation, name);
                Close(expected.Skewness!.Value, actual.Skewness!.Value, 1 + Math.Abs(expected.Skewness.Value), name);
                Close(expected.ExcessKurtosis!.Value, actual.ExcessKurtosis!.Value,
                    1 + expected.ExcessKurtosis.Value + 3, name);
                Assert.Equal(expected.NegativeFraction, actual.NegativeFraction);
                Assert.Equal(expected.PositiveFraction, actual.PositiveFraction);
            }
        });

    [Fact]
    public void Batches_and_their_order_change_nothing_but_rounding() =>
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[40, 300]).Sample((seed, tokens) =>
        {
            var (table, neurons) = Table(seed, tokens);
            var whole = new WassersteinSketch(neurons);
            whole.Add(table);
            var oneByOne = new WassersteinSketch(neurons);
            foreach (var row in new SeededRandom(seed + 1).Distinct(tokens, tokens))
                oneByOne.Add(table.AsSpan(row * neurons, neurons));
            foreach (var (expected, actual) in whole.Scores().All.Zip(oneByOne.Scores().All))
            {
                var name = Kinds[expected.Neuron].Name;
                Close(expected.WassersteinDistance ?? 0, actual.WassersteinDistance ?? 0, 1, name);
                Close(expected.WassersteinErrorBound, actual.WassersteinErrorBound, 1, name);
            }
        });

    [Fact]
    public void The_bound_is_as_small_as_the_range_allows()
    {
        var (table, neurons) = Table(5, 700);
        foreach (var bins in new[] { 16, 256, 4096 })
        {
            var sketch = new WassersteinSketch(neurons, bins);
            sketch.Add(table);
            foreach (var score in sketch.Scores().All.Where(s => s.WassersteinDistance is not null))
            {
                var column = Enumerable.Range(0, 700).Select(
                    t => (double)table[(t * neurons) + score.Neuron]).ToArray();
                // Narrower bins by half would not have held the range: width < 2 range / (bins - 1).
                var range = column.Max() - column.Min();
                Assert.InRange(score.WassersteinErrorBound, 0, range / score.StandardDeviation / (bins - 1));
            }
        }
    }

    [Fact]
    public void A_Gaussian_neuron_is_far_closer_than_its_bound()
    {
        var values = Map(Draws.Normal(new SeededRandom(8), 50_000), v => v);
        var sketch = new WassersteinSketch(1);
        sketch.Add(values);
        var exact = WassersteinDistance.Of(values).Value!.Value;
        Assert.Equal(exact, sketch.Distance(0).Value!.Value, sketch.Distance(0).ErrorBound / 10);
    }

    [Fact]
    public void The_bytes_a_neuron_are_what_the_sketch_holds()
    {
        const int neurons = 500;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sketch = new WassersteinSketch(neurons, 256);
        var held = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(held, (long)neurons * sketch.BytesPerNeuron, ((long)neurons * sketch.BytesPerNeuron) + 2048);

        var batch = Map(Draws.Normal(new SeededRandom(0), neurons * 16), v => v);
        sketch.Add(batch);
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
            sketch.Add(batch);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024); // later batches leave nothing behind
        Assert.Equal(21 * 16, sketch.Tokens);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_named_and_leaves_the_sketch_as_it_was()
    {
        var sketch = new WassersteinSketch(2);
        sketch.Add([1, 2, 3, 5, 4, 0]);
        var before = sketch.Scores().All;
        var error = Assert.Throws<NegPreactException>(() => sketch.Add([1, 2, 3, float.NaN]));
        Assert.Contains("token 1, column 1 is NaN", error.Message, StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(() => sketch.Add([float.PositiveInfinity, 2]));
        Assert.Throws<NegPreactException>(() => sketch.Add([1, 2, 3]));
        Assert.Equal(before, sketch.Scores().All);
        Assert.Equal(3, sketch.Tokens);
    }

    [Fact]
    public void Unfit_requests_are_refused()
    {
        Assert.Throws<NegPreactException>(() => new WassersteinSketch(0));
        Assert.Throws<NegPreactException>(() => new WassersteinSketch(1, 1000));
        Assert.Throws<NegPreactException>(() => new WassersteinSketch(int.MaxValue));
        Assert.Throws<NegPreactException>(() => new WassersteinSketch(1).Distance(0));
        Assert.Throws<NegPreactException>(
            () => NeuronScores.OfLayer(new float[] { 1, 2 }, 1, mappingDifficulty: [default, default]));
    }

    private static void Close(double expected, double actual, double unit, string name) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-8 * unit, $"{name}: {expected} and {actual}");

    /// <summary>One column of each kind, row-major.</summary>
    private static (float[] Table, int Neurons) Table(int seed, int tokens)
    {
        var random = new SeededRandom(seed);
        var columns = Kinds.Select(kind => kind.Draw(random, tokens)).ToArray();
        return ([.. Enumerable.Range(0, tokens).SelectMany(t => columns.Select(c => c[t]))], Kinds.Length);
    }

    private static float[] Map(double[] values, Func<double, double> change) =>
        [.. values.Select(v => (float)change(v))];

    private static float[] Map(double[] values, Func<double, int, double> change) =>
        [.. values.Select((v, i) => (float)change(v, i))];
}
