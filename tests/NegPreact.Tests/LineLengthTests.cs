namespace NegPreact.Tests;

/// <summary>Lines of code and prose have at most 120 columns; tables, links and raw strings cannot be broken.</summary>
public class LineLengthTests
{
    private const int Columns = 120;

    public static TheoryData<string> Kinds => ["*.cs", "*.dib", "*.md", "*.sh"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_line_is_longer(string kind)
    {
        var root = Repository.Root;
        var files = new[] { "lib", "tests", "notebooks", "docs", "data", ".ci" }
            .SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(root, folder), kind, SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root, kind))
            .Where(file => !Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)
                .Any(part => part is "bin" or "obj"))
            .ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(
            file => TooLong(file).Select(line => $"{Path.GetRelativePath(root, file)}:{line}")));
    }

    private static IEnumerable<int> TooLong(string file)
    {
        var (line, raw, fenced) = (0, false, false);
        foreach (var text in File.ReadLines(file))
        {
            line++;
            // Raw strings hold what other programs wrote, JSON for the most part, and code blocks what they print.
            var quotes = text.Split("\"\"\"").Length - 1;
            var inRaw = raw || quotes > 0;
            raw ^= quotes % 2 == 1;
            fenced ^= text.TrimStart().StartsWith("```", StringComparison.Ordinal);
            if (text.Length > Columns && !inRaw && !(
                file.EndsWith(".cs", StringComparison.Ordinal) ? CannotBreak(text) : fenced || CannotBreakProse(text)))
                yield return line;
        }
    }

    // One word (an address, a hash, a test's data) that is long by itself.
    private static bool CannotBreak(string text) => text.Split(' ').Any(word => word.Length > Columns / 2);

    private static bool CannotBreakProse(string text) =>
        text.StartsWith('|') || text.Contains("](", StringComparison.Ordinal) || text.Contains(
        "{\"kernelInfo\"", StringComparison.Ordinal) || CannotBreak(text);
}
