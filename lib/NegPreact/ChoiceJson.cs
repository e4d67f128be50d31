using System.Text.Json;
using System.Text.Json.Serialization;

namespace NegPreact;

/// <summary>A choice among listed values, in JSON by its name.</summary>
/// <param name="what">What the values are, for the refusal of an unknown name.</param>
/// <param name="all">The values that can be read.</param>
/// <param name="name">The name of a value; others than the listed ones can be written.</param>
internal abstract class ChoiceJson<T>(string what, Func<IEnumerable<T>> all, Func<T, string> name) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        foreach (var value in all())
            if (name(value) == read)
                return value;
        throw new JsonException(
            $"{(read is null ? "it" : $"\"{read}\"")} is no {what}; there are {string.Join(", ", all().Select(name))}");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(name(value));
}
