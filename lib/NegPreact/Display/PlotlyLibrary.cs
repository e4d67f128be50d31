using Plotly.NET;

namespace NegPreact;

/// <summary>plotly.js as a page gets it, and how a chart is drawn with it. No network is needed.</summary>
internal static class PlotlyLibrary
{
    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";

    // Editors put a script in again when an output comes back into view, and may bring an AMD or CommonJS loader that
    // plotly.js would register with instead of the window: hence the early return and the names that hide the loaders.
    public static void WriteScript(TextWriter writer)
    {
        using var stream = typeof(GenericChart).Assembly.GetManifestResourceStream(Resource)
            ?? throw new NegPreactException(
                ErrorKind.Figure, $"Plotly.NET.dll holds no resource {Resource}: build with the package version that "
                + "Directory.Packages.props names.");
        using var reader = new StreamReader(stream);
        writer.Write("<script>(function(){if(window.Plotly)return;var define,module,exports;\n");
        writer.Write(InScript(reader.ReadToEnd()));
        writer.Write($"\n{PrintScript}\n}})();</script>");
    }

    // On paper nothing can be opened or scrolled: tables are opened, and charts made as wide as A4 and Letter both
    // allow.
    private const string PrintScript = """
        addEventListener("beforeprint",function(){
        document.querySelectorAll(".np-figure details:not([open])").forEach(function(d){d.open=true;d.setAttribute("data-printed","");});
        document.querySelectorAll(".np-chart[data-drawn]").forEach(function(b){Plotly.relayout(b,{width:640});});});
        addEventListener("afterprint",function(){
        document.querySelectorAll("details[data-printed]").forEach(function(d){d.open=false;d.removeAttribute("data-printed");});
        document.querySelectorAll(".np-chart[data-drawn]").forEach(function(b){Plotly.relayout(b,{width:null,autosize:true});});});
        """;

    /// <summary>
    /// Draws in every box of the figure at once, or as soon as plotly.js is there, as long as the boxes are.
    /// </summary>
    public static string DrawScript(string id, string json, bool hasFrames) => $$"""
        (function(){var chart={{json.Replace("<", "\\u003c", StringComparison.Ordinal)}};
        (function draw(){var boxes=document.querySelectorAll("#{{id}} .np-chart:not([data-drawn])");
        if(!boxes.length)return;
        if(!window.Plotly){setTimeout(draw,200);return;}
        boxes.forEach(function(box){box.setAttribute("data-drawn","");box.textContent="";
        Plotly.newPlot(box,chart.data,chart.layout,{responsive:true,displayModeBar:false});
        box.parentNode.querySelector("details").open=false;{{(hasFrames ? Frames : "")}}});})();})();
        """;

    // Elements of the page rather than plotly's own slider, which no keyboard reaches. Nothing plays before it is asked
    // to. A frame is drawn at once: plotly's own animation waits for the browser to paint, and loses frames where it
    // does not.
    private const string Frames = """

        var last=chart.frames.length-1,timer=0;
        function make(tag,set){return Object.assign(document.createElement(tag),set);}
        var bar=make("div",{className:"np-steps"}),play=make("button",{type:"button"}),said=make("output"),
        slider=make("input",{type:"range",min:0,max:last,step:1,value:last});
        bar.style.cssText="display:flex;gap:.8em;align-items:center;margin:.3em 0";slider.style.flex="1";said.style.minWidth="7em";
        slider.setAttribute("aria-label","which step is shown");
        function say(place){slider.value=place;said.textContent=chart.frames[place].name;slider.setAttribute("aria-valuetext",said.textContent);}
        function show(place){var frame=chart.frames[place];say(place);
        frame.traces.forEach(function(t,i){Object.assign(chart.data[t],frame.data[i]);});
        Plotly.react(box,chart.data,Object.assign({},chart.layout,frame.layout,{uirevision:"kept"}));}
        function pause(){clearInterval(timer);timer=0;play.textContent="Play";}
        slider.oninput=function(){pause();show(+slider.value);};
        play.onclick=function(){if(timer){pause();return;}
        show(+slider.value===last?0:+slider.value+1);play.textContent="Pause";
        timer=setInterval(function(){if(!box.isConnected||+slider.value===last)pause();else show(+slider.value+1);},800);};
        pause();say(last);bar.append(play,slider,said);box.after(bar);
        """;

    /// <summary>
    /// Code that cannot end the script element it stands in; only inside strings does it hold what is replaced.
    /// </summary>
    internal static string InScript(string code) => code
        .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
        .Replace("<!--", "<\\!--", StringComparison.Ordinal);
}
