using NegPreact.Figures;
using NegPreact.Statistics;

namespace NegPreact.Tests.Figures;

public class ClaimTests
{
    private static Claim Of(Verdict verdict) => new("C1", "Perplexity rises by > 1.", new Estimate(2.31, new Interval(1.9, 2.7)), "nats", verdict, "section 4")
    {
        Notes = ["5 seeds."],
    };

    [Theory]
    [InlineData(Verdict.Holds, "holds")]
    [InlineData(Verdict.DoesNotHold, "does not hold")]
    [InlineData(Verdict.Undecided, "undecided")]
    public void A_line_tells_the_verdict_in_words(Verdict verdict, string words) => Assert.Equal(
        $"Claim C1: {words}. Perplexity rises by > 1. Estimate: 2.310 nats (95 % interval 1.900 to 2.700). Source: section 4. 5 seeds.",
        Of(verdict).ToString());

    [Fact]
    public void The_card_says_the_same_to_people_and_to_programs() => Snapshot.Matches(Of(Verdict.DoesNotHold).ToHtml(), "claim.html");

    [Fact]
    public void Verdicts_differ_in_sign_word_and_attribute_only()
    {
        var cards = Enum.GetValues<Verdict>().Select(v => Of(v).ToHtml()
            .Replace($"\"{v}\"", "V", StringComparison.Ordinal).Replace($"&quot;{v}&quot;", "V", StringComparison.Ordinal)
            .Replace(v switch { Verdict.Holds => "✓</span> holds", Verdict.DoesNotHold => "✗</span> does not hold", _ => "?</span> undecided" }, "W", StringComparison.Ordinal));
        Assert.Single(cards.Distinct());
    }

    [Fact]
    public void A_claim_without_a_measurement_says_so() =>
        Assert.Contains("Estimate: n/a (not measured).", (Of(Verdict.Undecided) with { Estimate = null }).ToString());

    [Fact]
    public void The_card_s_words_are_escaped() =>
        Assert.DoesNotContain("<script", (Of(Verdict.Holds) with { Id = "\"><script>", Statement = "<script>", Source = "<script>", Unit = "<script>", Notes = ["<script>"] }).ToHtml());
}
