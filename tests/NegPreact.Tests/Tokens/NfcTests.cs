using NegPreact.Tokens;

namespace NegPreact.Tests.Tokens;

public class NfcTests
{
    // Examples of Unicode Standard Annex #15, and one of each way in which the form can differ from its input.
    [Theory]
    [InlineData("plain ascii", "plain ascii")]
    [InlineData("\u212B\u2126", "\u00C5\u03A9")] // Angstrom and ohm signs: singletons
    [InlineData("s\u0307\u0323", "\u1E69")] // marks come in another order, two compositions
    [InlineData("\u1E0B\u0323", "\u1E0D\u0307")] // a composed character comes apart to compose otherwise
    [InlineData("a\u0315\u0300\u05AE\u0301", "\u00E0\u05AE\u0301\u0315")] // the second acute is blocked
    [InlineData("\u0958", "\u0915\u093C")] // excluded from composition
    [InlineData("\u0344", "\u0308\u0301")] // decomposes to marks alone
    [InlineData("\u1100\u1161\u11A8", "\uAC01")] // Hangul by rule
    [InlineData("\uAC00\u11A8\u11A8", "\uAC01\u11A8")]
    [InlineData("\u0BC6\u0BBE", "\u0BCA")] // two starters compose
    [InlineData("\U0002F800\uF900", "\u4E3D\u8C48")] // compatibility ideographs
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\U00011099\U000110BA", "\U0001109A")]
    public void Known_pairs(string text, string normal)
    {
        Assert.Equal(normal, Nfc.Apply(text));
        Assert.Equal($". {normal} y", Nfc.Apply($". {text} y"));
    }

    [Fact]
    public void Only_rewritten_groups_lose_their_inner_positions()
    {
        // q + tilde has no composed form and stays; e + acute + cedilla is rewritten as a whole.
        var made = Nfc.Apply(new AlignedText("q\u0303e\u0301\u0327.", 10));
        Assert.Equal("q\u0303\u0229\u0301.", made.Text);
        (int, int)[] expected = [(10, 11), (11, 12), (12, 15), (12, 15), (15, 16)];
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], (made.Start(i), made.End(i)));
    }
}
