using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

public sealed class ShardIndexTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/etc/model.safetensors", "is an absolute path")]
    [InlineData("C:\\\\model.safetensors", "is an absolute path")]
    [InlineData("C:model.safetensors", "is an absolute path")]
    [InlineData("\\\\\\\\server\\\\model.safetensors", "is an absolute path")]
    [InlineData("..", "leaves the folder")]
    [InlineData("../model.safetensors", "leaves the folder")]
    [InlineData("a/../../model.safetensors", "leaves the folder")]
    [InlineData("..\\\\model.safetensors", "leaves the folder")]
    [InlineData("a/model.safetensors", "lies in another folder")]
    [InlineData("a\\\\model.safetensors", "lies in another folder")]
    [InlineData("a\\u0000.safetensors", "is not a file name")]
    [InlineData("pytorch_model.bin", "may be a pickle")]
    [InlineData("", "is not a .safetensors file")]
    [InlineData("config.json", "is not a .safetensors file")]
    public void A_shard_elsewhere_is_refused(string shard, string words) =>
        Refused($$$"""{"weight_map":{"a":"{{{shard}}}"}}""", words);

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{}", "no weight_map")]
    [InlineData("""{"weight_map":{}}""", "no weight_map, or an empty one")]
    [InlineData("""{"weight_map":[]}""", "weight_map is not a JSON object")]
    [InlineData("""{"weight_map":{"a":1}}""", "the shard of \"a\" is not a string")]
    [InlineData("""{"weight_map":{"a":"x.safetensors","a":"x.safetensors"}}""", "weight_map has \"a\" twice")]
    [InlineData("""{"weight_map":{"a":"x.safetensors"},"weight_map":{}}""", "the index has \"weight_map\" twice")]
    [InlineData("""{"weight_map":{"a":"x.safetensors"}} more""", "not valid JSON")]
    public void A_malformed_index_is_refused(string index, string words) => Refused(index, words);

    [Fact]
    public void A_depth_bomb_is_refused() => Refused($$"""{"metadata":{{new string('[', 100_000)}}""", "not valid JSON");

    [Fact]
    public void An_index_beyond_the_limit_is_refused_unread()
    {
        var path = folder.Write("model.safetensors.index.json", "{}");
        // sparse: no such bytes on the disk
        using (var stream = File.Open(path, FileMode.Open)) stream.SetLength(100_000_001);
        Assert.Contains("longer than 100000000 bytes",
            Assert.Throws<NegPreactException>(() => ShardIndex.Read(path)).Message, StringComparison.Ordinal);
    }

    private void Refused(string index, string words)
    {
        var path = folder.Write("model.safetensors.index.json", index);
        var e = Assert.Throws<NegPreactException>(() => WeightFolder.Open(folder.Path));
        Assert.StartsWith(path + ": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }
}
