using CsCheck;
using NegPreact.Weights;
using static NegPreact.Tests.Weights.Damage;

namespace NegPreact.Tests.Weights;

/// <summary>
/// Sound GGUF files with random damage: they open and are consistent, or are refused in words; nothing else.
/// </summary>
public sealed class GgufFuzzTests : IDisposable
{
    private const int Inputs = 30_000;

    // Insert, remove, cut, flip a bit, set a byte, set eight bytes to a power of two.
    private static readonly Gen<(int Kind, double At, byte Value)[]> damage =
        Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Byte).Array[1, 4];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_damaged_file_opens_soundly_or_is_refused()
    {
        var sound = new RawGguf().Key("general.architecture", "llama").Key("n", 7u).Key("yes", 7, 1)
            .Texts("tokens", "a", "bc").List("scores", 6, 1, 0, 0, 128, 63)
            .Tensor("w", [32, 2], GgufType.Q4_0, new byte[36])
            .Tensor("k", [256], GgufType.Q6_K, new byte[210]).Tensor("v", [3], GgufType.F16, new byte[6]).Bytes();
        var (opened, refused) = (0, 0);
        damage.Sample(
            steps =>
            {
                if (Attempt(() => Use(Damaged(sound, steps)))) opened++;
                else refused++;
            },
            iter: Inputs,
            threads: 1);
        Assert.True(opened > Inputs / 50 && refused > Inputs / 50, $"{opened} opened, {refused} refused");
    }

    private void Use(byte[] bytes)
    {
        var path = folder.File("damaged.gguf");
        // Not emptied first: some file systems bring a file that was emptied to the disk at once.
        using (var stream = new FileStream(path, FileMode.OpenOrCreate))
        {
            stream.Write(bytes);
            stream.SetLength(bytes.Length);
        }

        using var file = GgufFile.Open(path);
        Assert.True(file.Entries.Values.Sum(e => e.ByteCount) <= bytes.Length);
        foreach (var (name, entry) in file.Entries)
        {
            Attempt(() => file.CopySingles(name, 0, new float[entry.ElementCount]));
            Attempt(() => file.CopyPacked(name, 0, new byte[entry.ByteCount]));
        }

        foreach (var key in file.Metadata.Keys)
        {
            Attempt(() => file.Metadata.Text(key));
            Attempt(() => file.Metadata.Number(key));
            Attempt(() => file.Metadata.Integers(key));
        }
    }
}
