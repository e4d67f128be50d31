namespace NegPreact.Tests.Figures;

public class ClaimTests
{
    private static Claim Of(Verdict verdict) => new(
        "C1", "Perplexity rises by > 1.", new Estimate(2.31, new Interval(1.9, 2.7)), "nats", verdict, "section 4")
    {
        Notes = ["5 seeds."],
    };

    // The target does 6, the sets 1, 2, 3.
    private static Claim Judged() => Claim.Of(
        "C1", "Perplexity rises by > 1.",
        Evidence.Of(
            SetContrast.Of(
                new(6, [0.25, -0.25], 1), [new(1, [0, 0], 1), new(2, [0, 0], 1), new(3, [0, 0], 1)]),
            new(0.5, "half a unit is what others report")),
        "nats", "section 4", "5 seeds.");

    [Theory]
    [InlineData(Verdict.Holds, "holds")]
    [InlineData(Verdict.DoesNotHold, "does not hold")]
    [InlineData(Verdict.Negligible, "negligible")]
    [InlineData(Verdict.Undecided, "undecided")]
    [InlineData(Verdict.CannotApply, "cannot apply")]
    public void A_line_tells_the_verdict_in_words(Verdict verdict, string words) => Assert.Equal(
        $"Claim C1: {words}. Perplexity rises by > 1. Estimate: 2.310 nats (95 % interval 1.900 to 2.700). Source: "
        + "section 4. 5 seeds.",
        Of(verdict).ToString());

    [Fact]
    public void People_read_a_card() => Snapshot.Matches(Judged().ToHtml(), "claim.html");

    [Fact]
    public void A_verdict_that_is_open_says_what_would_decide_it() => Assert.Contains(
        "At least 4 times as many items would be needed",
        Claim.Of(
            "C1", "It rises.", Evidence.Of(new Estimate(0.5, new Interval(-0.5, 1.5)), new(1, "a test")), "nats",
            "here")
            .ToString());

    [Fact]
    public void What_cannot_be_asked_says_why()
    {
        var claim = Claim.CannotApply("C1", "It rises.", "nats", "here", "This model has one layer.");
        Assert.Equal((Verdict.CannotApply, null), (claim.Verdict, claim.Estimate));
        Assert.EndsWith("This model has one layer.", claim.ToString());
    }

    [Fact]
    public void Programs_read_the_same_with_what_it_was_measured_on_and_how()
    {
        var settings = new DoseResponseSettings { Percents = [1], Seeds = [1, 2], Ablations = [] };
        var claim = Judged()
            .About(null, new ResultSource("tiny", "w", "prose", "t"), settings, "2 random sets");
        Snapshot.Matches(KernelTests.Form(claim, "application/vnd.negpreact.claim+json"), "claim.json");
    }

    [Fact]
    public void A_claim_on_quantised_weights_says_so_and_what_was_assumed()
    {
        var on = new ResultSource("tiny", "w", "prose", "t")
        {
            QuantisedAs = "Q4_1 (3 tensors)", Assumed = ["hidden_act is silu"],
        };
        var claim = Judged().About(null, on, new DoseResponseSettings());
        const string Says = "Measured on quantised weights, Q4_1 (3 tensors): a claim on these weights";
        Assert.Contains(Says, claim.ToString(), StringComparison.Ordinal);
        Assert.Contains(Says, claim.ToHtml(), StringComparison.Ordinal);
        var facts = ClaimFacts.Of(claim);
        Assert.Equal("Q4_1 (3 tensors)", facts.QuantisedAs);
        Assert.Contains("\"assumed\":[\"hidden_act is silu\"]", facts.ToJson(), StringComparison.Ordinal);
        Assert.Equal(claim.ToString(), facts.ToClaim().ToString());
    }

    [Theory]
    [InlineData(0.019, true)]
    [InlineData(0.021, false)]
    public void A_verdict_in_bfloat16_needs_a_deviation_below_a_tenth_of_the_interval(double deviation, bool isFine)
    {
        var on = new ResultSource("tiny", "w", "prose", "t") { BFloat16Deviation = deviation };
        var evidence = new Evidence(
            new Estimate(0.5, new Interval(0.4, 0.6, 0.95)), new SmallestEffect(0.1, "it is"), 0.001, "a test");
        var claim = Claim.Of("C1", "It rises.", evidence, "nats per token", "here").About(null, on, new { });
        Assert.Equal(isFine ? Verdict.Holds : Verdict.Undecided, claim.Verdict);
        Assert.Equal(!isFine, claim.ToString().Contains("measure in float32", StringComparison.Ordinal));
        Assert.Contains("bfloat16", claim.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(claim.ToString(), ClaimFacts.Of(claim).ToClaim().ToString());
        var points = Claim.Of("C2", "It falls.", evidence, "% points", "here").About(null, on, new { });
        Assert.Equal(Verdict.Undecided, points.Verdict);
        Assert.Equal(
            Verdict.Holds, Claim.Of("C3", "It is.", evidence, "% points", "here").About(
                null, on with { BFloat16Deviation = null }, new { }).Verdict);
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
                    Verdict.Negligible => "≈</span> negligible",
                    Verdict.Undecided => "?</span> undecided",
                    Verdict.CannotApply => "–</span> cannot apply",
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
