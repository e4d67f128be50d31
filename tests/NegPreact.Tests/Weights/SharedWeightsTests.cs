using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

/// <summary>Files that other writers made.</summary>
[Trait(SharedData.Category, SharedData.Shared)]
public class SharedWeightsTests
{
    [Fact]
    public void Every_safetensors_file_opens_and_reads()
    {
        var paths = Files("*.safetensors");
        foreach (var path in paths)
        {
            using var file = SafetensorsFile.Open(path);
            foreach (var (name, entry) in file.Entries)
                switch (entry.Dtype)
                {
                    case TensorDtype.Float32 or TensorDtype.Float16 or TensorDtype.BFloat16:
                        Assert.Equal(entry.ElementCount, file.ReadSingles(name, allowNonFinite: true).Length);
                        break;
                    case TensorDtype.Float64:
                        Assert.Equal(entry.ElementCount, file.ReadDoubles(name, allowNonFinite: true).Length);
                        break;
                    case TensorDtype.Int64:
                        Assert.Equal(entry.ElementCount, file.ReadInt64s(name).Length);
                        break;
                }
        }
    }

    [Fact]
    public void Every_model_folder_opens_with_finite_weights()
    {
        var folders = Files("model.safetensors*").Select(f => Path.GetDirectoryName(f)!).Distinct();
        foreach (var folder in folders)
        {
            using var weights = WeightFolder.Open(folder);
            Assert.NotEmpty(weights.Entries);
            Assert.Equal(64, weights.Sha256.Length);
            foreach (var (name, entry) in weights.Entries)
                if (entry.Dtype is TensorDtype.Float32 or TensorDtype.Float16 or TensorDtype.BFloat16)
                    Assert.Equal(entry.ElementCount, weights.ReadSingles(name).Length);
        }
    }

    private static List<string> Files(string pattern)
    {
        List<string> paths = Directory.Exists(SharedData.Root)
            ? [.. Directory.EnumerateFiles(SharedData.Root, pattern, SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)]
            : [];
        Assert.SkipUnless(
            paths.Count > 0, $"no {pattern} in the shared folder {SharedData.Root} (set NEGPREACT_SHARED)");
        return paths;
    }
}
