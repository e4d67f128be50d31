namespace NegPreact.Models;

/// <summary>
/// YaRN: frequencies that turn often within the original length are kept, those that hardly turn are divided by the
/// factor, those between are interpolated, and cosines and sines are multiplied by a factor.
/// </summary>
/// <remarks><c>mscale</c>, <c>mscale_all_dim</c> and <c>truncate: false</c> are refused.</remarks>
internal sealed record YarnScaling(
    float Factor, float YarnFactor, double FastTurns, double SlowTurns, int OriginalLength) : RotaryScaling
{
    public override float? AttentionFactor => YarnFactor;

    /// <summary>Reads the object's fields.</summary>
    public static YarnScaling Read(ConfigReader part, int originalLength)
    {
        var factor = part.Number("factor");
        var usual = factor <= 1 ? 1 : (0.1 * Math.Log(factor)) + 1;
        return new YarnScaling(
            (float)factor, (float)part.Number("attention_factor", usual), part.Number("beta_fast", 32),
            part.Number("beta_slow", 1), originalLength);
    }

    public override float[] Frequencies(int dims, double theta, long length)
    {
        var low = Math.Max(Math.Floor(Index(FastTurns)), 0);
        var high = Math.Min(Math.Ceiling(Index(SlowTurns)), dims - 1);
        if (low == high)
            high += 0.001;
        return [.. Plain(dims, theta).Select((frequency, i) =>
        {
            var stretched = (float)Math.Clamp((i - low) / (high - low), 0, 1);
            return (frequency / Factor * stretched) + (frequency * (1 - stretched));
        })];

        // Which frequency turns that often within the original length.
        double Index(double turns) =>
            dims * Math.Log(OriginalLength / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
    }
}
