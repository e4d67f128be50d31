namespace NegPreact.Tests.Tagging;

public class ModelFilesTests
{
    public static TheoryData<string> Files() => ["tagger.bin", "parser.bin", "words.bin"];

    private static void Load(string folder)
    {
        Parser.Load(folder);
        WordTokenizer.Load(folder);
    }

    private static TemporaryFolder Copy(string changed, Func<byte[], byte[]> change)
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(SharedData.Repository, "data/tagger"), "*.bin"))
            folder.Write(Path.GetFileName(file), Path.GetFileName(file) == changed ? change(File.ReadAllBytes(file))
                : File.ReadAllBytes(file));
        return folder;
    }

    [Theory]
    [MemberData(nameof(Files))]
    [Trait(TestCategory.Name, TestCategory.Slow)]
    public void A_damaged_file_is_refused_by_its_name(string file)
    {
        foreach (var cut in (int[])[0, 5, 30, 40, 1000])
            Refused(bytes => bytes[..cut]);
        Refused(bytes => bytes[..^1]);
        foreach (var at in (int[])[0, 7, 8, 39, 40, 5000])
            Refused(bytes =>
            {
                bytes[at] ^= 1;
                return bytes;
            });

        void Refused(Func<byte[], byte[]> change)
        {
            using var folder = Copy(file, change);
            var message = Assert.Throws<NegPreactException>(() => Load(folder.Path)).Message;
            Assert.Contains(file, message, StringComparison.Ordinal);
            Assert.Contains("train-tagger", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_without_a_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("tagger.bin", Assert.Throws<NegPreactException>(() => Tagger.Load(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_are_small()
    {
        Assert.InRange(new FileInfo(Repository.Resolve("data/tagger/tagger.bin")).Length, 1, 8_000_000);
        Assert.InRange(Directory.EnumerateFiles(Repository.Resolve("data/tagger"), "*.bin")
            .Sum(f => new FileInfo(f).Length), 1, 20_000_000);
    }
}
