using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// Turns the markdown of a notebook into HTML that needs no other file, and picks its title and opening.
/// </summary>
internal static class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras().UseMathematics().Build();

    private static readonly Dictionary<string, string> ImageTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
    };

    /// <summary>
    /// Renders a cell; relative images are read from <paramref name="folder"/> and put into the page.
    /// </summary>
    public static string ToHtml(string markdown, string folder)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
            Localize(link, folder);
        var text = new StringWriter { NewLine = "\n" };
        Render(document, new HtmlRenderer(text));
        return text.ToString();
    }

    /// <summary>
    /// The first heading (or else the name of the file) and the first paragraph after it (or else nothing), as plain
    /// text.
    /// </summary>
    public static (string Title, string Opening) Summary(DibNotebook notebook)
    {
        var blocks = notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell => Markdown.Parse(cell.Source, Pipeline)).ToList();
        var title = blocks.OfType<HeadingBlock>().FirstOrDefault();
        // What stands above the title are links to other notebooks.
        var opening = blocks.SkipWhile(block => title is not null && block != title).OfType<ParagraphBlock>()
            .FirstOrDefault();
        return (title is null ? notebook.Name : PlainText(title), opening is null ? "" : PlainText(opening));
    }

    private static string PlainText(Block block)
    {
        var text = new StringWriter { NewLine = "\n" };
        Render(block, new HtmlRenderer(text) { EnableHtmlForBlock = false, EnableHtmlForInline = false,
            EnableHtmlEscape = false });
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Render(MarkdownObject markdown, HtmlRenderer renderer)
    {
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<Markdig.Extensions.Mathematics.HtmlMathInlineRenderer>(new FormulaInText());
        renderer.ObjectRenderers.Replace<Markdig.Extensions.Mathematics.HtmlMathBlockRenderer>(new FormulaAlone());
        renderer.Render(markdown);
    }

    private static void Localize(LinkInline link, string folder)
    {
        var url = link.Url ?? "";
        if (!link.IsImage)
        {
            // A link to another notebook leads to that notebook's page.
            if (!url.Contains("://", StringComparison.Ordinal) && url.EndsWith(
                ".dib", StringComparison.OrdinalIgnoreCase))
                link.Url = url[..^4] + ".html";
            return;
        }

        if (url.StartsWith("data:", StringComparison.Ordinal))
            return;
        var file = Path.Combine(folder, Uri.UnescapeDataString(url));
        if (ImageTypes.TryGetValue(Path.GetExtension(url), out var type) && File.Exists(file))
            link.Url = $"data:{type};base64,{Convert.ToBase64String(File.ReadAllBytes(file))}";
        else
            // what cannot be put into the page is linked: opening a page must not reach for the network
            link.IsImage = false;
    }
}
