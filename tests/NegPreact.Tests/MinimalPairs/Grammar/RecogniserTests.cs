using NegPreact.Grammar;

namespace NegPreact.Tests.MinimalPairs.Grammar;

/// <summary>Sentences written by hand, from no template: what the grammar accepts and what it does not.</summary>
public class RecogniserTests
{
    [Theory]
    [InlineData("The old man was in the house.")]
    [InlineData("She knew that the boy that the girls loved had forgotten the letter.")]
    [InlineData("What did Tom say that Mary wanted to find?")]
    [InlineData("There seems to be a dog behind the door.")]
    [InlineData("The child was hard to understand and the mother was tired.")]
    [InlineData("No soldier near the kings has ever killed a bird.")]
    [InlineData("The stranger asked the lady to open the window.")]
    [InlineData("The captain did not keep any papers.")]
    [InlineData("The women who knew the king would not hurt themselves.")]
    [InlineData("The stolen ring was found by a servant in the garden.")]
    [InlineData("It is clear that he always forgets the story.")]
    public void Accepts_a_sentence_of_the_grammar(string sentence) => Assert.True(Recogniser.Accepts(sentence));

    [Theory]
    [InlineData("The old man were in the house.")]
    [InlineData("She knew that the boy that the girls loved had forgot the letter.")]
    [InlineData("What did Tom say that Mary wanted to find the ring?")]
    [InlineData("There tries to be a dog behind the door.")]
    [InlineData("The child was glad to understand.", true)] // "understand" may go without its object
    [InlineData("The child was glad to find.")]
    [InlineData("The soldier near no kings has ever killed a bird.")]
    [InlineData("The stranger asked there to open the window.")]
    [InlineData("The captain did keep any papers.")]
    [InlineData("The women who knew the king would not hurt himself.")]
    [InlineData("The stole ring was found by a servant in the garden.")]
    [InlineData("Man the was old.")]
    [InlineData("A old man laughed.")]
    [InlineData("The table laughed.")]
    public void Rejects_what_breaks_one_of_its_rules(string sentence, bool accepted = false) =>
        Assert.Equal(accepted, Recogniser.Accepts(sentence));

    [Fact]
    public void Names_a_word_that_it_does_not_know()
    {
        var e = Assert.Throws<NegPreactException>(() => Recogniser.Accepts("The zebra laughed."));
        Assert.Contains("'zebra'", e.Message, StringComparison.Ordinal);
    }
}
