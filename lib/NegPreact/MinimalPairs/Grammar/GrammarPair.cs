using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact.Grammar;

/// <summary>A pair of sentences of which the grammar accepts the first alone.</summary>
/// <param name="Good">The acceptable sentence.</param>
/// <param name="Bad">The unacceptable one.</param>
/// <param name="Uid">Its paradigm.</param>
/// <param name="Phenomenon">The paradigm's phenomenon.</param>
/// <param name="Suite">The paradigm's suite.</param>
public sealed record GrammarPair(
    [property: JsonPropertyName("sentence_good")] string Good,
    [property: JsonPropertyName("sentence_bad")] string Bad,
    [property: JsonPropertyName("UID")] string Uid,
    [property: JsonPropertyName("phenomenon")] string Phenomenon,
    [property: JsonPropertyName("suite")] string Suite)
{
    /// <summary>The pair as a line of a <c>.jsonl</c> file, without its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
