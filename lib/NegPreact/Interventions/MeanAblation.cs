using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using NegPreact.Hooks;
using static TorchSharp.torch;

namespace NegPreact;

/// <summary>
/// Each neuron is held at its own mean over a text instead of zero: all its pre-activations, or those of one side at
/// the mean of that side.
/// </summary>
/// <remarks>
/// Zero is a value that some neurons never take; the mean takes away what a neuron says of a token and keeps what it
/// always says. <see cref="MeanAblations.MeanAblation"/> measures the means. Two are equal when they hold the same
/// numbers on the same side.
/// </remarks>
public sealed record MeanAblation : Ablation
{
    private readonly float[][] means;
    private readonly Kind kind;

    /// <summary>An ablation to given means.</summary>
    /// <param name="side">Which pre-activations are held.</param>
    /// <param name="means">For each layer the value of each of its neurons.</param>
    public MeanAblation(Side side, IEnumerable<IEnumerable<float>> means)
        : this(KindOf(side), [.. means.Select(layer => layer.ToArray())])
    {
    }

    // The id holds the side and the beginning of the means' SHA-256.
    private MeanAblation(Kind kind, float[][] means)
        : base($"{kind.Id}-{Hash(means)[..16]}", kind.Name, kind.Meaning) => (this.kind, this.means) = (kind, means);

    /// <summary>Which pre-activations are held.</summary>
    public Side Side => kind.Side;

    /// <summary>The value of each neuron, layer by layer; 0 where the text had none on this side.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Means => means;

    /// <inheritdoc/>
    public bool Equals(MeanAblation? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    /// <summary>Measures the means of a model.</summary>
    /// <param name="sites">Its MLPs, layer by layer.</param>
    /// <param name="side">Which pre-activations are held, and so counted.</param>
    /// <param name="run">Runs the model on the whole text, without padding.</param>
    internal static MeanAblation Measure(IReadOnlyList<MlpSite> sites, Side side, Action run)
    {
        var concerned = KindOf(side).Concerned;
        double[][] sums = [.. sites.Select(s => new double[s.Neurons])];
        double[][] counts = [.. sites.Select(s => new double[s.Neurons])];
        using (Scope.Of([.. sites.Select((site, layer) => site.PreActivation.Add(a =>
        {
            using var scope = NewDisposeScope();
            var counted = concerned(a);
            Add(sums[layer], where(counted, a, zeros_like(a)));
            Add(counts[layer], counted);
            return a;
        }))]))
            run();
        return new MeanAblation(
            side, sums.Zip(counts, (s, c) => s.Zip(c, (sum, count) => count == 0 ? 0 : (float)(sum / count))));
    }

    internal override IDisposable Hook(MlpSite site, Tensor mask)
    {
        if (site.Layer >= means.Length || means[site.Layer].Length != site.Neurons)
            throw new NegPreactException(
                ErrorKind.NeuronSet,
                $"The means hold no values for the {site.Neurons} neurons of layer {site.Layer}; "
                + "measure them on this model.");
        var held = tensor(means[site.Layer], device: mask.device).DetachFromDisposeScope();
        return Scope.Of([held, site.PreActivation.Add(a => where(mask & kind.Concerned(a), held, a))]);
    }

    private static Kind KindOf(Side side) => side switch
    {
        Side.Both => new(
            side, "Mean", "held at the mean", "the neuron's mean over a text, whatever the token",
            a => ones_like(a, ScalarType.Bool)),
        Side.Negative => new(
            side, "MeanNegative", "negatives held at their mean",
            "the mean of the neuron's negative values where a < 0", a => a.lt(Zero)),
        Side.Positive => new(
            side, "MeanPositive", "positives held at their mean",
            "the mean of the neuron's positive values where a > 0", a => a.gt(Zero)),
        _ => throw new ArgumentOutOfRangeException(nameof(side), side, "unknown side"),
    };

    // Of [batch, position, neuron], in float64, so that long texts lose nothing.
    private static void Add(double[] totals, Tensor values)
    {
        var sums = values.sum([0L, 1L], type: ScalarType.Float64).cpu();
        foreach (var (i, sum) in MemoryMarshal.Cast<byte, double>(sums.bytes).ToArray().Index())
            totals[i] += sum;
    }

    private static string Hash(float[][] means)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var layer in means)
        {
            // With its length before it, no layer can be mistaken for two.
            hash.AppendData(Encoding.UTF8.GetBytes(layer.Length.ToString(CultureInfo.InvariantCulture) + ":"));
            hash.AppendData(MemoryMarshal.AsBytes<float>(layer));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Concerned: from pre-activations to which of them are held, bool, of the same shape.
    private sealed record Kind(Side Side, string Id, string Name, string Meaning, Func<Tensor, Tensor> Concerned);
}
