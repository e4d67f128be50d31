namespace NegPreact.Models;

/// <summary>How rotary frequencies are stretched for longer contexts (<c>rope_scaling</c>).</summary>
internal abstract record RotaryScaling
{
    /// <summary>The frequency to use in place of one of the plain ones, both in radians a position.</summary>
    public abstract float Apply(float frequency);

    /// <summary>Reads <c>rope_scaling</c> (or <c>rope_parameters</c>) of config.json.</summary>
    public static RotaryScaling Read(ConfigReader? part)
    {
        if (part is null)
            return new None();
        var type = part.Text("rope_type", part.Text("type", "default"));
        part.Text("type", type);
        RotaryScaling scaling = type switch
        {
            "default" => new None(),
            "linear" => new Linear((float)part.Number("factor")),
            "llama3" => new Llama3(
                (float)part.Number("factor"), (float)part.Number("low_freq_factor"),
                (float)part.Number("high_freq_factor"),
                part.Size("original_max_position_embeddings")),
            _ => throw new NegPreactException(
                ErrorKind.Architecture, $"{part.Path} asks for rotary scaling '{type}', which is not supported (known: "
                + "default, linear, llama3); use another model."),
        };
        return scaling;
    }

    /// <summary>Plain rotary embedding.</summary>
    public sealed record None : RotaryScaling
    {
        public override float Apply(float frequency) => frequency;
    }

    /// <summary>Positions divided by a factor.</summary>
    public sealed record Linear(float Factor) : RotaryScaling
    {
        public override float Apply(float frequency) => frequency / Factor;
    }

    /// <summary>Llama 3.1: high frequencies kept, low ones divided by the factor, those between interpolated.</summary>
    public sealed record Llama3(float Factor, float LowFactor, float HighFactor, int OriginalLength) : RotaryScaling
    {
        public override float Apply(float frequency)
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
