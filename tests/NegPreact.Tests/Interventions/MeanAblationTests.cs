using NegPreact.Tests.Models;

namespace NegPreact.Tests.Interventions;

public sealed class MeanAblationTests : IDisposable
{
    // Of unequal lengths: padding must not be counted.
    private static readonly int[][] Texts = [[3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1], [8, 2, 8, 1, 8, 2, 8, 4], [5]];
    private static readonly int[][] Ids = [[3, 1, 4, 1, 5], [9, 2, 6, 5, 3]];
    private readonly TinyModel files = TinyModel.GptNeoX();
    private readonly LanguageModel model;

    public MeanAblationTests() => model = files.Load();

    public void Dispose()
    {
        model.Dispose();
        files.Dispose();
    }

    [Theory]
    [InlineData(Side.Both)]
    [InlineData(Side.Negative)]
    [InlineData(Side.Positive)]
    public void The_means_are_those_of_each_neuron_s_own_values(Side side)
    {
        var mean = model.MeanAblation(Texts, side, TestContext.Current.CancellationToken);
        var seen = Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 24).Select(_ => new List<double>()).ToArray())
            .ToArray();
        foreach (var text in Texts)
            using (model.Observe((layer, _, a) =>
            {
                foreach (var (i, value) in Oracle.Values(a).Index())
                    seen[layer][i % 24].Add(value);
            }))
                model.Run([text]);
        for (var layer = 0; layer < 2; layer++)
            for (var neuron = 0; neuron < 24; neuron++)
                Assert.Equal(
                    seen[layer][neuron].Where(a => Concerns(side, a)).DefaultIfEmpty(0).Average(),
                    mean.Means[layer][neuron], 1e-6);
    }

    [Theory]
    [InlineData(Side.Both)]
    [InlineData(Side.Negative)]
    [InlineData(Side.Positive)]
    public void Chosen_neurons_are_held_on_that_side_and_no_others(Side side)
    {
        var mean = model.MeanAblation(Texts, side, TestContext.Current.CancellationToken);
        float[] before = [], after = [];
        using (model.Observe((layer, _, a) => before = layer == 1 ? Oracle.Values(a) : before))
        using (model.Ablate(NeuronSet.Of([[], [0, 5, 23]], model.IntermediateSizes), mean))
        using (model.Observe((layer, _, a) => after = layer == 1 ? Oracle.Values(a) : after))
            model.Run(Ids);
        Assert.Equal(
            before.Select((a, i) => i % 24 is 0 or 5 or 23 && Concerns(side, a) ? mean.Means[1][i % 24] : a), after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void Before_a_ReLU_holding_the_negatives_changes_nothing_and_the_positives_much()
    {
        using var relu = TinyModel.Of("opt", ("activation_function", "relu"));
        using var other = relu.Load();
        var all = NeuronSet.All(other.IntermediateSizes);
        var plain = Logits(Intervention.None);
        Assert.Equal(
            plain, Logits(new(all, other.MeanAblation(Texts, Side.Negative, TestContext.Current.CancellationToken))));
        Assert.NotEqual(
            plain, Logits(new(all, other.MeanAblation(Texts, Side.Positive, TestContext.Current.CancellationToken))));

        float[] Logits(Intervention intervention)
        {
            using var scope = other.Apply(intervention);
            using var logits = other.Logits(Ids);
            return Oracle.Values(logits);
        }
    }

    [Fact]
    public void A_neuron_without_values_on_a_side_is_held_at_zero_there()
    {
        using (model.Network.Mlps[0].PreActivation.Add(a => a.abs()))
            Assert.All(
                model.MeanAblation(Texts, Side.Negative, TestContext.Current.CancellationToken).Means[0],
                m => Assert.Equal(0, m));
    }

    [Fact]
    public void Numbers_and_side_make_the_id_and_nothing_else()
    {
        MeanAblation one = new(Side.Negative, [[1, 2], [3]]), same = new(Side.Negative, [[1, 2], [3]]);
        Assert.Equal((one, one.GetHashCode()), (same, same.GetHashCode()));
        Assert.Matches("^MeanNegative-[0-9a-f]{16}$", one.Id);
        Ablation[] others =
        [
            one, new MeanAblation(Side.Positive, [[1, 2], [3]]), new MeanAblation(Side.Both, [[1, 2], [3]]),
            new MeanAblation(Side.Negative, [[1, 2], [4]]), new MeanAblation(Side.Negative, [[1], [2, 3]]),
            new MeanAblation(Side.Negative, [[1, 2, 3]]), Ablation.ZeroNegative,
        ];
        Assert.Equal(others.Length, others.Distinct().Count());
        Assert.Equal(others.Length, others.Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public void Means_of_another_model_and_no_text_are_refused_and_leave_no_hook()
    {
        var foreign = new MeanAblation(Side.Both, [Enumerable.Repeat(1f, 24), Enumerable.Repeat(1f, 25)]);
        Assert.Contains(
            "24 neurons of layer 1",
            Assert.Throws<NegPreactException>(
                () => model.Ablate(NeuronSet.All(model.IntermediateSizes), foreign)).Message,
            StringComparison.Ordinal);
        Assert.Throws<NegPreactException>(
            () => model.MeanAblation([], cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<NegPreactException>(
            () => model.MeanAblation([[1], []], cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanAblation((Side)9, []));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => model.MeanAblation(Texts, cancellation: stop.Token));
        Assert.Equal(0, model.Network.Mlps.Sum(m => m.HookCount));
    }

    [Fact]
    public void Measuring_and_ablating_leave_no_tensor() => LiveTensors.StayEqual(() =>
    {
        foreach (var side in Enum.GetValues<Side>())
        {
            var mean = model.MeanAblation(Texts, side, TestContext.Current.CancellationToken);
            using (model.Ablate(NeuronSet.All(model.IntermediateSizes), mean))
                model.Run(Ids);
        }
    });

    private static bool Concerns(Side side, double a) => side switch
    {
        Side.Both => true,
        Side.Negative => a < 0,
        Side.Positive => a > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "unknown side"),
    };
}
