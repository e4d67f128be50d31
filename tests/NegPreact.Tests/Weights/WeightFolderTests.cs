using System.Security.Cryptography;
using System.Text;
using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

public sealed class WeightFolderTests : IDisposable
{
    private const string Index = "model.safetensors.index.json";
    private const string First = "model-00001-of-00002.safetensors";
    private const string Second = "model-00002-of-00002.safetensors";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_file_is_read()
    {
        var path = folder.WriteTensors("model.safetensors", "a", "b");
        using var weights = WeightFolder.Open(folder.Path);
        Assert.Equal(folder.Path, weights.Path);
        Assert.Equal(["a", "b"], weights.Entries.Keys);
        Assert.Equal([2f], weights.ReadSingles("b"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), weights.Sha256);
    }

    [Fact]
    public void Shards_are_read_as_one()
    {
        WriteShards();
        using var weights = WeightFolder.Open(folder.Path);
        Assert.Equal(["a", "b", "c"], weights.Entries.Keys);
        Assert.Equal([2f], weights.ReadSingles("b"));
        var one = new float[1];
        weights.CopySingles("c", one);
        Assert.Equal([1f], one);

        var lines = string.Concat(new[] { First, Second }.Select(
            n => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File(n))))}  {n}\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))), weights.Sha256);
    }

    [Fact]
    public void The_hash_follows_the_weights_and_not_the_index()
    {
        WriteShards();
        var before = Hash();
        folder.Write(Index, File.ReadAllText(folder.File(Index)) + "\n");
        Assert.Equal(before, Hash());
        SafetensorsWriter.Write(folder.File(Second), [TensorData.FromSingles("c", [1], [1.0000001f])]);
        Assert.NotEqual(before, Hash());

        string Hash()
        {
            using var weights = WeightFolder.Open(folder.Path);
            return weights.Sha256;
        }
    }

    [Fact]
    public void A_pickle_beside_safetensors_is_left_alone()
    {
        folder.WriteTensors("model.safetensors", "a");
        folder.Write("pytorch_model.bin", "not opened");
        using var weights = WeightFolder.Open(folder.Path);
        Assert.Single(weights.Entries);
    }

    [Fact]
    public void Non_finite_weights_are_refused_unless_allowed()
    {
        SafetensorsWriter.Write(folder.File("model.safetensors"), [TensorData.FromSingles("a", [1], [float.NaN])]);
        using var weights = WeightFolder.Open(folder.Path);
        Assert.Throws<NegPreactException>(() => weights.ReadSingles("a"));
        Assert.Equal([float.NaN], weights.ReadSingles("a", allowNonFinite: true));
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        folder.WriteTensors("model.safetensors", "a");
        using var weights = WeightFolder.Open(folder.Path);
        Assert.Contains("has no tensor \"z\"",
            Assert.Throws<NegPreactException>(() => weights.ReadSingles("z")).Message, StringComparison.Ordinal);
        Assert.Contains("has no tensor \"z\"",
            Assert.Throws<NegPreactException>(() => weights.CopySingles("z", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Closing_twice_is_harmless_and_closes_the_files()
    {
        folder.WriteTensors("model.safetensors", "a");
        var weights = WeightFolder.Open(folder.Path);
        weights.Dispose();
        weights.Dispose();
        Assert.Throws<ObjectDisposedException>(() => weights.ReadSingles("a"));
    }

    [Fact]
    public void A_missing_folder_is_named() => Refused(folder.File("none"), "there is no such folder");

    [Fact]
    public void A_file_is_not_a_folder() => Refused(
        folder.WriteTensors("model.safetensors", "a"), "is a file, not a folder");

    [Fact]
    public void An_empty_folder_is_refused() => Refused(folder.Path, "holds neither model.safetensors nor");

    [Theory]
    [InlineData("pytorch_model.bin")]
    [InlineData("model.pt")]
    [InlineData("model.pth")]
    [InlineData("model.pickle")]
    public void A_folder_of_pickles_is_refused_by_name(string pickle)
    {
        folder.Write(pickle, "not opened");
        Refused(folder.Path, $"holds {pickle} but no model.safetensors", "convert the weights to safetensors");
    }

    [Fact]
    public void A_Git_LFS_pointer_is_recognised()
    {
        const string Pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
        folder.Write("model.safetensors", Pointer);
        Refused(folder.Path, "model.safetensors: is a Git LFS pointer");
        File.Move(folder.File("model.safetensors"), folder.File(Index));
        Refused(folder.Path, "index.json: is a Git LFS pointer");
    }

    [Fact]
    public void One_file_and_an_index_together_are_refused()
    {
        WriteShards();
        folder.WriteTensors("model.safetensors", "a");
        Refused(folder.Path, "holds both");
    }

    [Fact]
    public void One_file_beside_an_index_that_names_it_alone_is_read() // as mlx writes them
    {
        folder.WriteTensors("model.safetensors", "a", "b");
        folder.Write(Index, """{"weight_map":{"a":"model.safetensors","b":"model.safetensors"}}""");
        using (var weights = WeightFolder.Open(folder.Path))
        {
            Assert.Equal(["a", "b"], weights.Entries.Keys);
            Assert.Equal([2f], weights.ReadSingles("b"));
        }

        folder.Write(Index, """{"weight_map":{"a":"model.safetensors"}}""");
        Refused(folder.Path, "model.safetensors: holds the tensor \"b\", which", "does not list");
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        WriteShards();
        File.Delete(folder.File(Second));
        Refused(folder.Path, $"{Second}: is missing");
    }

    [Fact]
    public void A_damaged_shard_is_named()
    {
        WriteShards();
        folder.Write(Second, Raw.File("{}", 1));
        Refused(folder.Path, $"{Second}: 1 bytes after the header");
    }

    [Fact]
    public void A_tensor_absent_from_its_shard_is_named()
    {
        WriteShards();
        folder.WriteTensors(First, "a");
        Refused(folder.Path, $"{First}: lacks the tensor \"b\"");
    }

    [Fact]
    public void A_tensor_in_another_shard_than_listed_is_named()
    {
        WriteShards();
        folder.WriteTensors(First, "a");
        folder.WriteTensors(Second, "b", "c");
        Refused(folder.Path, $"{First}: lacks the tensor \"b\"");
    }

    [Fact]
    public void A_tensor_in_two_shards_is_named()
    {
        WriteShards();
        folder.WriteTensors(Second, "c", "b");
        Refused(folder.Path, $"{Second}: holds the tensor \"b\", which {folder.File(First)} holds too");
    }

    [Fact]
    public void A_tensor_that_the_index_does_not_list_is_named()
    {
        WriteShards();
        folder.WriteTensors(Second, "c", "extra");
        Refused(folder.Path, $"{Second}: holds the tensor \"extra\", which {Index} does not list");
    }

    private void WriteShards()
    {
        folder.WriteTensors(First, "a", "b");
        folder.WriteTensors(Second, "c");
        folder.Write(Index, $$$"""{"metadata":{"total_size":12},"weight_map":{"c":"{{{Second}}}","a":"{{{First}}}","b":"{{{First}}}"}}""");
    }

    private static void Refused(string path, params string[] words)
    {
        var e = Assert.Throws<NegPreactException>(() => WeightFolder.Open(path));
        Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
        Assert.All(words, w => Assert.Contains(w, e.Message, StringComparison.Ordinal));
    }
}
