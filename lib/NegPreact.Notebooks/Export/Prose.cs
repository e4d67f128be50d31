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
        var document = Parse(markdown);
        foreach (var link in document.Descendants<LinkInline>())
            Localize(link, folder);
        DropForeign(document);
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
            .SelectMany(cell => Parse(cell.Source)).ToList();
        var title = blocks.OfType<HeadingBlock>().FirstOrDefault();
        // What stands above the title are links to other notebooks.
        var opening = blocks.SkipWhile(block => title is not null && block != title).OfType<ParagraphBlock>()
            .FirstOrDefault();
        return (title is null ? notebook.Name : PlainText(title), opening is null ? "" : PlainText(opening));
    }

    /// <summary>Reads all prose of a notebook.</summary>
    /// <exception cref="NotebookException">Some of it cannot be read.</exception>
    public static void Check(DibNotebook notebook) => Summary(notebook);

    private static MarkdownDocument Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException e)
        {
            throw new NotebookException(
                $"The markdown of a cell cannot be read ({e.Message}); quotes, lists and emphasis are nested too "
                + "deeply: write it in a simpler way.", e);
        }
    }

    // A page is opened with the rights of a file on the reader's own disk: nothing in it runs but what cells show.
    private static void DropForeign(MarkdownDocument document)
    {
        foreach (var html in document.Descendants<HtmlBlock>().ToList())
            html.Parent!.Remove(html);
        foreach (var html in document.Descendants<HtmlInline>().ToList())
            html.Remove();
        foreach (var link in document.Descendants<LinkInline>().Where(l => !l.IsImage && !IsHarmless(l.Url)).ToList())
            link.ReplaceBy(new ContainerInline());
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsHarmless(l.Url))
            .ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
    }

    // As a browser reads it: without white space and control characters, in any case.
    private static bool IsHarmless(string? url)
    {
        var read = string.Concat((url ?? "").Where(c => c > ' '));
        var scheme = read.IndexOfAny([':', '/', '?', '#']) is >= 0 and var end && read[end] == ':' ? read[..end] : "";
        return scheme.ToLowerInvariant() is "" or "http" or "https" or "mailto";
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
