using System.Text.Json.Serialization;

namespace NegPreact.Sweeps;

/// <summary>What a model is, by value.</summary>
/// <param name="Weights">SHA-256 of its weights.</param>
/// <param name="Config">SHA-256 of its config.json, or of the one that stands for it.</param>
/// <param name="Tokenizer">SHA-256 of its tokenizer, with the ids that begin and end a text.</param>
public sealed record SweepModel(string Weights, string Config, string Tokenizer)
{
    /// <summary>
    /// Where and in what it computes, and without which fields of config.json; null for float32 on the CPU with all.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Arithmetic { get; init; }

    /// <summary>The types of quantised weights, which results are claims on; null where none is quantised.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Storage { get; init; }

    /// <summary>What a GGUF file does not say and was assumed, in sentences; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Assumed { get; init; }
}
