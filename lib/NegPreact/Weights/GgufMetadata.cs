using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NegPreact.Weights;

/// <summary>
/// What a GGUF file says of its model and tokenizer, by key. Each method gives null where the key is absent, and
/// refuses a value of another type.
/// </summary>
public sealed class GgufMetadata
{
    // Values of the types that the file has for them; lists as arrays of such.
    private readonly IReadOnlyDictionary<string, object> values;

    private GgufMetadata(string path, IReadOnlyDictionary<string, object> values) =>
        (Path, this.values) = (path, values);

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    /// <summary>The keys, in the order of the file.</summary>
    public IEnumerable<string> Keys => values.Keys;

    /// <summary>A string.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else.</exception>
    public string? Text(string key) => Find(key, "a string", value => value as string);

    /// <summary>An integer, whatever its width.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else, or beyond 2^63 - 1.</exception>
    [SuppressMessage("Naming", "CA1720", Justification = "the format's own word, and no type of .NET")]
    public long? Integer(string key) => Find(key, "an integer", value => value switch
    {
        byte number => number,
        sbyte number => number,
        ushort number => number,
        short number => number,
        uint number => number,
        int number => number,
        ulong and <= long.MaxValue => (long)(ulong)value,
        long number => number,
        _ => (long?)null,
    });

    /// <summary>A number: single or double, or an integer.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else.</exception>
    public double? Number(string key) => Find(key, "a number", value => value switch
    {
        float number => number,
        double number => number,
        _ => value is string or bool or Array ? (double?)null : Integer(key),
    });

    /// <summary>A truth value.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else.</exception>
    public bool? Flag(string key) => Find(key, "a truth value", value => value as bool?);

    /// <summary>A list of strings.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else.</exception>
    public IReadOnlyList<string>? Texts(string key) => Find(key, "a list of strings", value => value as string[]);

    /// <summary>A list of singles.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else.</exception>
    public IReadOnlyList<float>? Numbers(string key) =>
        Find(key, "a list of single-precision numbers", value => value as float[]);

    /// <summary>A list of integers, whatever their width.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else, or one is beyond 2^63 - 1.</exception>
    public IReadOnlyList<long>? Integers(string key) => Find(key, "a list of integers", value =>
        Widened<byte>(value) ?? Widened<sbyte>(value) ?? Widened<ushort>(value) ?? Widened<short>(value)
        ?? Widened<uint>(value) ?? Widened<int>(value) ?? Widened<ulong>(value) ?? Widened<long>(value));

    /// <summary>A list of truth values.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="NegPreactException">The value is something else.</exception>
    public IReadOnlyList<bool>? Flags(string key) => Find(key, "a list of truth values", value => value as bool[]);

    internal static GgufMetadata Of(string path, IReadOnlyDictionary<string, object> values) => new(path, values);

    // By its exact type, because an array of unsigned numbers passes a cast to one of signed numbers.
    private static long[]? Widened<T>(object value)
        where T : struct, IBinaryInteger<T> =>
        value.GetType() == typeof(T[]) && Array.TrueForAll(
        (T[])value, v => v == T.CreateTruncating(long.CreateSaturating(v)))
            ? Array.ConvertAll((T[])value, long.CreateSaturating) : null;

    private T? Find<T>(string key, string kind, Func<object, T?> cast) =>
        !values.TryGetValue(key, out var value) ? default : cast(value) is { } found ? found
        : throw new NegPreactException(
            ErrorKind.GgufFile, $"{Path}: the value of {StrictJson.Show(key)} is {Kind(value)}, where {kind} is "
            + "expected. The file is damaged or made by another program's rules: fetch or convert it again.");

    private static string Kind(object value) => value switch
    {
        string => "a string",
        bool => "a truth value",
        Array { Length: var length } list => $"a list of {length} values of type "
            + $"{list.GetType().GetElementType()!.Name}",
        _ => $"{value} ({value.GetType().Name})",
    };
}
