using CsCheck;

namespace NegPreact.Tests.Surprisal;

public class PrefixTreesTests
{
    private const int Usual = 20;
    private const int Most = 40;

    // Few different ids, so that many texts begin alike, are the beginning of others, or are equal.
    private static readonly Gen<int[][]> Texts = Gen.OneOf(
        Gen.Int[0, 2].Array[1, 12].Array[0, 30], Gen.Int[0, 99].Array[1, 50].Array[0, 10]);

    [Fact]
    public void Every_text_can_be_read_off_its_row() => Texts.Sample(texts =>
    {
        var rows = Of(texts);
        Assert.Equal(Enumerable.Range(0, texts.Length), rows.SelectMany(r => r.Texts.Select(t => t.Text)).Order());
        foreach (var row in rows)
            foreach (var (text, last) in row.Texts)
            {
                var places = row.PlacesBefore(last, texts[text].Length);
                Assert.Equal(texts[text], places.Select(p => row.Tokens[p]));
                Assert.Equal(-1, row.Parents[places[0]]);
                Assert.Equal(places[^1..], row.PlacesBefore(last, 1));
            }
    });

    [Fact]
    public void No_beginning_stands_in_a_row_twice() => Texts.Sample(texts =>
    {
        foreach (var row in Of(texts))
        {
            Assert.All(row.Parents, (parent, place) => Assert.InRange(parent, -1, place - 1));
            var beginnings = row.Texts.SelectMany(t => Enumerable.Range(1, texts[t.Text].Length).Select(
                n => string.Join(' ', texts[t.Text][..n]))).Distinct();
            Assert.Equal(beginnings.Count(), row.Tokens.Count);
        }
    });

    [Fact]
    public void No_row_is_longer_than_allowed_unless_it_is_one_text() => Texts.Sample(texts => Assert.All(
        Of(texts), row => Assert.True(
            row.Tokens.Count <= Most || row.Tokens.Count == row.Texts.Max(t => texts[t.Text].Length))));

    [Fact]
    public void A_row_ends_where_the_next_text_shares_little()
    {
        int[] first = [.. Enumerable.Range(0, Usual)], alike = [.. first[..^1], 99], other = [0, 50, 51];
        Assert.Equal([[0, 1], [2]], Of([first, alike, other]).Select(r => r.Texts.Select(t => t.Text)));
        Assert.Equal([Usual + 1, other.Length], Of([first, alike, other]).Select(r => r.Tokens.Count));
    }

    private static List<PrefixTrees> Of(int[][] texts) => PrefixTrees.Of(
        [.. texts.Select(t => new ArraySegment<int>(t))], Enumerable.Range(0, texts.Length), Usual, Most);
}
