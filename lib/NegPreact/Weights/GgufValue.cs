namespace NegPreact.Weights;

/// <summary>The values of a GGUF file's metadata, by the number of their type.</summary>
internal static class GgufValue
{
    private const uint FlagType = 7;
    private const uint TextType = 8;
    private const uint ListType = 9;
    private const int LeastTextBytes = sizeof(ulong);

    /// <summary>Reads a value: a number of the type that the file has for it, a bool, a string, or an array.</summary>
    /// <exception cref="NegPreactException">There is no such type, or the bytes are no such value.</exception>
    public static object Read(GgufCursor cursor, uint type, string what) => type switch
    {
        0 => cursor.Read<byte>(what),
        1 => cursor.Read<sbyte>(what),
        2 => cursor.Read<ushort>(what),
        3 => cursor.Read<short>(what),
        4 => cursor.Read<uint>(what),
        5 => cursor.Read<int>(what),
        6 => cursor.Read<float>(what),
        FlagType => cursor.Flag(what),
        TextType => cursor.Text(what),
        ListType => ReadList(cursor, cursor.Read<uint>(what), what),
        10 => cursor.Read<ulong>(what),
        11 => cursor.Read<long>(what),
        12 => cursor.Read<double>(what),
        _ => throw cursor.Fail($"{what} is of type {type}, which the format does not have"),
    };

    private static Array ReadList(GgufCursor cursor, uint type, string what) => type switch
    {
        0 => cursor.Many<byte>(what),
        1 => cursor.Many<sbyte>(what),
        2 => cursor.Many<ushort>(what),
        3 => cursor.Many<short>(what),
        4 => cursor.Many<uint>(what),
        5 => cursor.Many<int>(what),
        6 => cursor.Many<float>(what),
        FlagType => Each(cursor, sizeof(byte), what, () => cursor.Flag(what)),
        TextType => Each(cursor, LeastTextBytes, what, () => cursor.Text(what)),
        ListType => throw cursor.Fail($"{what} is a list of lists, which ggml does not read either"),
        10 => cursor.Many<ulong>(what),
        11 => cursor.Many<long>(what),
        12 => cursor.Many<double>(what),
        _ => throw cursor.Fail($"{what} is a list of type {type}, which the format does not have"),
    };

    private static T[] Each<T>(GgufCursor cursor, int leastBytes, string what, Func<T> next)
    {
        var values = new T[cursor.Count(leastBytes, $"the length of {what}")];
        for (var i = 0; i < values.Length; i++)
            values[i] = next();
        return values;
    }
}
