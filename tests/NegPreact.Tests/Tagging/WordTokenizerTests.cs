using CsCheck;

namespace NegPreact.Tests.Tagging;

public class WordTokenizerTests
{
    private static string Divided(string text) =>
        string.Join(" / ", WordTokenizer.BuiltIn.Sentences(text).Select(s => string.Join(' ', s.Select(w => w.Form))));

    [Theory]
    [InlineData("I don't think it's John's.", "I do n't think it 's John 's .")]
    [InlineData("They'll say we cannot go, won't they?", "They 'll say we can not go , wo n't they ?")]
    [InlineData("The cat sat on the mat. The dog barked.", "The cat sat on the mat . / The dog barked .")]
    [InlineData("It cost $5 (about 10%).", "It cost $ 5 ( about 10 % ) .")]
    public void Words_are_divided_as_in_the_treebank(string text, string expected) =>
        Assert.Equal(expected, Divided(text));

    [Fact]
    public void Lines_that_end_with_a_mark_and_empty_lines_end_sentences_others_do_not()
    {
        Assert.Equal("He came . / She went .", Divided("He came.\nShe went.\n"));
        Assert.Equal(2, WordTokenizer.BuiltIn.Sentences("A heading\n\nand text").Count);
        Assert.Single(WordTokenizer.BuiltIn.Sentences("a line that was\ntoo long"));
    }

    [Fact]
    public void Nothing_gives_nothing() => Assert.Empty(WordTokenizer.BuiltIn.Sentences(" \n\t"));

    [Fact]
    public void Every_character_but_white_space_is_in_one_word() =>
        Gen.OneOf(
            Gen.Int[0, 0x10FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32),
            Gen.Char[" \n.'\"-a1A@:/"].Select(c => c.ToString()))
        .Array[0, 40].Select(string.Concat).Sample(text =>
        {
            var at = 0;
            foreach (var word in WordTokenizer.BuiltIn.Sentences(text).SelectMany(s => s))
            {
                Assert.True(string.IsNullOrWhiteSpace(text[at..word.Start]));
                Assert.Equal(text[word.Start..word.End], word.Form);
                Assert.False(word.Form.Any(char.IsWhiteSpace) || char.IsLowSurrogate(word.Form[0]));
                at = word.End;
            }
            Assert.True(string.IsNullOrWhiteSpace(text[at..]));
        });
}
