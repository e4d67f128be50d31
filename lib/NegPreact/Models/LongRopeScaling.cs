namespace NegPreact.Models;

/// <summary>
/// LongRoPE: each frequency is divided by a factor of its own, one for texts within the original length and another
/// for longer ones; cosines and sines are multiplied by a factor.
/// </summary>
internal sealed record LongRopeScaling(
    IReadOnlyList<float> Short, IReadOnlyList<float> Long, float LongRopeFactor, int OriginalLength) : RotaryScaling
{
    public override float? AttentionFactor => LongRopeFactor;

    /// <summary>Reads the object's fields.</summary>
    public static LongRopeScaling Read(ConfigReader config, ConfigReader part, int originalLength, int dims)
    {
        var factor = part.Number("factor", config.Size("max_position_embeddings") / (double)originalLength);
        var usual = factor <= 1 ? 1 : Math.Sqrt(1 + (Math.Log(factor) / Math.Log(originalLength)));
        return new LongRopeScaling(
            part.Numbers("short_factor", dims / 2), part.Numbers("long_factor", dims / 2),
            (float)part.Number("attention_factor", usual), originalLength);
    }

    public override int LengthClass(int length) => length <= OriginalLength ? 0 : 1;

    public override float[] Frequencies(int dims, double theta, long length)
    {
        var factors = length <= OriginalLength ? Short : Long;
        return [.. factors.Select((factor, i) => 1f / (factor * MathF.Pow((float)theta, 2f * i / dims)))];
    }
}
