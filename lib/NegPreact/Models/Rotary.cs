using static TorchSharp.torch;

namespace NegPreact.Models;

/// <summary>Rotary position embedding, half-split form, on the first features of each head.</summary>
/// <param name="Dims">How many features are turned, an even number above 0.</param>
/// <param name="Theta">The base of the frequencies.</param>
/// <param name="Scaling">How they are stretched.</param>
internal sealed record Rotary(int Dims, double Theta, RotaryScaling Scaling)
{
    /// <summary>Reads the rotary fields of config.json; newer exports move them into <c>rope_parameters</c>.</summary>
    /// <param name="config">config.json.</param>
    /// <param name="headSize">How many features a head has.</param>
    /// <param name="usualTheta">What an absent <c>rope_theta</c> means.</param>
    /// <param name="usualShare">
    /// What an absent <c>partial_rotary_factor</c> means; null for a family that turns whole heads.
    /// </param>
    /// <exception cref="NegPreactException">Fields that do not fit, or a scaling that is not supported.</exception>
    public static Rotary Read(
        ConfigReader config, int headSize, double usualTheta = 10_000, double? usualShare = null)
    {
        var part = config.RotaryPart("rope_parameters") ?? config.RotaryPart("rope_scaling");
        var theta = config.Number("rope_theta", usualTheta);
        theta = part?.Number("rope_theta", theta) ?? theta;
        if (usualShare is not { } share)
            return Of(config, headSize, theta, part);
        share = config.Number("partial_rotary_factor", share);
        share = part?.Number("partial_rotary_factor", share) ?? share;
        config.RequireSame("partial_rotary_factor", share);
        return Of(config, Part(config, headSize, share), theta, part);
    }

    /// <summary>How many of a head's features a share of them is.</summary>
    /// <exception cref="NegPreactException">It is more than all.</exception>
    public static int Part(ConfigReader config, int headSize, double share) => share <= 1
        ? (int)(headSize * share)
        : throw new NegPreactException(
            ErrorKind.ConfigField, $"{config.Path} rotates {share} of the features of each head, where 1 stands "
            + "for all "
            + "of them; get the file again.");

    /// <summary>What turns a number of features, with the scaling of a part of config.json.</summary>
    /// <exception cref="NegPreactException">The number is odd, or the scaling is not supported.</exception>
    public static Rotary Of(ConfigReader config, int dims, double theta, ConfigReader? part) =>
        dims > 0 && dims % 2 == 0
        ? new Rotary(dims, theta, RotaryScaling.Read(config, part, dims))
        : throw new NegPreactException(
            ErrorKind.ConfigField, $"{config.Path} rotates {dims} features of each head; rotary embedding needs an "
            + "even number above 0.");

    /// <summary>The turns of all places, owned by the caller's dispose scope.</summary>
    /// <remarks>
    /// Made anew in each forward pass, a small part of its cost: tables kept between passes would be freed by one
    /// thread while another still reads them.
    /// </remarks>
    public Turns Positions(Layout layout)
    {
        var (length, device) = (layout.Length, layout.Device);
        using var scope = NewDisposeScope();
        // Not arange, which hands temporary Scalars to native code; see TensorArithmetic.
        var positions = tensor([.. Enumerable.Range(0, (int)length).Select(p => (float)p)], device: device);
        var angles = outer(positions, tensor(Scaling.Frequencies(Dims, Theta, length), device: device));
        var both = cat([angles, angles], 1);
        return new Turns(Placed(both.cos()), Placed(both.sin()));

        // The same for all heads.
        Tensor Placed(Tensor turns) => layout.Placed(
            Scaling.AttentionFactor is { } factor ? turns * tensor(factor, device: device) : turns)
            .unsqueeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>Cosines and sines <c>[batch, 1, position, turned feature]</c>.</summary>
    public sealed record Turns(Tensor Cosines, Tensor Sines)
    {
        /// <summary>
        /// Turns <c>[batch, position, head, feature]</c>, in its own memory where no gradient is wanted, to <c>[batch,
        /// head, position, feature]</c>.
        /// </summary>
        /// <param name="x">A tensor that nothing else reads.</param>
        public Tensor Apply(Tensor x)
        {
            if (!HostRows.Hold(x))
                return Rotate(x.transpose(1, 2));
            var (heads, features, dims) = ((int)x.shape[2], (int)x.shape[3], (int)Cosines.shape[^1]);
            var length = (int)(Cosines.numel() / dims);
            HostRows.InParts(x.shape[0] * x.shape[1], heads * features, (first, end) =>
            {
                var values = HostRows.Numbers(x);
                var cosines = HostRows.Numbers(Cosines);
                var sines = HostRows.Numbers(Sines);
                for (var row = first; row < end; row++)
                {
                    var turn = row % length * dims;
                    for (var head = 0; head < heads; head++)
                        HostMath.Turn(
                            values.Slice(((row * heads) + head) * features, dims),
                            cosines.Slice(turn, dims / 2), sines.Slice(turn, dims / 2));
                }
            });
            return x.transpose(1, 2);
        }

        /// <summary>Turns <c>[batch, head, position, feature]</c>.</summary>
        public Tensor Rotate(Tensor x)
        {
            var (features, dims) = (x.shape[3], Cosines.shape[3]);
            var turned = features == dims ? x : x.narrow(3, 0, dims);
            var half = dims / 2;
            var swapped = cat([turned.narrow(3, half, half).neg(), turned.narrow(3, 0, half)], 3);
            var rotated = (turned * Cosines).Plus(swapped * Sines);
            return features == dims ? rotated : cat([rotated, x.narrow(3, dims, features - dims)], 3);
        }
    }
}
