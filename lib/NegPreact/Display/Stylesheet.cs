namespace NegPreact;

/// <summary>
/// The look of tables, figures and claims on a page. Colours come from the page (<c>currentColor</c>) or are readable
/// on light and dark alike, so that no theme needs to be known.
/// </summary>
internal static class Stylesheet
{
    public const string Css = """
        .np-table{overflow-x:auto}
        .np-table table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.5em 0}
        .np-table caption{text-align:left;font-weight:bold;padding:.2em 0}
        .np-table th,.np-table td{padding:.15em .8em;text-align:left;border:0;background:none;color:inherit;white-space:nowrap}
        .np-table thead th{border-bottom:1px solid currentColor;vertical-align:bottom;white-space:normal;min-width:4em}
        .np-table tbody th{font-weight:normal}
        .np-table tbody tr{border-bottom:1px solid rgba(128,128,128,.3);background:none}
        .np-table .np-number{text-align:right}
        .np-table .np-long{white-space:normal;min-width:14em}
        .np-note{font-size:.9em;margin:.2em 0}
        .np-figure{margin:1em 0;max-width:60em}
        .np-figure figcaption{font-weight:bold}
        .np-figure summary{cursor:pointer}
        .np-chart{width:100%;min-width:36em}
        .np-chart .xtick text,.np-chart .ytick text,.np-chart .xtitle,.np-chart .ytitle,.np-chart [class^="x"][class$="title"],
        .np-chart [class^="y"][class$="title"],.np-chart [class$="tick"] text,.np-chart .legendtext,.np-chart .annotation-text,
        .np-chart .colorbar text,.np-chart .textpoint text,.np-chart .gtitle{fill:currentColor!important}
        .np-chart .errorbar path{stroke:currentColor!important}
        .np-strips{overflow-wrap:normal}
        .np-strip>p{margin:.3em 0 0;line-height:1.2}
        .np-strip>p+p{margin:.1em 0 .6em}
        .np-strip span{display:inline-block;padding:.15em .25em;margin:1px;text-align:center;border-radius:3px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .np-strip small{display:block;font-size:.75em;font-variant-numeric:tabular-nums}
        .np-claim{border:1px solid rgba(128,128,128,.5);border-left:.4em solid #808080;padding:.3em .8em;margin:.5em 0;max-width:60em}
        .np-claim.np-holds{border-left-color:#009E73}
        .np-claim.np-doesnothold{border-left-color:#D55E00}
        .np-claim.np-negligible{border-left-color:#0072B2}
        .np-claim p{margin:.2em 0}
        .np-progress progress{vertical-align:middle;width:12em;margin-right:.6em}
        @media (scripting:none){.np-chart{display:none}}
        @media print{.np-table{overflow:visible;font-size:.75em}.np-table th,.np-table td{white-space:normal;overflow-wrap:anywhere;padding:.1em .3em}
        .np-table thead th,.np-table .np-long{min-width:0}.np-chart{break-inside:avoid}}
        """;
}
