using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>What a result was measured on, so that it can be checked and never mixed up.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="WeightsSha256">SHA-256 of its weights.</param>
/// <param name="Text">The text's name.</param>
/// <param name="TextSha256">SHA-256 of the text.</param>
public sealed record ResultSource(string Model, string WeightsSha256, string Text, string TextSha256)
{
    /// <summary>
    /// How the model's quantised weights are stored ("Q4_1 (210 tensors)"); null if none is quantised.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? QuantisedAs { get; init; }

    /// <summary>
    /// What the model's file does not say and was taken from its family's published models, in sentences; null for
    /// nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Assumed { get; init; }

    /// <summary>
    /// Where the model's products are in bfloat16, how far that moves a window's mean loss from float32's at most, on a
    /// sample of the text; nats per token. Null where they are in float32.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? BFloat16Deviation { get; init; }
}
