namespace NegPreact.Tests;

/// <summary>That nothing can be written is told before anything is computed.</summary>
public sealed class OutputFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_folder_is_made_and_left_empty()
    {
        OutputFolder.Check(folder.File("a/b"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("a/b")));
        OutputFolder.CheckFile(folder.File("c/d.txt"));
        Assert.True(Directory.Exists(folder.File("c")));
        Assert.False(Path.Exists(folder.File("c/d.txt")));
    }

    [Theory]
    [InlineData("run", "00", "--out")]
    [InlineData("sweep", "docs/sweep.json", "--out")]
    [InlineData("generate-pairs", "--out")]
    [InlineData("generate-tasks", "--out")]
    [InlineData("train", "--text", "TEXT", "--out")]
    [InlineData("train", "--text", "TEXT", "--out", "OK", "--state")]
    public async Task A_file_where_a_folder_should_be_is_told(params string[] command)
    {
        folder.Write("text/a.txt", "one");
        folder.Write("text/valid.txt", "two");
        var arguments = command.Select(a => a switch
        {
            "TEXT" => folder.File("text"),
            "OK" => folder.File("ok"),
            "docs/sweep.json" => Path.Combine(SharedData.Repository, a),
            _ => a,
        });
        var (code, output, errors) = await CommandLine.RunAsync([.. arguments, folder.Write("file", "")]);
        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.StartsWith($"{folder.File("file")}: is a file, where a folder is to be written.", errors,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_where_a_file_should_be_is_told()
    {
        var (code, _, errors) = await CommandLine.RunAsync("export", "01", "--out", folder.Path);
        Assert.Equal(1, code);
        Assert.StartsWith(
            $"{folder.Path}: is a folder, where a file is to be written.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_where_no_folder_can_be_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no /proc, where nobody can make a folder.");
        var thrown = Assert.Throws<NegPreactException>(() => OutputFolder.Check("/proc/negpreact"));
        Assert.Equal(ErrorKind.FileAccess, thrown.Kind);
        Assert.Contains("nothing can be written there", thrown.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
