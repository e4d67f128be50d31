namespace NegPreact.Models;

/// <summary>How rotary frequencies are stretched for longer contexts (<c>rope_scaling</c>).</summary>
internal abstract record RotaryScaling
{
    /// <summary>What cosines and sines are multiplied by; null for nothing.</summary>
    public virtual float? AttentionFactor => null;

    /// <summary>The frequencies, in radians per position, one for every two of the turned features.</summary>
    /// <param name="dims">How many features are turned.</param>
    /// <param name="theta">The base.</param>
    /// <param name="length">How many positions the pass has, padding included.</param>
    public abstract float[] Frequencies(int dims, double theta, long length);

    /// <summary>Texts of lengths with equal numbers have equal frequencies; see
    /// <see cref="CausalModel.LengthClass"/>.</summary>
    public virtual int LengthClass(int length) => 0;

    /// <summary>Reads <c>rope_scaling</c> (or <c>rope_parameters</c>) of config.json.</summary>
    /// <param name="config">config.json, for the lengths that stand beside it.</param>
    /// <param name="part">The object; null for plain rotary embedding.</param>
    /// <param name="dims">How many features are turned.</param>
    /// <exception cref="NegPreactException">A field that does not fit, or a kind that is not supported.</exception>
    public static RotaryScaling Read(ConfigReader config, ConfigReader? part, int dims)
    {
        if (part is null)
            return new None();
        var type = part.Text("rope_type", part.Text("type", "default"));
        part.Text("type", type);
        return type switch
        {
            "default" => new None(),
            "linear" => new Linear((float)part.Number("factor")),
            "llama3" => new Llama3(
                (float)part.Number("factor"), (float)part.Number("low_freq_factor"),
                (float)part.Number("high_freq_factor"), LengthBefore(config, part)),
            "yarn" => YarnScaling.Read(part, LengthBefore(config, part)),
            "dynamic" => new DynamicScaling(part.Number("factor"), config.Size("max_position_embeddings")),
            // Phi-3's first exports have the older name.
            "longrope" or "su" => LongRopeScaling.Read(
                config, part, LengthBefore(config, part, mustBeThere: true), dims),
            _ => throw new NegPreactException(
                ErrorKind.Architecture, $"{part.Path} asks for rotary scaling '{type}', which is not supported (known: "
                + "default, linear, llama3, yarn, dynamic, longrope); use another model."),
        };
    }

    /// <summary>Frequencies that nothing stretches.</summary>
    protected static float[] Plain(int dims, double theta)
    {
        var frequencies = new float[dims / 2];
        for (var i = 0; i < frequencies.Length; i++)
            frequencies[i] = 1f / MathF.Pow((float)theta, 2f * i / dims);
        return frequencies;
    }

    // The length of the texts before the stretching: inside the object, or beside it, as Phi-3 has it.
    private static int LengthBefore(ConfigReader config, ConfigReader part, bool mustBeThere = false)
    {
        const string field = "original_max_position_embeddings";
        var length = config.SizeOrNull(field) ?? part.SizeOrNull(field)
            ?? (mustBeThere ? part.Size(field) : config.Size("max_position_embeddings"));
        part.RequireSame(field, length);
        return length;
    }

    /// <summary>Plain rotary embedding.</summary>
    public sealed record None : RotaryScaling
    {
        public override float[] Frequencies(int dims, double theta, long length) => Plain(dims, theta);
    }

    /// <summary>Positions divided by a factor.</summary>
    public sealed record Linear(float Factor) : RotaryScaling
    {
        public override float[] Frequencies(int dims, double theta, long length) =>
            Array.ConvertAll(Plain(dims, theta), f => f / Factor);
    }

    /// <summary>Llama 3.1: high frequencies kept, low ones divided by the factor, those between interpolated.</summary>
    public sealed record Llama3(float Factor, float LowFactor, float HighFactor, int OriginalLength) : RotaryScaling
    {
        public override float[] Frequencies(int dims, double theta, long length) =>
            Array.ConvertAll(Plain(dims, theta), Stretched);

        private float Stretched(float frequency)
        {
            var wavelength = 2f * MathF.PI / frequency;
            if (wavelength < OriginalLength / HighFactor)
                return frequency;
            if (wavelength > OriginalLength / LowFactor)
                return frequency / Factor;
            var smooth = ((OriginalLength / wavelength) - LowFactor) / (HighFactor - LowFactor);
            return ((1f - smooth) * frequency / Factor) + (smooth * frequency);
        }
    }
}
