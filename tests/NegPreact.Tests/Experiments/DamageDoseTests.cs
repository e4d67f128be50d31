using NegPreact.Tests.Figures;

namespace NegPreact.Tests.Experiments;

public class DamageDoseTests
{
    private static readonly DamageDoseSettings Quick = new()
    {
        Factors = [1.0001, 1e6], Percents = [10, 50], Seeds = [1, 2], Halvings = 2, WindowLength = 8,
    };

    [Theory]
    [InlineData(0, 10 + (90 * 0.24 / 0.99))] // from (10, 0.01) straight to (100, 1)
    [InlineData(1, 10 + (45 * 0.24 / 0.2925))] // 55 % does 0.3025, which is enough
    [InlineData(2, 32.5 + (22.5 * (0.25 - 0.105625) / (0.3025 - 0.105625)))] // 32.5 % does 0.105625, which is not
    public void The_step_that_reaches_the_damage_is_halved_and_then_interpolated(int halvings, double expected)
    {
        List<DamagePoint> measured = [Square(10), Square(100)];
        var dose = DamageDose.DoseAt(measured, 0.25, halvings, Square);
        Assert.Equal(expected, dose!.Value, 1e-9);
        Assert.Equal(2 + halvings, measured.Count); // what was measured on the way serves the next search
        Assert.Equal(measured.OrderBy(p => p.Percent), measured);

        static DamagePoint Square(double percent) => At(percent, percent * percent / 10_000);
    }

    [Fact]
    public void The_first_step_counts_where_the_damage_does_not_rise_steadily() => Assert.Equal(
        10 * 0.2 / 0.3,
        DamageDose.DoseAt([At(10, 0.3), At(50, 0.1), At(100, 0.5)], 0.2, 0, p => At(p, 0))!.Value, 1e-9);

    [Fact]
    public void A_damage_that_all_neurons_together_do_not_reach_takes_no_pass()
    {
        Assert.Null(DamageDose.DoseAt(
            [At(10, 0.01), At(100, 0.2)], 0.3, 5, _ => throw new InvalidOperationException("a pass")));
    }

    [Fact]
    public void Orders_grow_from_the_same_neurons_as_the_doses_and_end_with_all_of_them()
    {
        using var tiny = new TinyGrammar();
        var found = DamageDose.Run(tiny.Model, TinyGrammar.Text, tiny.Scores, Quick);
        KernelTests.ShowsBothForms(found);
        Assert.Equal(
            [DamageOrder.HighestFirst, DamageOrder.Random, DamageOrder.Random, DamageOrder.LowestFirst],
            found.Curves.Select(c => c.Order));
        Assert.All(found.Curves, c => Assert.Equal([10.0, 50, 100], c.Points.Select(p => p.Percent)));
        Assert.All(found.Curves, c => Assert.Equal(found.Everything, c.Points[^1].Rise));
        var doses = DoseResponse.Run(
            tiny.Model, TinyGrammar.Text, tiny.Scores,
            new() { Percents = [50], Seeds = Quick.Seeds, WindowLength = Quick.WindowLength });
        var dose = doses.At(Ablation.ZeroNegative, 50);
        Assert.Equal(dose.Target.Value, found.Of(DamageOrder.HighestFirst).Points[1].Rise.Value);
        Assert.Equal(dose.Random.Select(r => r.Value), found.Random.Select(c => c.Points[1].Rise.Value));

        using (tiny.Model.Ablate(NeuronSet.Bottom(tiny.Scores, 10), Ablation.ZeroNegative))
            Assert.Equal(
                Perplexity.Of(tiny.Model, TinyGrammar.Text, 8).MeanLoss - Math.Log(doses.DensePerplexity),
                found.Of(DamageOrder.LowestFirst).Points[0].Rise.Value, 1e-9);

        var table = found.DamageDoses();
        Assert.Equal(Quick.Factors.Count, table.Rows.Count);
        Assert.All(table.Rows[1].Skip(1), cell => Assert.Equal(new Missing("not reached"), cell));
        Assert.Contains(
            $"All {found.Neurons} neurons together: perplexity times", table.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_damage_is_refused()
    {
        using var tiny = new TinyGrammar();
        Assert.Contains("give factors above 1", Assert.Throws<NegPreactException>(() => DamageDose.Run(
            tiny.Model, TinyGrammar.Text, tiny.Scores, Quick with { Factors = [2, 1] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var tiny = new TinyGrammar();
        Traces.NoneAlsoWhenCancelled(tiny.Model, stop => DamageDose.Run(
            new MeasuringCache(tiny.Model, cancellation: stop), TinyGrammar.Text, tiny.Scores, Quick));
    }

    private static DamagePoint At(double percent, double rise) => new(percent, SampleStatistic.Mean([rise, rise]));
}
