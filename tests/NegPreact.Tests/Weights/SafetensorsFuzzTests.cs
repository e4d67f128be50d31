using CsCheck;
using NegPreact.Weights;
using static NegPreact.Tests.Weights.Damage;

namespace NegPreact.Tests.Weights;

/// <summary>
/// Sound files with random damage: they open and are consistent, or are refused in words; nothing else.
/// </summary>
public sealed class SafetensorsFuzzTests : IDisposable
{
    private static readonly Gen<(int Kind, double At, byte Value)[]> damage =
        Gen.Select(Gen.Int[0, 4], Gen.Double[0, 1],
        Gen.OneOf(Gen.Byte, Gen.OneOf("{}[]:,\"\\0123456789-.eE tfnuFI"u8.ToArray()))).Array[1, 4];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_damaged_file_opens_soundly_or_is_refused()
    {
        var path = folder.File("sound.safetensors");
        SafetensorsWriter.Write(
            path,
            [
                TensorData.FromInt64s("steps", [1], [3]),
                TensorData.FromSingles("a", [2, 2], [1, 2, 3, 4]),
                TensorData.FromSingles("h", [3], [1, 2, 3], TensorDtype.Float16),
                TensorData.FromSingles("b", [1, 1], [9], TensorDtype.BFloat16),
            ],
            new Dictionary<string, string> { ["format"] = "pt" });
        var sound = File.ReadAllBytes(path);
        Survives(sound, bytes =>
        {
            using var file = SafetensorsFile.Open(folder.Write("damaged.safetensors", bytes));
            var data = bytes.Length - 8 - (int)BitConverter.ToInt64(bytes);
            Assert.Equal(data, file.Entries.Values.Sum(e => e.End - e.Begin));
            foreach (var (name, entry) in file.Entries)
            {
                Attempt(() => Assert.Equal(entry.ElementCount, file.ReadSingles(name).Length));
                Attempt(() => Assert.Equal(entry.ElementCount, file.ReadDoubles(name).Length));
                Attempt(() => Assert.Equal(entry.ElementCount, file.ReadInt64s(name).Length));
            }
        });
    }

    [Fact]
    public void A_damaged_index_opens_soundly_or_is_refused()
    {
        folder.WriteTensors("model-1.safetensors", "a", "b");
        folder.WriteTensors("model-2.safetensors", "c");
        var sound = """{"metadata":{"total_size":12},"weight_map":{"a":"model-1.safetensors","b":"model-1.safetensors","c":"model-2.safetensors"}}"""u8.ToArray();
        Survives(sound, bytes =>
        {
            folder.Write("model.safetensors.index.json", bytes);
            using var weights = WeightFolder.Open(folder.Path);
            Assert.Equal(["a", "b", "c"], weights.Entries.Keys);
        });
    }

    private static void Survives(byte[] sound, Action<byte[]> open)
    {
        var (opened, refused) = (0, 0);
        damage.Sample(
            steps =>
            {
                if (Attempt(() => open(Damaged(sound, steps)))) opened++;
                else refused++;
            },
            iter: 800,
            threads: 1);
        Assert.True(opened > 0 && refused > 0, $"one-sided damage: {opened} opened, {refused} refused");
    }
}
