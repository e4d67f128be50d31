using System.Text.Json;

namespace NegPreact.Results;

/// <summary>Compares recorded results with the same measured again.</summary>
/// <param name="sample">Keys of the results that are measured again.</param>
internal sealed class ResultAudit(IReadOnlySet<string> sample)
{
    /// <summary>
    /// How far a number may lie from the recorded one, absolutely or as a share of it, whichever is more. Float32 sums
    /// in another order, as another processor adds them, differ by much less.
    /// </summary>
    public const double Tolerance = 1e-3;

    private readonly Dictionary<string, AuditedResult> compared = [];

    /// <summary>What was compared, in the order in which it was asked for.</summary>
    public IReadOnlyCollection<AuditedResult> Compared => compared.Values;

    /// <summary>Whether a result is of the sample and was not measured again yet.</summary>
    public bool Wants(string key) => sample.Contains(key) && !compared.ContainsKey(key);

    /// <summary>Compares.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="key">The result's key.</param>
    /// <param name="recorded">The recorded result as JSON.</param>
    /// <param name="again">The same, measured again; null where it holds a number that is not finite.</param>
    public void Compare(string kind, string key, ReadOnlyMemory<byte> recorded, byte[]? again)
    {
        using var then = JsonDocument.Parse(recorded);
        using var now = JsonDocument.Parse(again ?? "null"u8.ToArray());
        var (difference, beyond) = Difference(then.RootElement, now.RootElement);
        compared.Add(key, new AuditedResult(kind, key, difference, !beyond));
    }

    // The largest difference of two numbers in the same place, and whether one lies beyond the tolerance.
    private static (double Largest, bool Beyond) Difference(JsonElement then, JsonElement now)
    {
        if (then.ValueKind != now.ValueKind)
            return (double.PositiveInfinity, true);
        switch (then.ValueKind)
        {
            case JsonValueKind.Number:
                var (a, b) = (then.GetDouble(), now.GetDouble());
                var apart = Math.Abs(a - b);
                return (apart, apart > Tolerance * Math.Max(1, Math.Abs(a)));
            case JsonValueKind.Array:
                return then.GetArrayLength() == now.GetArrayLength()
                    ? Worst(then.EnumerateArray().Zip(now.EnumerateArray(), Difference))
                    : (double.PositiveInfinity, true);
            case JsonValueKind.Object:
                return then.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal)
                    .SequenceEqual(now.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal))
                    ? Worst(then.EnumerateObject().Select(m => Difference(m.Value, now.GetProperty(m.Name))))
                    : (double.PositiveInfinity, true);
            case JsonValueKind.String or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                return then.GetRawText() == now.GetRawText() ? (0, false) : (double.PositiveInfinity, true);
            default:
                throw new InvalidOperationException($"unknown kind of JSON {then.ValueKind}");
        }
    }

    private static (double Largest, bool Beyond) Worst(IEnumerable<(double Largest, bool Beyond)> of) =>
        of.Aggregate((Largest: 0.0, Beyond: false),
            (worst, one) => (Math.Max(worst.Largest, one.Largest), worst.Beyond || one.Beyond));
}

/// <summary>A recorded result beside the same measured again.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="Largest">The largest difference of two numbers; infinite where the results have another form.</param>
/// <param name="Agrees">Whether every number lies within the tolerance.</param>
public sealed record AuditedResult(string Kind, string Key, double Largest, bool Agrees);
