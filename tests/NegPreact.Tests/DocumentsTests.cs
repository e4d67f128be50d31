using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using NegPreact.Notebooks;

namespace NegPreact.Tests;

/// <summary>
/// Links and paths in everything that is written for people: Markdown files, and the words of the notebooks.
/// </summary>
public partial class DocumentsTests
{
    // A link to a heading is worked out as GitHub does.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly string[] Folders = [
        .. Directory.GetDirectories(Repository.Root).Select(f => Path.GetFileName(f)!).Where(f => f is not "out")];

    public static TheoryData<string> Names =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".md" or ".dib")
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(
                part => part is "bin" or "obj" or "out" or "TestResults" || part.StartsWith('.')))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_link_leads_to_a_file_and_a_heading_that_are_there(string name)
    {
        foreach (var link in Read(name).Descendants<LinkInline>())
        {
            var (file, heading) = Split(link.Url!);
            if (Uri.TryCreate(link.Url, UriKind.Absolute, out var address) && address.Scheme != Uri.UriSchemeFile)
            {
                Assert.True(address.Scheme == Uri.UriSchemeHttps, $"{name}: {link.Url} is not an https address");
                continue;
            }

            var target = file.Length == 0 ? name : Path.GetRelativePath(
                Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(name)!, file)).Replace('\\', '/');
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{name}: {link.Url} leads nowhere");
            if (heading.Length > 0)
                Assert.Contains(heading, Read(target).Descendants<HeadingBlock>().Select(h => h.GetAttributes().Id));
            if (link.IsImage)
                Assert.NotEmpty(string.Concat(link.Descendants<LiteralInline>()));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_path_that_is_named_is_there(string name)
    {
        foreach (var code in Read(name).Descendants<CodeInline>().Select(c => c.Content).Where(
            c => NamedPath().IsMatch(c) && Folders.Contains(c.Split('/')[0])))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, code)), $"{name}: there is no {code}");
    }

    [Theory]
    [InlineData("a/b.md", "a/b.md", "")]
    [InlineData("#c-d", "", "c-d")]
    [InlineData("a%20b.md#c", "a b.md", "c")]
    public void A_link_is_a_file_and_a_heading(
        string link, string file, string heading) => Assert.Equal((file, heading), Split(link));

    private static (string File, string Heading) Split(string link)
    {
        var parts = link.Split('#');
        return (Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? parts[1] : "");
    }

    private static MarkdownDocument Read(string name)
    {
        var path = Path.Combine(Repository.Root, name);
        return Markdown.Parse(
            name.EndsWith(".dib", StringComparison.Ordinal)
                ? string.Join("\n\n", DibNotebook.Load(path).Cells.Where(c => c.Kind is CellKind.Markdown)
                    .Select(c => c.Source))
                : File.ReadAllText(path),
            Pipeline);
    }

    // A path without placeholders, patterns or blanks.
    [GeneratedRegex(@"^[a-z][\w.-]*(/[\w.-]+)+/?$")]
    private static partial Regex NamedPath();
}
