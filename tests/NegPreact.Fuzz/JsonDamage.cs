using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NegPreact.Fuzz;

/// <summary>
/// Damage to JSON that leaves it JSON, or nearly: values of other kinds, extremes, what nests or repeats.
/// </summary>
internal static class JsonDamage
{
    private const string Raw = "@@RAW", Twice = "@@TWICE";

    // As they stand in the text; many are no JSON that System.Text.Json would write.
    private static readonly string[] values =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "2", "3", "255", "2147483647", "-2147483648", "2147483648",
        "4294967295", "9223372036854775807", "9223372036854775808", "1e308", "1e999", "-1e999", "1e-400", "0.5", "1.0",
        "16777215", "100000", "\"\"", "\" \"", "\"a\"", "\"0\"", "\"NaN\"", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\udc00x\"", "\"\\u202e\\u001b[31m\"", "\"\u2581\"", "\"\\n\"", "\"../../x\"", "\"/dev/null\"", "\"[\"",
        "\"(\"",
        "\"(?:[a-z]|[a-z][a-z])+[0-9]| \"", "\"(a+)+$\"", "\"\\\\p{L}{1000}{1000}\"", "\"\\\\p{Xx}\"",
        "\"a{2147483648}\"",
        "[]", "{}", "[null]", "[[]]", "[0]", "[\"a\"]", "{\"a\":null}", "{\"type\":null}", "{\"type\":\"Sequence\"}",
        string.Concat(Enumerable.Repeat("[", 60)) + string.Concat(Enumerable.Repeat("]", 60)),
        string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000)),
        string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70),
        "\"" + new string('x', 20_000) + "\"", "[" + string.Join(',', Enumerable.Repeat("0", 20_000)) + "]",
    ];

    /// <summary>The text with a few faults; the text itself where it is no JSON.</summary>
    public static byte[] Of(byte[] text, Random random)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return text;
        }

        if (root is null)
            return text;
        try
        {
            for (var n = random.Next(1, 4); n > 0; n--)
                root = Once(root, random);
            var written = root.ToJsonString();
            for (var i = 0; i < values.Length; i++)
                written = written.Replace($"\"{Raw}{i}@@\"", values[i], StringComparison.Ordinal);
            return Encoding.UTF8.GetBytes(written.Replace(Twice, "", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return text; // names that are there twice, half a surrogate pair: JsonNode cannot write what it cannot read
        }
    }

    private static JsonNode Once(JsonNode root, Random random)
    {
        var (parent, index) = (root, 0);
        JsonNode? child = root;
        for (var deep = 0; child is JsonObject { Count: > 0 } or JsonArray { Count: > 0 }; deep++)
        {
            (parent, index) = (child, random.Next(child is JsonObject o ? o.Count : ((JsonArray)child).Count));
            child = parent is JsonObject fields ? fields.GetAt(index).Value : parent[index];
            if (deep > 0 && random.Next(3) == 0)
                break;
        }

        if (parent is JsonObject named && named.Count > 0)
            return InObject(root, named, index, random);
        if (parent is JsonArray listed && listed.Count > 0)
            return InArray(root, listed, index, random);
        return Another(random);
    }

    private static JsonNode InObject(JsonNode root, JsonObject fields, int index, Random random)
    {
        var (name, value) = fields.GetAt(index);
        switch (random.Next(10))
        {
            case 0:
                fields.Remove(name);
                break;
            case 1:
                fields[name + Twice] = random.Next(2) == 0 ? value?.DeepClone() : Another(random);
                break;
            case 2:
                fields.Remove(name);
                fields[random.Next(2) == 0 ? name + "x" : fields.Count > 0
                    ? fields.GetAt(random.Next(fields.Count)).Key : ""] = value?.DeepClone();
                break;
            case 3:
                fields[name] = new JsonArray(value?.DeepClone());
                break;
            case 4:
                fields[name] = fields.GetAt(random.Next(fields.Count)).Value?.DeepClone();
                break;
            default:
                fields[name] = Another(random);
                break;
        }

        return root;
    }

    private static JsonNode InArray(JsonNode root, JsonArray items, int index, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                items.RemoveAt(index);
                break;
            case 1:
                for (var n = 1 << random.Next(8); n > 0; n--)
                    items.Add(items[index]?.DeepClone());
                break;
            case 2:
                items.Clear();
                break;
            case 3:
                items.Insert(0, Another(random));
                break;
            default:
                items[index] = Another(random);
                break;
        }

        return root;
    }

    private static JsonValue Another(Random random) => JsonValue.Create($"{Raw}{random.Next(values.Length)}@@")!;
}
