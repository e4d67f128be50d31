using NegPreact.Tests.Models;
using NegPreact.Tokens;

namespace NegPreact.Tests.MinimalPairs;

public sealed class ScoringConventionTests : IDisposable
{
    private readonly TinyModel files = TinyModel.Llama().AddTokenizer();
    private readonly Tokenizer tokenizer;

    public ScoringConventionTests() => tokenizer = Tokenizer.Load(files.Path);

    [Fact]
    public void A_mark_stands_before_the_sentence_only_where_the_convention_says_so()
    {
        var plain = tokenizer.Encode("the dog runs", addSpecialTokens: false);
        var mark = tokenizer.BeginOfTextId!.Value;
        Assert.Equal(plain, Encode(BeginOfText.None, "the dog runs"));
        Assert.Equal(tokenizer.Encode("the dog runs", addSpecialTokens: true),
            Encode(BeginOfText.Tokenizer, "the dog runs"));
        Assert.Equal([mark, .. plain], Encode(BeginOfText.Always, "the dog runs"));
    }

    [Fact]
    public void A_mark_is_not_put_before_itself()
    {
        var marked = tokenizer.TokenText(tokenizer.BeginOfTextId!.Value) + "the dog";
        Assert.Equal(tokenizer.Encode(marked, addSpecialTokens: false), Encode(BeginOfText.Always, marked));
    }

    [Fact]
    public void The_harness_scores_the_first_word_and_begins_with_a_space()
    {
        var ids = ScoringConvention.LmEvaluationHarness.Encode(tokenizer, "the dog");
        Assert.Equal([tokenizer.BeginOfTextId!.Value, .. tokenizer.Encode(" the dog", addSpecialTokens: false)], ids);
    }

    [Fact]
    public void A_sentence_without_a_scored_token_is_refused()
    {
        var failure = Assert.Throws<NegPreactException>(() => Encode(BeginOfText.None, "t"));
        Assert.Contains("\"t\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, Encode(BeginOfText.Always, "t").Length);
        Assert.Throws<NegPreactException>(() => Encode(BeginOfText.Always, ""));
    }

    [Fact]
    public void Sums_means_and_ties_are_what_they_say()
    {
        double[] tokens = [-1, -2, -6];
        Assert.Equal(-9, ScoringConvention.PaperBlimp.Of(tokens));
        Assert.Equal(-3, ScoringConvention.PaperTse.Of(tokens));
        Assert.False(ScoringConvention.PaperBlimp.IsRight(-1, -1));
        Assert.True(ScoringConvention.LmEvaluationHarness.IsRight(-1, -1));
        Assert.All([ScoringConvention.PaperBlimp, ScoringConvention.LmEvaluationHarness],
            c => Assert.True(c.IsRight(-1, -2) && !c.IsRight(-2, -1)));
    }

    public void Dispose() => files.Dispose();

    private int[] Encode(BeginOfText begin, string sentence) => new ScoringConvention("test", SentenceScore.Sum, begin)
        .Encode(tokenizer, sentence);
}
