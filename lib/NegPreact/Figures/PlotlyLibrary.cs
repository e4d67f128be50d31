using Plotly.NET;

namespace NegPreact.Figures;

/// <summary>plotly.js as a page gets it, and how a chart is drawn with it. No network is needed.</summary>
internal static class PlotlyLibrary
{
    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";

    // Editors put a script in again when an output comes back into view, and may bring an AMD or CommonJS loader that
    // plotly.js would register with instead of the window: hence the early return and the names that hide the loaders.
    public static void WriteScript(TextWriter writer)
    {
        using var stream = typeof(GenericChart).Assembly.GetManifestResourceStream(Resource)
            ?? throw new NegPreactException($"Plotly.NET.dll holds no resource {Resource}: build with the package version that Directory.Packages.props names.");
        using var reader = new StreamReader(stream);
        writer.Write("<script>(function(){if(window.Plotly)return;var define,module,exports;\n");
        writer.Write(InScript(reader.ReadToEnd()));
        writer.Write($"\n{PrintScript}\n}})();</script>");
    }

    // On paper nothing can be opened or scrolled: tables are opened, and charts made as wide as A4 and Letter both allow.
    private const string PrintScript = """
        addEventListener("beforeprint",function(){
        document.querySelectorAll(".np-figure details:not([open])").forEach(function(d){d.open=true;d.setAttribute("data-printed","");});
        document.querySelectorAll(".np-chart[data-drawn]").forEach(function(b){Plotly.relayout(b,{width:640});});});
        addEventListener("afterprint",function(){
        document.querySelectorAll("details[data-printed]").forEach(function(d){d.open=false;d.removeAttribute("data-printed");});
        document.querySelectorAll(".np-chart[data-drawn]").forEach(function(b){Plotly.relayout(b,{width:null,autosize:true});});});
        """;

    /// <summary>Draws in every box of the figure at once, or as soon as plotly.js is there, as long as the boxes are.</summary>
    public static string DrawScript(string id, string json) => $$"""
        (function(){var chart={{json.Replace("<", "\\u003c", StringComparison.Ordinal)}};
        (function draw(){var boxes=document.querySelectorAll("#{{id}} .np-chart:not([data-drawn])");
        if(!boxes.length)return;
        if(!window.Plotly){setTimeout(draw,200);return;}
        boxes.forEach(function(box){box.setAttribute("data-drawn","");box.textContent="";
        Plotly.newPlot(box,chart.data,chart.layout,{responsive:true,displayModeBar:false});
        box.parentNode.querySelector("details").open=false;});})();})();
        """;

    /// <summary>Code that cannot end the script element it stands in; only inside strings does it hold what is replaced.</summary>
    internal static string InScript(string code) => code
        .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
        .Replace("<!--", "<\\!--", StringComparison.Ordinal);
}
