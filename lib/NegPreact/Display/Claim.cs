using System.Net;

namespace NegPreact;

/// <summary>
/// What the data say about one claim of the paper: the estimate with its interval, and the verdict computed from them.
/// All verdicts are shown alike in size; words and a sign tell them apart, not colour alone.
/// </summary>
/// <param name="Id">Names the claim in every notebook and report.</param>
/// <param name="Statement">The claim, in one sentence.</param>
/// <param name="Estimate">
/// The value that it is judged by, with its interval; null where the claim cannot apply (the notes say why).
/// </param>
/// <param name="Unit">The estimate's unit; empty for a pure number.</param>
/// <param name="Verdict">The verdict, from <see cref="Verdicts"/>.</param>
/// <param name="Source">Where the paper makes the claim ("section 4.2").</param>
[TypeFormatterSource(
    typeof(ClaimFormatterSource), PreferredMimeTypes = ["text/html", "text/plain", ClaimFormatterSource.DataMimeType])]
public sealed record Claim(
    string Id, string Statement, Estimate? Estimate, string Unit, Verdict Verdict, string Source) : IRichDisplay
{
    private const string LossUnit = "nats per token";

    /// <summary>Sentences on what the verdict rests on and what could change it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Which of the paper's claims it tests; null for a question that the paper does not raise.</summary>
    public PaperClaim? Tests { get; init; }

    /// <summary>What the verdict was made from; null where the claim cannot apply.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>The value of no effect, in the estimate's unit.</summary>
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
    public string VerdictText => Verdict.Shown().Words;

    /// <summary>A claim judged by its evidence.</summary>
    /// <param name="id">Names the claim in every notebook and report.</param>
    /// <param name="statement">The claim, in one sentence.</param>
    /// <param name="evidence">What it is judged by.</param>
    /// <param name="unit">The effect's unit; empty for a pure number.</param>
    /// <param name="source">Where the paper makes the claim.</param>
    /// <param name="notes">Sentences on what the verdict rests on.</param>
    public static Claim Of(
        string id, string statement, Evidence evidence, string unit, string source, params IEnumerable<string> notes)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return new(id, statement, evidence.Effect, unit, Verdicts.Of(evidence), source)
        {
            Evidence = evidence,
            Threshold = evidence.Threshold,
            Notes = [.. notes.Where(note => note.Length > 0)],
        };
    }

    /// <summary>A claim that cannot be asked of this model.</summary>
    /// <inheritdoc cref="Of"/>
    /// <param name="id">Names the claim in every notebook and report.</param>
    /// <param name="statement">The claim, in one sentence.</param>
    /// <param name="unit">The unit that its effect would have.</param>
    /// <param name="source">Where the paper makes the claim.</param>
    /// <param name="reason">Why not, in one sentence.</param>
    public static Claim CannotApply(string id, string statement, string unit, string source, string reason) =>
        new(id, statement, null, unit, Verdict.CannotApply, source) { Notes = [reason] };

    /// <summary>
    /// The same claim with how it was measured. A verdict on numbers in bfloat16 is left open, unless their deviation
    /// from float32 is in the effect's own unit and below a tenth of its interval.
    /// </summary>
    /// <param name="tests">The paper's claim that it tests; null for a question of others.</param>
    /// <param name="on">The model and the text.</param>
    /// <param name="settings">The settings of the experiment, a record.</param>
    /// <param name="seeds">The draws behind it, in words.</param>
    internal Claim About(PaperClaim? tests, ResultSource on, object settings, string seeds = "") =>
        this with
        {
            Tests = tests, On = on, Settings = CanonicalJson.TextOf(settings), Seeds = seeds,
            Verdict = IsTooRough(on) ? Verdict.Undecided : Verdict,
        };

    /// <summary>The claim as HTML, a card.</summary>
    public string ToHtml() => this.Html();

    /// <summary>The claim in one line.</summary>
    /// <returns>Its name, verdict, statement, estimate, source and notes.</returns>
    public override string ToString() => this.Text();

    void IRichDisplay.WriteHtml(TextWriter writer)
    {
        var (sign, words) = Verdict.Shown();
        writer.Write($"<section class=\"np-claim np-{Verdict.ToString().ToLowerInvariant()}\">");
        writer.Write($"<p><b>Claim {Encode(Id)}: <span aria-hidden=\"true\">{sign}</span> "
            + $"{words}</b></p><p>{Encode(Statement)}</p>");
        writer.Write($"<p>Estimate: {Encode(EstimateText)}. Source: {Encode(Source)}.</p>");
        foreach (var note in Grounds().Concat(Notes))
            writer.Write($"<p class=\"np-note\">{Encode(note)}</p>");
        writer.Write("</section>");
    }

    void IRichDisplay.WriteText(TextWriter writer)
    {
        writer.Write($"Claim {Id}: {VerdictText}. {Statement} Estimate: {EstimateText}. Source: {Source}.");
        foreach (var note in Grounds().Concat(Notes))
            writer.Write($" {note}");
    }

    private bool IsTooRough(ResultSource on) => Estimate?.Interval is { } interval
        && on.BFloat16Deviation is { } deviation
        && (Unit != LossUnit || deviation >= (interval.High - interval.Low) / 10);

    // What the verdict rests on, a sentence for each number.
    private IEnumerable<string> Grounds()
    {
        if (On?.QuantisedAs is { } storage)
            yield return $"Measured on quantised weights, {storage}: a claim on these weights, not on those that were "
                + "quantised.";
        if (On?.BFloat16Deviation is { } deviation)
            yield return "Measured with products in bfloat16, which moves a window's mean loss from float32's by up to "
                + $"{Numbers.Text(deviation, "0.######")} {LossUnit} (on a sample of the text)"
                + (!IsTooRough(On) ? "."
                    : Unit == LossUnit ? ", a tenth of the interval or more: measure in float32 for a verdict."
                    : ", which says little of this unit: measure in float32 for a verdict.");
        if (Tests is not null || PrimaryTest.Is(Id))
            yield return PrimaryTest.Is(Id)
                ? "The primary test of this claim of the paper (Why.md says when it was fixed)."
                : "An exploratory test of this claim of the paper; its p-value corrected for the number of such tests "
                    + "stands in notebook 09.";
        if (Evidence is not { } e)
            yield break;
        yield return $"Test: {e.Test}; {Numbers.PEquals(e.PValue)}. No effect would be "
            + $"{Numbers.Text(e.Threshold, "0.####")}.";
        if (e.Own is { } own)
            yield return $"{e.OwnOf}: "
                + $"{Numbers.Text(own.Value, own.Interval.Low, own.Interval.High, Unit, own.Interval.Level)}.";
        if (e.LacksOwn && Verdict != Verdict.Negligible)
            yield return "The test alone would say that it holds, but this is not shown to be above zero, as it must "
                + "be.";
        if (e.OneMore is { } one)
            yield return $"One more control set would lie between {Numbers.Fitted(one.Low, "0.####")} and "
                + $"{Numbers.Fitted(one.High, "0.####")} {Unit}.";
        yield return $"Smallest effect that matters: {Numbers.Text(e.Smallest.Value, "0.###")} {Unit} "
            + $"({e.Smallest.Reason}).";
        if (Verdict == Verdict.Undecided && (On is null || !IsTooRough(On)))
            foreach (var sentence in e.ToDecide(Unit))
                yield return sentence;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(Numbers.OnPage(text));
}
