using System.Net;

namespace NegPreact;

/// <summary>
/// What the data say about one claim of the paper: the estimate with its interval, and the verdict computed from them.
/// All verdicts are shown alike in size; words and a sign tell them apart, not colour alone.
/// </summary>
/// <param name="Id">Names the claim in every notebook and report.</param>
/// <param name="Statement">The claim, in one sentence.</param>
/// <param name="Estimate">
/// The value that it is judged by, with its interval; null when it could not be measured (say why in the notes).
/// </param>
/// <param name="Unit">The estimate's unit; empty for a pure number.</param>
/// <param name="Verdict">The verdict, from <see cref="Verdicts"/>.</param>
/// <param name="Source">Where the paper makes the claim ("section 4.2").</param>
[TypeFormatterSource(
    typeof(ClaimFormatterSource), PreferredMimeTypes = ["text/html", "text/plain", ClaimFormatterSource.DataMimeType])]
public sealed record Claim(
    string Id, string Statement, Estimate? Estimate, string Unit, Verdict Verdict, string Source) : IRichDisplay
{
    /// <summary>Sentences on what the verdict rests on and what could change it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Which of the paper's claims it tests; null for a question that the paper does not raise.</summary>
    public PaperClaim? Tests { get; init; }

    /// <summary>The value beyond which the claim holds, in the estimate's unit.</summary>
    public double Threshold { get; init; }

    /// <summary>What it was measured on; null where it was not said.</summary>
    public ResultSource? On { get; init; }

    /// <summary>
    /// The settings of the experiment that measured it, as canonical JSON; null where it was not said. Of several doses
    /// it names the one that the claim is about.
    /// </summary>
    public string? Settings { get; init; }

    /// <summary>How many random draws stand behind it, in words; empty where there is no draw.</summary>
    public string Seeds { get; init; } = "";

    /// <summary>The estimate in words.</summary>
    public string EstimateText => Estimate is { } e
        ? Numbers.Text(e.Value, e.Interval.Low, e.Interval.High, Unit, e.Interval.Level)
        : new Missing("not measured").ToString();

    /// <summary>The verdict in words.</summary>
    public string VerdictText => Shown().Words;

    /// <summary>The claim that a value is greater than a threshold, judged by its interval.</summary>
    internal static Claim Greater(
        string id, string statement, Estimate estimate, string unit, double threshold, string source, string note) =>
        new(
            id, statement, estimate, unit,
            Verdicts.FromInterval(estimate.Interval, threshold, ClaimDirection.GreaterThan), source)
        {
            Notes = [note],
            Threshold = threshold,
        };

    /// <summary>The same claim with how it was measured.</summary>
    /// <param name="tests">The paper's claim that it tests; null for a question of others.</param>
    /// <param name="on">The model and the text.</param>
    /// <param name="settings">The settings of the experiment, a record.</param>
    /// <param name="seeds">The draws behind it, in words.</param>
    internal Claim About(PaperClaim? tests, ResultSource on, object settings, string seeds = "") =>
        this with { Tests = tests, On = on, Settings = CanonicalJson.TextOf(settings), Seeds = seeds };

    /// <summary>The claim as HTML, a card.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The claim in one line.</summary>
    /// <returns>Its name, verdict, statement, estimate, source and notes.</returns>
    public override string ToString() => this.Text();

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        var (sign, words) = Shown();
        writer.Write($"<section class=\"np-claim np-{Verdict.ToString().ToLowerInvariant()}\">");
        writer.Write($"<p><b>Claim {Encode(Id)}: <span aria-hidden=\"true\">{sign}</span> "
            + $"{words}</b></p><p>{Encode(Statement)}</p>");
        writer.Write($"<p>Estimate: {Encode(EstimateText)}. Source: {Encode(Source)}.</p>");
        foreach (var note in Notes)
            writer.Write($"<p class=\"np-note\">{Encode(note)}</p>");
        writer.Write("</section>");
    }

    void IRichDisplay.WriteText(TextWriter writer)
    {
        writer.Write($"Claim {Id}: {Shown().Words}. {Statement} Estimate: {EstimateText}. Source: {Source}.");
        foreach (var note in Notes)
            writer.Write($" {note}");
    }

    private (string Sign, string Words) Shown() => Verdict switch
    {
        Verdict.Holds => ("✓", "holds"),
        Verdict.DoesNotHold => ("✗", "does not hold"),
        _ => ("?", "undecided"),
    };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
