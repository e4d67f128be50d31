namespace NegPreact.Tests.Tasks;

public class TaskOutcomeTests
{
    // -6 nats over 6 tokens, 12 characters, 12 bytes; -5 over 2, 20, 20; -5.5 over 4, 5, 15.
    private static readonly TaskOutcome Item = new(
        7, "g", 2, [new(-6, false, 6, 12, 12), new(-5, false, 2, 20, 20), new(-5.5, false, 4, 5, 15)], false);

    [Theory]
    [InlineData(LengthNormalization.Sum, 1)]
    [InlineData(LengthNormalization.PerToken, 0)] // -1, -2.5, -1.375
    [InlineData(LengthNormalization.PerCharacter, 1)] // -0.5, -0.25, -1.1
    [InlineData(LengthNormalization.PerByte, 1)] // -0.5, -0.25, -0.37
    public void Lengths_are_allowed_for(LengthNormalization normalization, int predicted)
    {
        Assert.Equal(predicted, Item.Predicted(normalization));
        Assert.False(Item.Correct(normalization));
        Assert.True((Item with { Gold = predicted }).Correct(normalization));
    }

    [Fact]
    public void Of_equal_answers_the_first_is_taken_and_the_tie_told()
    {
        var tied = Item with { Options = [new(-3, false, 1, 1, 1), new(-2, true, 1, 1, 1), new(-2, false, 2, 2, 2)] };
        Assert.Equal(1, tied.Predicted());
        Assert.True(tied.Tied());
        Assert.False(tied.Tied(LengthNormalization.PerToken));
        Assert.Equal(1, Score(TaskKind.MultipleChoice, tied, Item).Ties());
    }

    [Fact]
    public void A_score_sums_up_its_questions()
    {
        var two = Item with { Gold = 1, Group = "h", Options = [new(-1, false, 1, 1, 1), new(-2, false, 1, 1, 1)],
            Truncated = true };
        var score = Score(TaskKind.MultipleChoice, Item with { Gold = 1 }, two, Item with { Gold = 1 });
        Assert.Equal([true, false, true], score.Correct());
        Assert.Equal(Proportion.Wilson(2, 3), score.Accuracy());
        Assert.Equal(Proportion.Wilson(0, 3), score.Accuracy(LengthNormalization.PerToken));
        Assert.Equal((1 / 3.0 + 1 / 2.0 + 1 / 3.0) / 3, score.Chance, 1e-15);
        Assert.Equal(1, score.Truncated);
        Assert.Null(score.LastWordPerplexity);
        Assert.Equal([("g", 2), ("h", 1)], score.Groups.Select(g => (g.Task, g.Outcomes.Count)));
        Assert.Contains("accuracy 66.7 %", score.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 contexts cut", score.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Last_words_count_one_each_however_many_tokens()
    {
        var score = Score(
            TaskKind.LastWord,
            Item with { Gold = 0, Options = [new(-1, true, 1, 4, 4)] },
            Item with { Gold = 0, Options = [new(-4, false, 3, 9, 9)] });
        Assert.Equal(Math.Exp(2.5), score.LastWordPerplexity!.Value, 1e-12);
        Assert.Equal([true, false], score.Correct());
        Assert.Equal(0, score.Chance);
        Assert.Equal(0, score.Ties());
    }

    private static TaskScore Score(TaskKind kind, params TaskOutcome[] outcomes) => new(
        "t", kind, new TaskSettings(), "", "", outcomes);
}
