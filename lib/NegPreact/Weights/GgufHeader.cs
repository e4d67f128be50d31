namespace NegPreact.Weights;

/// <summary>
/// The checked contents of a GGUF file's header, versions 2 and 3 (format: github.com/ggml-org/ggml, docs/gguf.md):
/// tensors that lie back to back, each beginning at a multiple of the alignment, and fill the rest of the file.
/// </summary>
internal sealed record GgufHeader(
    GgufMetadata Metadata, IReadOnlyDictionary<string, GgufTensor> Entries, long DataStart)
{
    /// <summary>How many bytes the fields before the metadata take.</summary>
    public const int FixedBytes = 24;

    /// <summary>What a person can do about a file that is not what it should be.</summary>
    public const string Advice = "The file is damaged or not a GGUF file of version 2 or 3: fetch or convert it again.";

    private const string AlignmentKey = "general.alignment";
    private const uint UsualAlignment = 32;
    private const int MaxDimensions = 4;
    private const int MaxNameBytes = 65535;
    private const int LeastEntryBytes = 13; // of the metadata: length of the key, type, one byte
    private const int LeastTensorBytes = 32; // length of the name, number of dimensions, one of them, type, offset

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="NegPreactException">Anything is not as the format says.</exception>
    public static GgufHeader Parse(MappedFile file, string path)
    {
        using var cursor = new GgufCursor(file, path);
        var magic = cursor.Take(4, "the magic number");
        if (!magic.SequenceEqual("GGUF"u8))
            throw cursor.Fail($"begins with the bytes {Convert.ToHexString(magic)} where a GGUF file has 47475546");
        CheckVersion(cursor);
        var tensorCount = cursor.Count(LeastTensorBytes, "the number of tensors");
        var keyCount = cursor.Count(LeastEntryBytes, "the number of metadata entries");
        var values = new OrderedDictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < keyCount; i++)
            ReadEntry(cursor, values);
        var alignment = Alignment(cursor, values);

        var entries = new OrderedDictionary<string, GgufTensor>(StringComparer.Ordinal);
        long end = 0;
        for (var i = 0; i < tensorCount; i++)
        {
            var tensor = ReadTensor(cursor, alignment, end);
            if (tensor.ByteCount > file.Length - tensor.Begin) // also keeps the sums below from overflowing
                throw CutOff(cursor, tensor, file.Length - cursor.Position);
            if (!entries.TryAdd(tensor.Name, tensor))
                throw cursor.Fail($"there are two tensors {StrictJson.Show(tensor.Name)}");
            end = Padded(tensor.Begin + tensor.ByteCount, alignment);
        }

        var start = Padded(cursor.Position, alignment);
        CheckLength(cursor, entries, file.Length - start, alignment);
        return new(GgufMetadata.Of(path, values), entries, start);
    }

    private static void CheckVersion(GgufCursor cursor)
    {
        var version = cursor.Read<uint>("the version");
        if (version is 2 or 3) return;
        throw cursor.Fail(
            version switch
            {
                1 => "is a GGUF file of version 1, which llama.cpp wrote until August 2023 and no longer reads",
                > 0 when (version & 0xFFFF) == 0 => "is a big-endian GGUF file, and only little-endian ones are read",
                _ => $"states version {version}, and only 2 and 3 are read",
            }, "Fetch another conversion of the model.");
    }

    private static void ReadEntry(GgufCursor cursor, OrderedDictionary<string, object> values)
    {
        var key = cursor.Text("a metadata key", MaxNameBytes);
        var what = $"the value of {StrictJson.Show(key)}";
        var type = cursor.Read<uint>(what);
        if (!values.TryAdd(key, GgufValue.Read(cursor, type, what)))
            throw cursor.Fail($"the metadata have {StrictJson.Show(key)} twice");
    }

    private static uint Alignment(GgufCursor cursor, OrderedDictionary<string, object> values) =>
        values.GetValueOrDefault(AlignmentKey, UsualAlignment) switch
        {
            uint value when uint.IsPow2(value) => value,
            uint value => throw cursor.Fail($"{AlignmentKey} is {value}, which is not a power of two"),
            _ => throw cursor.Fail($"{AlignmentKey} is not a 32-bit unsigned integer"),
        };

    private static GgufTensor ReadTensor(GgufCursor cursor, uint alignment, long expected)
    {
        var name = cursor.Text("the name of a tensor", MaxNameBytes);
        var what = $"tensor {StrictJson.Show(name)}";
        var count = cursor.Read<uint>(what);
        if (count is 0 or > MaxDimensions)
            throw cursor.Fail($"{what} has {count} dimensions, where the format has 1 to {MaxDimensions}");
        var shape = new long[count];
        Int128 elements = 1;
        for (var i = shape.Length - 1; i >= 0; i--) // the file has them innermost first
        {
            var size = cursor.Read<ulong>(what);
            if (size == 0) throw cursor.Fail($"{what} has a dimension of 0");
            if (size > long.MaxValue || (elements *= size) > long.MaxValue / sizeof(float))
                throw cursor.Fail($"the size of {what} overflows");
            shape[i] = (long)size;
        }

        var type = ReadType(cursor, what);
        if (shape[^1] % type.BlockElements() != 0)
            throw cursor.Fail($"{what} is {type} with rows of {shape[^1]} elements, which do not fill blocks of "
                + $"{type.BlockElements()}");
        var begin = cursor.Read<ulong>(what);
        if (begin % alignment != 0)
            throw cursor.Fail($"{what} begins at byte {begin} of the data, which is not a multiple of the alignment "
                + $"{alignment}");
        if (begin != (ulong)expected)
            throw cursor.Fail($"{what} begins at byte {begin} of the data, where the one before it lets it begin at "
                + $"{expected}");
        return new(name, type, shape, expected, type.Bytes((long)elements));
    }

    private static GgufType ReadType(GgufCursor cursor, string what)
    {
        var number = cursor.Read<uint>(what);
        if (GgufTypeExtensions.IsRead(number, out var type)) return type;
        throw GgufTypeExtensions.IsKnown(number, out var name)
            ? cursor.Fail($"{what} is stored as {name}, which is not unpacked here", "Fetch the model with weights of "
                + $"one of the types {string.Join(", ", Enum.GetNames<GgufType>())}.")
            : cursor.Fail($"{what} is of type {number}, which the format does not have");
    }

    private static void CheckLength(
        GgufCursor cursor, OrderedDictionary<string, GgufTensor> entries, long dataLength, uint alignment)
    {
        if (entries.Count == 0) return;
        var last = entries.GetAt(entries.Count - 1).Value;
        var end = last.Begin + last.ByteCount;
        if (entries.Values.FirstOrDefault(e => e.Begin + e.ByteCount > dataLength) is { } cut)
            throw CutOff(cursor, cut, Math.Max(0, dataLength));
        if (dataLength > Padded(end, alignment))
            throw cursor.Fail($"{dataLength - end} bytes after tensor {StrictJson.Show(last.Name)} belong to nothing");
    }

    private static NegPreactException CutOff(GgufCursor cursor, GgufTensor tensor, long dataLength) =>
        cursor.Fail($"tensor {StrictJson.Show(tensor.Name)} begins at byte {tensor.Begin} of the data and takes "
            + $"{tensor.ByteCount}, but only {dataLength} are there (a cut download?)");

    private static long Padded(long position, uint alignment) => (position + alignment - 1) & -(long)alignment;
}
