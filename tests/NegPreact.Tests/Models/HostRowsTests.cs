using NegPreact.Models;
using static TorchSharp.torch;

namespace NegPreact.Tests.Models;

/// <summary>What is computed row by row on the CPU is what libtorch computes, which it does where gradients are wanted.
/// </summary>
public sealed class HostRowsTests : IDisposable
{
    private readonly TorchSharp.DisposeScope scope = NewDisposeScope();
    private readonly Generator seed = new(7, CPU);

    public void Dispose()
    {
        scope.Dispose();
        seed.Dispose();
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(64, true)]
    [InlineData(577, false)]
    public void A_norm_is_the_same(int size, bool offset)
    {
        var norm = RmsNorm.Read(new RandomParameters(1, seed), "norm", size, 1e-5, offset);
        var x = randn([3, 41, size], generator: seed);
        Agree(norm.Of(x), () => norm.Of(x));
    }

    [Theory]
    [InlineData("silu")]
    [InlineData("gelu")]
    [InlineData("relu")]
    public void A_gate_is_the_same_in_the_memory_of_the_factor(string name)
    {
        var (x, factor) = (randn([7, 5003], generator: seed) * 8, randn([7, 5003], generator: seed));
        var gate = Activations.Gate(name, "here");
        var expected = gate(x, factor);
        var before = x.clone();
        using var _ = no_grad();
        var product = gate(x, factor);
        Assert.Same(factor, product);
        Assert.Equal(Oracle.Values(before), Oracle.Values(x));
        Closeness.Check(name, Oracle.Values(expected), Oracle.Values(product), 1e-5);
    }

    [Theory]
    [InlineData(64, 64)]
    [InlineData(24, 10)]
    public void A_turn_is_the_same(int features, int dims)
    {
        var turns = new Rotary(dims, 10_000, new RotaryScaling.None()).Positions(
            Layout.Rows(zeros([1, 37], ScalarType.Int64)));
        var x = randn([2, 37, 3, features], generator: seed);
        Agree(turns.Apply(x.clone()), () => turns.Apply(x.clone()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Log_probabilities_are_the_same_from_blocks_of_logits(bool onHost)
    {
        var logits = randn([9, 3001], generator: seed) * 20;
        logits[4] -= 500f;
        long[] positions = [.. Enumerable.Range(0, 40).Select(i => 10L + (i % 9))];
        long[] tokens = [.. Enumerable.Range(0, 40).Select(i => i == 8 ? logits[8].argmax().item<long>() : i * 71L)];
        var expected = nn.functional.log_softmax(logits.to(ScalarType.Float64), 1);
        var asked = new AskedTokens(positions, tokens);
        Assert.Equal(Enumerable.Range(10, 9).Select(p => (long)p), asked.Positions);
        using var _ = onHost ? no_grad() : null;
        Assert.Equal(onHost, HostRows.Hold(logits));
        foreach (var from in (int[])[0, 5])
            for (var first = 0; first < 3001; first += 700)
                asked.See(from, first, logits.narrow(0, from, from == 0 ? 5 : 4).narrow(
                    1, first, Math.Min(700, 3001 - first)).contiguous());
        Closeness.Check(
            "log p", [.. tokens.Select((t, i) => expected[i % 9, t].item<double>())],
            Array.ConvertAll(asked.LogProbabilities(), v => (double)v), 1e-4);
        Assert.Equal(tokens.Select((t, i) => t == logits[i % 9].argmax().item<long>()), asked.AreLikeliest());
        Assert.True(asked.AreLikeliest()[8]);
    }

    [Fact]
    public void A_logit_that_is_no_number_leaves_none_at_its_position()
    {
        var logits = randn([2, 100], generator: seed);
        logits[1, 57] = float.NaN;
        using var _ = no_grad();
        var asked = new AskedTokens([0, 1], [3, 4]);
        asked.See(0, 0, logits.narrow(1, 0, 50).contiguous());
        asked.See(0, 50, logits.narrow(1, 50, 50).contiguous());
        Assert.Equal([true, false], asked.LogProbabilities().Select(float.IsFinite));
    }

    [Fact]
    public void Every_row_is_in_one_part()
    {
        foreach (var rows in (long[])[1, 2, 15, 16, 17, 1000])
        {
            var seen = new int[rows];
            HostRows.InParts(rows, 1 << 14, (first, end) =>
            {
                for (var row = first; row < end; row++)
                    Interlocked.Increment(ref seen[row]);
            });
            Assert.All(seen, times => Assert.Equal(1, times));
        }
    }

    // What came first was computed with gradients, so by libtorch.
    private static void Agree(Tensor expected, Func<Tensor> compute)
    {
        using var _ = no_grad();
        Closeness.Check("numbers", Oracle.Values(expected), Oracle.Values(compute()), 1e-5);
    }
}
