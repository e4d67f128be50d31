using System.Globalization;
using CsCheck;
using Microsoft.Data.Analysis;

namespace NegPreact.Tests.Figures;

public class TableTests
{
    private static Table Neurons() => new Table("Neurons <of layer 3>")
        .Column("neuron").Column("WD", "sigma").Column("tokens").Column("share", "%", "0.0")
            .Column("note", alignment: Alignment.Right)
        .Row("a & b", 0.5, 12_000, 12.34, "line\nbreak")
        .Row("<script>alert(1)</script>", double.NaN, 7, null, true)
        .Row("dead", new Missing("constant neuron"), 0, double.NegativeInfinity, new Missing())
        .Row("small", -0.0421f, -5L, 0m, "");

    [Fact]
    public void Text_is_aligned_and_names_what_is_missing() => Snapshot.Matches(
        Neurons().Note("A note.").ToString(), "table.txt");

    [Fact]
    public void Html_is_a_table_for_screen_readers_too() => Snapshot.Matches(
        Neurons().Note("Less < more.").ToHtml(), "table.html");

    [Fact]
    public void A_long_table_says_how_much_is_not_shown()
    {
        var table = new Table("Long").Column("row").Show(2);
        for (var i = 1; i <= 1_500; i++)
            table.Row(i);
        Assert.Contains("The first 2 rows of 1,500 are shown; 1,498 more are not.", table.ToString());
        Assert.Contains("1,498 more are not.", table.ToHtml());
        Assert.DoesNotContain("<th scope=\"row\" class=\"np-number\">3</th>", table.ToHtml());
        Assert.Equal(1_500, table.Rows.Count);
        Assert.Contains("1 more is not.", table.Show(1_499).ToString());
        Assert.DoesNotContain("more", table.Show(1_500).ToString());
    }

    [Fact]
    public void A_data_frame_keeps_its_columns_rows_and_gaps()
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("token", ["der", null]),
            new DoubleDataFrameColumn("surprisal (bits)", new double?[] { 1.5, null }),
            new Int32DataFrameColumn("place", [3, 4]));
        Snapshot.Matches(Table.From(frame, "Tokens").ToString(), "table-of-frame.txt");
    }

    [Fact]
    public void Of_a_hash_twelve_digits_are_shown()
    {
        var hash = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));
        var table = new Table("Hashes").Column("of").Column("SHA-256").Row("weights", hash).Row("text", hash + "0");
        Assert.Contains(">0123456789ab<", table.ToHtml());
        Assert.Contains($">{hash}0<", table.ToHtml());
        Assert.Equal(hash, table.Rows[0][1]);
    }

    [Theory]
    [InlineData(-0.00001, "0.0000", "0.0000")]
    [InlineData(-0.00006, "0.0000", "-0.0001")]
    [InlineData(-0.0, "0.00", "0.00")]
    public void Nothing_is_minus_zero(double value, string format, string expected) =>
        Assert.Equal(expected, NegPreact.Numbers.Text(value, format));

    [Theory]
    [InlineData("-0.5 to -0.1", "\u22120.5 to \u22120.1")]
    [InlineData("(-∞)", "(\u2212∞)")]
    [InlineData("1.0e-5", "1.0e\u22125")]
    [InlineData("blimp-loss-at-1, 1860-1929, pre-activation, --5", "blimp-loss-at-1, 1860-1929, pre-activation, --5")]
    public void On_a_page_a_minus_is_one(string text, string expected) =>
        Assert.Equal(expected, NegPreact.Numbers.OnPage(text));

    [Theory]
    [InlineData(0.0009, "p < 0.001")]
    [InlineData(0.001, "p = 0.001")]
    [InlineData(0.02341, "p = 0.0234")]
    public void A_p_value_is_never_nought(double p, string expected) =>
        Assert.Equal(expected, NegPreact.Numbers.PEquals(p));

    [Fact]
    public void Wrong_use_is_refused_in_words()
    {
        Assert.Contains("title", Assert.Throws<NegPreactException>(() => new Table(" ")).Message);
        var table = new Table("Two").Column("a").Column("b").Row(1, 2);
        Assert.Contains(
            "row 2 has 1 cells for 2 columns", Assert.Throws<NegPreactException>(() => table.Row(1)).Message);
        Assert.Contains("\"c\"", Assert.Throws<NegPreactException>(() => table.Column("c")).Message);
        Assert.Contains("0 rows", Assert.Throws<NegPreactException>(() => table.Show(0)).Message);
    }

    [Fact]
    public void A_lone_missing_cell_is_a_row() => Assert.Contains(
        "n/a", new Table("One").Column("a").Row(null).ToString());

    [Fact]
    public void Numbers_look_alike_whatever_the_reader_s_language()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator) = (",", ".");
        var before = CultureInfo.CurrentCulture;
        try
        {
            var expected = Neurons().ToString() + Charts.Scatter(
                "t", new Axis("x"), new Axis("y", "", true), [new(0.5, 1_234.5)]).Json;
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Neurons().ToString() + Charts.Scatter(
                "t", new Axis("x"), new Axis("y", "", true), [new(0.5, 1_234.5)]).Json);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_number_alone_is_never_rounded_away() => Gen.Double[-1e12, 1e12].Select(
        Gen.Int[-20, 0], (v, power) => v * Math.Pow(10, power)).Sample(value =>
        Math.Abs(double.Parse(NegPreact.Numbers.Text(value), NumberStyles.Float | NumberStyles.AllowThousands)
        - value) <= 1e-3 * Math.Abs(value));

    [Theory]
    [InlineData(double.NaN, "n/a")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(0.0, "0")]
    [InlineData(0.00001, "1.000e-5")]
    [InlineData(123456.7, "123,457")]
    [InlineData(-0.5, "-0.5000")]
    [InlineData(1_500.0, "1,500")]
    [InlineData(2e12, "2.000e+12")]
    public void Single_numbers(double value, string expected) => Assert.Equal(expected, NegPreact.Numbers.Text(value));

    [Theory]
    [InlineData(0.794, "79.4 %")]
    [InlineData(0.000001, "0.0001 %")]
    [InlineData(0, "0 %")]
    public void A_share_above_nothing_is_never_shown_as_nothing(double share, string expected) =>
        Assert.Equal(double.Parse(expected[..^2]), double.Parse(NegPreact.Numbers.Percent(share)[..^2]));
}
