using System.IO.Compression;
using System.Text;

namespace NegPreact.Tests.MinimalPairs;

public sealed class PairFileTests : IDisposable
{
    private const string Blimp = """{"sentence_good": "Cats sleep.", "sentence_bad": "Cats sleeps.", "linguistics_term": "agreement", "UID": "plural_1", "pairID": "0"}""";
    private const string BuiltIn = """{"sentence_good": "A cat sleeps.", "sentence_bad": "A cat sleep.", "UID": "singular", "phenomenon": "agreement", "suite": "blimp-like"}""";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Each_format_names_its_paradigm_and_phenomenon()
    {
        Assert.Equal(new MinimalPair("Cats sleep.", "Cats sleeps.", "plural_1", "agreement"),
            One("blimp.jsonl", Blimp));
        Assert.Equal(new MinimalPair("A cat sleeps.", "A cat sleep.", "singular", "agreement"),
            One("own.jsonl", BuiltIn));
        Assert.Equal(
            new MinimalPair("a", "b", "simple plur_MS_MV", "simple"),
            One("x.jsonl", """{"sentence_good":"a","sentence_bad":"b","construction":"simple","condition":"plur_MS_MV","item":0}"""));
        Assert.Equal(
            new MinimalPair("a", "b", "npi past 2", "npi"),
            One("x.jsonl", """{"sentence_good":"a","sentence_bad":"b","construction":"npi","condition":"past","item":0,"alternative":2}"""));
        Assert.Equal(new MinimalPair("a", "b", "vp_coord_all -1", "vp_coord_all"), One("vp_coord_all.jsonl", """{"sentence_good":"a","sentence_bad":"b","label":-1}"""));
    }

    [Theory]
    [InlineData("""{"sentence_good": "a", "senten""", "half-written")]
    [InlineData("", "half-written")]
    [InlineData("""["a", "b"]""", "object")]
    [InlineData("""{"sentence_good": "a", "UID": "u", "linguistics_term": "t"}""", "sentence_bad")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": "", "UID": "u", "linguistics_term": "t"}""", "sentence_bad")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": 3, "UID": "u", "linguistics_term": "t"}""", "sentence_bad")]
    [InlineData("""{"sentence_good": "a", "sentence_good": "c", "sentence_bad": "b", "UID": "u", "linguistics_term": "t"}""", "JSON")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": "b", "UID": "u"}""", "linguistics_term")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": "b"}""", "UID")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": "b", "label": 0.5}""", "label")]
    public void A_wrong_line_is_named_with_its_file(string line, string says)
    {
        var path = folder.Write("pairs.jsonl", $"{Blimp}\n{line}\n{Blimp}\n");
        var failure = Assert.Throws<NegPreactException>(() => PairFile.Read(path).Count());
        Assert.Contains($"{path}, line 2", failure.Message, StringComparison.Ordinal);
        Assert.Contains(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_of_equal_sentences_is_let_through_as_BLiMP_has_some() =>
        Assert.Equal(new MinimalPair("a", "a", "u", "t"), One("same.jsonl", """{"sentence_good": "a", "sentence_bad": "a", "UID": "u", "linguistics_term": "t"}"""));

    [Fact]
    public void Lines_before_a_wrong_one_have_been_read_by_then()
    {
        var path = folder.Write("pairs.jsonl", $"{Blimp}\nnonsense\n");
        using var pairs = PairFile.Read(path).GetEnumerator();
        Assert.True(pairs.MoveNext());
        Assert.Equal("plural_1", pairs.Current.Paradigm);
        Assert.Throws<NegPreactException>(() => pairs.MoveNext());
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused() =>
        Assert.Contains(
        "UTF-8", Fails(folder.Write("pairs.jsonl", Encoding.Latin1.GetBytes(
        Blimp.Replace("Cats", "Kätz", StringComparison.Ordinal)))), StringComparison.Ordinal);

    [Fact]
    public void A_packed_file_reads_like_the_file_itself()
    {
        var plain = folder.Write("a.jsonl", $"{Blimp}\n{BuiltIn.Replace("blimp-like", "x", StringComparison.Ordinal)}");
        var packed = folder.Write("b.jsonl.gz", Pack($"{Blimp}\n{BuiltIn}\n"));
        Assert.Equal(PairFile.Read(plain), PairFile.Read(packed));
    }

    [Fact]
    public void A_packed_file_cut_off_anywhere_is_refused()
    {
        var whole = Pack(
            string.Concat(Enumerable.Range(0, 40).Select(
            i => $"{Blimp.Replace("sleep", $"sleep {i * 7919}", StringComparison.Ordinal)}\n")));
        for (var length = 0; length < whole.Length; length++)
            Assert.Contains(
                "cut.jsonl.gz", Fails(folder.Write("cut.jsonl.gz", whole[..length])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_with_a_changed_byte_is_refused()
    {
        var whole = Pack($"{Blimp}\n{BuiltIn}\n");
        whole[^8] ^= 1; // its checksum
        Assert.Contains("damaged", Fails(folder.Write("bad.jsonl.gz", whole)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_read_in_the_order_of_its_names_and_one_suite_of_it_on_demand()
    {
        folder.Write("b.jsonl", BuiltIn);
        folder.Write("a.jsonl.gz",
            Pack(BuiltIn.Replace("blimp-like", "tse-like", StringComparison.Ordinal).Replace(
            "singular", "first", StringComparison.Ordinal)));
        folder.Write("README.md", "no pairs");
        var all = PairSuite.Load(folder.Path);
        Assert.Equal(["first", "singular"], all.Pairs.Select(p => p.Paradigm));
        var one = PairSuite.Load(folder.Path, "blimp-like");
        Assert.Equal(("blimp-like", "singular"), (one.Name, Assert.Single(one.Pairs).Paradigm));
        Assert.Equal(one.Sha256, all.Where(p => p.Paradigm == "singular").Sha256);
        Assert.NotEqual(one.Sha256, all.Sha256);
        Assert.Throws<NegPreactException>(() => PairSuite.Load(folder.Path, "no-such"));
    }

    [Fact]
    public void A_published_file_has_no_suites_and_is_taken_whole_by_any_name()
    {
        folder.Write("b.jsonl", BuiltIn.Replace(", \"suite\": \"blimp-like\"", "", StringComparison.Ordinal));
        var named = PairSuite.Load(folder.Path, "blimp");
        Assert.Equal(("blimp", 1), (named.Name, named.Pairs.Count));
        Assert.Equal(PairSuite.Load(folder.Path).Sha256, named.Sha256);
    }

    [Fact]
    public void The_first_pairs_of_each_paradigm_are_the_first()
    {
        var suite = PairSuite.Of(
            "s", Enumerable.Range(0, 10).Select(i => new MinimalPair($"g{i}", "b", i % 3 == 0 ? "x" : "y", "p")));
        Assert.Equal(["g0", "g1", "g2", "g3"], suite.First(2).Pairs.Select(p => p.Good));
    }

    [Fact]
    public void Nothing_there_is_said_so()
    {
        Assert.Throws<NegPreactException>(() => PairSuite.Load(folder.File("none.jsonl")));
        Assert.Throws<NegPreactException>(() => PairSuite.Load(folder.Path));
        Assert.Throws<NegPreactException>(() => PairFile.Read(folder.File("none.jsonl")).Any());
    }

    public void Dispose() => folder.Dispose();

    private static string Fails(string path) =>
        Assert.Throws<NegPreactException>(() => PairFile.Read(path).Count()).Message;

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private MinimalPair One(string name, string line) => Assert.Single(PairFile.Read(folder.Write(name, line + "\n")));
}
