using NegPreact.Weights;

namespace NegPreact.Tests.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        var path = folder.File("a.safetensors");
        SafetensorsWriter.Write(
            path,
            [
                TensorData.FromSingles("half", [3], [1, -2, 0.5f], TensorDtype.Float16),
                TensorData.FromSingles("single", [2, 2], [1, 2, 3, 4]),
                TensorData.FromInt64s("integers", [1, 2], [long.MinValue, 7]),
                TensorData.FromSingles("brain", [], [-3], TensorDtype.BFloat16),
                TensorData.FromSingles("empty", [0, 5], []),
            ],
            new Dictionary<string, string> { ["step"] = "12", ["format"] = "pt" });

        using var file = SafetensorsFile.Open(path);
        Assert.Equal(path, file.Path);
        Assert.Equal(["integers", "single", "empty", "half", "brain"], file.Entries.Keys);
        Assert.Equal([1, -2, 0.5f], file.ReadSingles("half"));
        Assert.Equal([1, 2, 3, 4], file.ReadSingles("single"));
        Assert.Equal([1, 2, 3, 4], file.ReadDoubles("single"));
        Assert.Equal([long.MinValue, 7], file.ReadInt64s("integers"));
        Assert.Equal([-3], file.ReadSingles("brain"));
        Assert.Empty(file.ReadSingles("empty"));
        Assert.Equal([2, 2], file.Entries["single"].Shape);
        Assert.Equal("pt", file.Metadata["format"]);
        Assert.Equal("12", file.Metadata["step"]);
    }
}
