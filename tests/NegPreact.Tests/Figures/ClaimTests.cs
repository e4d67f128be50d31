namespace NegPreact.Tests.Figures;

public class ClaimTests
{
    private static Claim Of(Verdict verdict) => new(
        "C1", "Perplexity rises by > 1.", new Estimate(2.31, new Interval(1.9, 2.7)), "nats", verdict, "section 4")
    {
        Notes = ["5 seeds."],
    };

    [Theory]
    [InlineData(Verdict.Holds, "holds")]
    [InlineData(Verdict.DoesNotHold, "does not hold")]
    [InlineData(Verdict.Undecided, "undecided")]
    public void A_line_tells_the_verdict_in_words(Verdict verdict, string words) => Assert.Equal(
        $"Claim C1: {words}. Perplexity rises by > 1. Estimate: 2.310 nats (95 % interval 1.900 to 2.700). Source: "
        + "section 4. 5 seeds.",
        Of(verdict).ToString());

    [Fact]
    public void People_read_a_card() => Snapshot.Matches(Of(Verdict.DoesNotHold).ToHtml(), "claim.html");

    [Fact]
    public void Programs_read_the_same_with_what_it_was_measured_on_and_how()
    {
        var settings = new DoseResponseSettings { Percents = [1], Seeds = [1, 2], Ablations = [] };
        var claim = Of(Verdict.DoesNotHold)
            .About(null, new ResultSource("tiny", "w", "prose", "t"), settings, "2 random sets");
        Snapshot.Matches(KernelTests.Form(claim, "application/vnd.negpreact.claim+json"), "claim.json");
    }

    [Fact]
    public void Verdicts_differ_in_sign_word_and_class_only()
    {
        var cards = Enum.GetValues<Verdict>().Select(v => Of(v).ToHtml()
            .Replace($"np-{v.ToString().ToLowerInvariant()}", "V", StringComparison.Ordinal)
            .Replace(
                v switch
                {
                    Verdict.Holds => "✓</span> holds",
                    Verdict.DoesNotHold => "✗</span> does not hold",
                    Verdict.Undecided => "?</span> undecided",
                    _ => throw new ArgumentOutOfRangeException(nameof(v)),
                },
                "W", StringComparison.Ordinal));
        Assert.Single(cards.Distinct());
    }

    [Fact]
    public void A_claim_without_a_measurement_says_so() =>
        Assert.Contains("Estimate: n/a (not measured).", (Of(Verdict.Undecided) with { Estimate = null }).ToString());

    [Fact]
    public void The_card_s_words_are_escaped() =>
        Assert.DoesNotContain("<script", (Of(Verdict.Holds) with
        {
            Id = "\"><script>", Statement = "<script>", Source = "<script>", Unit = "<script>", Notes = ["<script>"],
        }).ToHtml());
}
