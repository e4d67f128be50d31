using CsCheck;
using NegPreact.Tests.Statistics;

namespace NegPreact.Tests.Wasserstein;

public class NeuronMomentsTests
{
    [Fact]
    public void Values_worked_out_by_hand()
    {
        // Mean 1; distances -2 -1 0 3: mean square 3.5, mean cube 4.5, mean fourth power 24.5 = 2 * 3.5^2.
        var moments = NeuronMoments.Of([-1, 0, 1, 4]);
        Assert.Equal((4, 1.0, 0.25, 0.5),
            (moments.Count, moments.Mean, moments.NegativeFraction, moments.PositiveFraction));
        Assert.Equal(Math.Sqrt(3.5), moments.StandardDeviation, 1e-15);
        Assert.Equal(4.5 / Math.Pow(3.5, 1.5), moments.Skewness!.Value, 1e-15);
        Assert.Equal(-1, moments.ExcessKurtosis!.Value, 1e-15);
    }

    [Fact]
    public void A_constant_has_no_shape() =>
        Assert.Equal(new NeuronMoments(3, -0.1, 0, null, null, 1, 0), NeuronMoments.Of([-0.1, -0.1, -0.1]));

    [Fact]
    public void Zero_is_neither_negative_nor_positive()
    {
        var moments = NeuronMoments.Of([-1, -1e-30, 0.0, -0.0, 1e-30]);
        Assert.Equal((0.4, 0.2), (moments.NegativeFraction, moments.PositiveFraction));
    }

    [Fact]
    public void Any_way_of_merging_parts_gives_the_whole()
    {
        var part = Gen.Int[-5000, 5000].Select(i => i / 1024.0).Array[1, 40];
        Gen.Select(part, part, Gen.Int[-1000, 1000]).Sample((a, b, shift) =>
        {
            double[] far = [.. b.Select(v => v + shift)];
            var whole = NeuronMoments.Of([.. a, .. far]);
            var merged = default(CentralMoments).Merge(CentralMoments.Of(a)).Merge(CentralMoments.Of(far))
                .ToNeuronMoments();
            Assert.Equal(whole.Count, merged.Count);
            Assert.Equal(whole.NegativeFraction, merged.NegativeFraction);
            Assert.Equal(whole.PositiveFraction, merged.PositiveFraction);
            Assert.Equal(whole.Mean, merged.Mean, 1e-11 * (1 + Math.Abs(shift)));
            Assert.Equal(whole.StandardDeviation, merged.StandardDeviation, 1e-11 * (1 + Math.Abs(shift)));
            Assert.Equal(whole.Skewness is null, merged.Skewness is null);
            Assert.Equal(whole.Skewness ?? 0, merged.Skewness ?? 0, 1e-8);
            Assert.Equal(whole.ExcessKurtosis ?? 0, merged.ExcessKurtosis ?? 0, 1e-8);
        });
    }

    [Fact]
    public void A_mean_far_above_the_spread_costs_no_digits()
    {
        var noise = Draws.Normal(new(1), 5000);
        double[] shifted = [.. noise.Select(v => Math.Round(v * 1024) + 1e12)]; // whole numbers: shifting them is exact
        double[] unshifted = [.. noise.Select(v => Math.Round(v * 1024))];
        var (far, near) = (NeuronMoments.Of(shifted), NeuronMoments.Of(unshifted));
        Assert.Equal(near.StandardDeviation, far.StandardDeviation, 1e-10 * near.StandardDeviation);
        Assert.Equal(near.Skewness!.Value, far.Skewness!.Value, 1e-10);
        Assert.Equal(near.ExcessKurtosis!.Value, far.ExcessKurtosis!.Value, 1e-10);
    }
}
