using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact.Generation;

/// <summary>A question of multiple choice, with the fields of the usual benchmark files.</summary>
/// <param name="Query">What comes before the choice, without a space at its end.</param>
/// <param name="Choices">The choices.</param>
/// <param name="Gold">The number of the right one, from 0.</param>
/// <param name="Task">The task's name.</param>
public sealed record GeneratedItem(
    [property: JsonPropertyName("query")] string Query,
    [property: JsonPropertyName("choices")] IReadOnlyList<string> Choices,
    [property: JsonPropertyName("gold")] int Gold,
    [property: JsonPropertyName("task")] string Task)
{
    /// <summary>The item as a line of a <c>.jsonl</c> file, without its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
