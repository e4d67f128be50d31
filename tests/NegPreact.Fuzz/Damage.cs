using System.IO.Compression;
using System.Text;

namespace NegPreact.Fuzz;

/// <summary>Damage to a file of any form.</summary>
internal static class Damage
{
    private static readonly string[] columns =
    [
        "", " ", "_", "-", "-1", "0", "1", "2", "3", "1-2", "2-1", "1-", "1.1", "0.1", "99999999999", "2147483647",
        "NOUN",
        "noun", "root", "SpaceAfter=No", "\u2581", "\0", "\e[31m", "#", "\uFEFF", "a\u2028b", new string('x', 5000),
    ];

    /// <summary>A damaged copy.</summary>
    /// <param name="sound">The file as it should be, unpacked.</param>
    /// <param name="form">What it is made of.</param>
    /// <param name="isPacked">Whether the copy is to be packed with gzip.</param>
    /// <param name="random">Draws.</param>
    public static byte[] Of(byte[] sound, Form form, bool isPacked, Random random)
    {
        var damaged = random.Next(8) == 0 ? Bytes(sound, random) : form switch
        {
            Form.Bytes => Bytes(sound, random),
            Form.Json => JsonDamage.Of(sound, random),
            Form.JsonLines or Form.Lines => Lines(sound, form == Form.JsonLines, random),
            _ => throw new InvalidOperationException($"unknown form {form}"),
        };
        return !isPacked ? damaged : random.Next(4) == 0 ? Bytes(Packed(damaged), random) : Packed(damaged);
    }

    /// <summary>Bytes packed with gzip.</summary>
    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Bytes(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            // Headers say most: half of the damage is in the first bytes.
            var at = random.Next(2) == 0 ? random.Next(Math.Min(bytes.Count, 256) + 1) : random.Next(bytes.Count + 1);
            switch (random.Next(9))
            {
                case 0:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 2 when random.Next(4) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 64), bytes.Count - at)));
                    break;
                case 4:
                    Set(BitConverter.GetBytes(1UL << random.Next(64)));
                    break;
                case 5:
                    Set(BitConverter.GetBytes(random.Next(4) switch
                    {
                        0 => uint.MaxValue, 1 => int.MaxValue, 2 => 0u, _ => (uint)random.Next(64),
                    }));
                    break;
                case 6:
                    Set(BitConverter.GetBytes(random.Next(3) switch
                    {
                        0 => float.NaN, 1 => float.PositiveInfinity, _ => -1f,
                    }));
                    break;
                default:
                    if (at < bytes.Count)
                        bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256)
                            : (byte)(bytes[at] ^ (1 << random.Next(8)));
                    break;
            }

            void Set(byte[] value)
            {
                for (var i = 0; i < value.Length && at + i < bytes.Count; i++)
                    bytes[at + i] = value[i];
            }
        }

        return [.. bytes];
    }

    private static byte[] Lines(byte[] sound, bool isJson, Random random)
    {
        var lines = Encoding.UTF8.GetString(sound).Split('\n').ToList();
        for (var n = random.Next(1, 4); n > 0 && lines.Count > 0; n--)
        {
            var at = random.Next(lines.Count);
            var cells = lines[at].Split('\t');
            switch (random.Next(isJson ? 14 : 10))
            {
                case 0:
                    lines.RemoveAt(at);
                    break;
                case 1:
                    lines.InsertRange(at, Enumerable.Repeat(lines[at], 1 << random.Next(6)));
                    break;
                case 2:
                    lines[at] += lines[random.Next(lines.Count)];
                    break;
                case 3:
                    lines[at] = lines[at][..random.Next(lines[at].Length + 1)];
                    break;
                case 4:
                    lines[at] = lines[at].Insert(
                        random.Next(lines[at].Length + 1), columns[random.Next(columns.Length)]);
                    break;
                case 5:
                    lines.Insert(at, columns[random.Next(columns.Length)]);
                    break;
                case 6:
                    lines[at] += '\r';
                    break;
                case < 10:
                    cells[random.Next(cells.Length)] = columns[random.Next(columns.Length)];
                    lines[at] = string.Join('\t', cells);
                    break;
                default:
                    lines[at] = Encoding.UTF8.GetString(JsonDamage.Of(Encoding.UTF8.GetBytes(lines[at]), random));
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }
}
