using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace NegPreact.Notebooks.Export;

/// <summary>Shows a <c>$$</c> block as it was typed.</summary>
internal sealed class FormulaAlone : HtmlObjectRenderer<MathBlock>
{
    protected override void Write(HtmlRenderer renderer, MathBlock obj) =>
        renderer.EnsureLine().Write("<pre class=\"formula\">").WriteLeafRawLines(
        obj, writeEndOfLines: true, escape: true).WriteLine("</pre>");
}
