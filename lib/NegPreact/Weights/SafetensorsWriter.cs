using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace NegPreact.Weights;

/// <summary>
/// Writes safetensors files. The same input gives the same bytes, and a reader of the path sees the old file or the
/// new one, never a part: the bytes go to a temporary file in the same folder, to the disk, and then take the name.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a file, replacing one of that name.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="tensors">
    /// The tensors. The file holds the wider element types first and keeps this order within each, so that every tensor
    /// is aligned, as some readers ask.
    /// </param>
    /// <param name="metadata">Free text; transformers asks for `format` = `pt`.</param>
    /// <exception cref="NegPreactException">
    /// A name is taken twice or reserved, a size is wrong, or the file cannot be written.
    /// </exception>
    public static void Write(
        string path, IReadOnlyList<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (tensors.FirstOrDefault(
            t => !t.Dtype.TryBitCount(t.Shape, out var bits) || bits != t.Bytes.Length * 8L) is { } wrong)
            throw new NegPreactException(
                ErrorKind.TensorRequest, $"{path}: tensor {StrictJson.Show(wrong.Name)} is "
                + $"{wrong.Dtype}[{string.Join(", ", wrong.Shape)}], which {wrong.Bytes.Length} bytes do not fill "
                + "exactly. Give the shape that the bytes have.");
        Write(path, [.. tensors.Select(t => new TensorPieces(t.Name, t.Dtype, t.Shape, [t.Bytes]))], metadata);
    }

    /// <summary>Writes tensors of which only a piece at a time is in memory.</summary>
    /// <inheritdoc cref="Write(string, IReadOnlyList{TensorData}, IReadOnlyDictionary{string, string}?)"/>
    internal static void Write(
        string path, IReadOnlyList<TensorPieces> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var sorted = tensors.OrderByDescending(t => t.Dtype.Bits()).ToList();
        var header = Header(path, sorted, metadata);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(header);
                foreach (var piece in sorted.SelectMany(t => t.Bytes)) stream.Write(piece.Span);
                if (stream.Position != header.Length + sorted.Sum(t => t.ByteCount))
                    throw new InvalidOperationException($"the pieces for {path} have other sizes than their tensors");
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess,
                $"{path}: cannot be written ({e.Message}). Check the folder, the permission to write, and the free "
                    + "space.",
                e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary); // gone where all went well
        }
    }

    private static byte[] Header(
        string path, List<TensorPieces> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(new byte[8]); // room for the length, known at the end
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(
                    m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }

            long position = 0;
            var names = new HashSet<string> { SafetensorsHeader.MetadataKey };
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new NegPreactException(
                        ErrorKind.TensorRequest, $"{path}: two tensors are called {StrictJson.Show(tensor.Name)}, or "
                        + "the name is reserved. Rename one.");
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Dtype.SafetensorsName());
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", [position, position += tensor.ByteCount]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var header = new byte[(buffer.WrittenCount + 7) / 8 * 8];
        header.AsSpan().Fill((byte)' ');
        buffer.WrittenSpan.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - 8);
        return header;
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
