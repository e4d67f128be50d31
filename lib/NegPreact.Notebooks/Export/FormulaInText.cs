using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace NegPreact.Notebooks.Export;

/// <summary>Shows <c>$formula$</c> as it was typed: a page without scripts has no typesetter.</summary>
internal sealed class FormulaInText : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline obj)
    {
        if (renderer.EnableHtmlForInline)
            renderer.Write("<code class=\"formula\">").WriteEscape(obj.Content).Write("</code>");
        else
            renderer.Write(ref obj.Content);
    }
}
