using System.IO.Compression;
using System.Text;

namespace NegPreact.Tests.Tagging;

public class ConlluFileTests
{
    private const string Sample = """
        # newdoc id = d
        # sent_id = 1
        # text = I don't know.
        1	I	I	PRON	PRP	_	4	nsubj	_	_
        2-3	don't	_	_	_	_	_	_	_	_
        2	do	do	AUX	VBP	_	4	aux	_	_
        3	n't	not	PART	RB	_	4	advmod	_	_
        3.1	really	_	ADV	RB	_	_	_	4:advmod	_
        4	know	know	VERB	VB	_	0	root	_	SpaceAfter=No
        5	.	.	PUNCT	.	_	4	punct	_	SpaceAfter=No

        # newpar
        1	Yes	_	_	_	_	_	_	_	_


        """;

    private static List<ConlluSentence> Read(byte[] bytes, string name = "a.conllu")
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, bytes);
        return [.. ConlluFile.Read(path)];
    }

    private static List<ConlluSentence> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static void Refuses(string text, params string[] said)
    {
        var message = Assert.Throws<NegPreactException>(() => Read(text)).Message;
        foreach (var part in said)
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Multiword_tokens_empty_nodes_and_missing_columns_are_understood()
    {
        var sentences = Read(Sample);
        Assert.Equal(2, sentences.Count);
        Assert.Equal(["I", "do", "n't", "know", "."], sentences[0].Forms);
        Assert.Equal("I don't know.", sentences[0].Text);
        Assert.All(sentences[0].Words, w => Assert.Equal(w.Word.Form, sentences[0].Text[w.Word.Start..w.Word.End]));
        Assert.Equal([Upos.PRON, Upos.AUX, Upos.PART, Upos.VERB, Upos.PUNCT],
            sentences[0].Words.Select(w => w.Tag!.Value));
        Assert.Equal([4, 4, 4, 0, 4], sentences[0].Words.Select(w => w.Head!.Value));
        Assert.True(sentences[0].BeginsParagraph && sentences[1].BeginsParagraph);
        Assert.Equal(new ConlluWord(new Word("Yes", 0, 3), null, null, null), Assert.Single(sentences[1].Words));
    }

    [Fact]
    public void Windows_line_ends_and_gzip_make_no_difference()
    {
        var forms = Read(Sample).Select(s => string.Join(' ', s.Forms)).ToList();
        Assert.Equal(forms, Read(Sample.ReplaceLineEndings("\r\n")).Select(s => string.Join(' ', s.Forms)));
        Assert.Equal(forms, Read(Packed(Sample), "a.conllu.gz").Select(s => string.Join(' ', s.Forms)));
    }

    [Fact]
    public void A_multiword_token_that_is_not_spelled_out_places_its_words_on_the_whole()
    {
        var words = Read(
            "1-2\tim\t_\t_\t_\t_\t_\t_\t_\t_\n1\tin\t_\tADP\t_\t_\t0\troot\t_\t_\n2\tdem\t_\tDET\t_\t_\t1\tdet\t_\t_\n\n").Single().Words;
        Assert.All(words, w => Assert.Equal((0, 2), (w.Word.Start, w.Word.End)));
    }

    [Fact]
    public void A_file_cut_off_anywhere_inside_a_row_is_refused_with_its_line()
    {
        var body = Sample[..(Sample.IndexOf("SpaceAfter=No\n\n", StringComparison.Ordinal) + "SpaceAfter=No".Length)];
        var refused = 0;
        for (var length = body.IndexOf("1\tI", StringComparison.Ordinal) + 1; length <= body.Length; length++)
        {
            if (body[length - 1] == '\n')
                continue; // whole rows may be a sentence, which need not end with an empty line
            var message = Assert.Throws<NegPreactException>(() => Read(body[..length])).Message;
            Assert.Matches(@"a\.conllu, line \d+: ", message);
            refused++;
        }
        Assert.True(refused > 100);
    }

    [Fact]
    public void The_last_empty_line_may_be_missing()
    {
        var forms = Read(Sample).Select(s => string.Join(' ', s.Forms)).ToList();
        Assert.Equal(forms, Read(Sample.TrimEnd('\n') + "\n").Select(s => string.Join(' ', s.Forms)));
    }

    [Fact]
    public void A_cut_gzip_file_is_refused()
    {
        var whole = Packed(string.Concat(
            Enumerable.Range(0, 2000).Select(i => $"1\tw{i * 7919 % 1000}\t_\tNOUN\t_\t_\t0\troot\t_\t_\n\n")));
        var message = Assert.Throws<NegPreactException>(() => Read(whole[..(whole.Length / 2)], "a.conllu.gz")).Message;
        Assert.Contains(
            "a.conllu.gz: the .gz file is damaged or cut off at or after line ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_are_not_CoNLL_U_are_refused_by_file_and_line()
    {
        Refuses("1\tI\tPRON\n\n", "a.conllu, line 1", "10 columns");
        Refuses("1\tI\t_\tPRON\t_\t_\t9\tnsubj\t_\t_\n\n", "line 2", "head 9");
        Refuses("1\tI\t_\tPRON\t_\t_\t1\tnsubj\t_\t_\n\n", "its own head");
        Refuses("1\tI\t_\tpron\t_\t_\t0\troot\t_\t_\n\n", "line 1", "'pron'");
        Refuses("1\tI\t_\tPRON\t_\t_\tx\troot\t_\t_\n\n", "HEAD", "'x'");
        Refuses("2\tI\t_\tPRON\t_\t_\t0\troot\t_\t_\n\n", "ID is 2");
        Refuses("1-2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n1\td\t_\tX\t_\t_\t0\troot\t_\t_\n\n", "line 3",
            "multiword token 'do'");
        Assert.Contains("UTF-8", Assert.Throws<NegPreactException>(() => Read([0x31, 0xFF, 0xFE, 0x0A])).Message,
            StringComparison.Ordinal);
        Assert.Contains("There is no file", Assert.Throws<NegPreactException>(
            () => ConlluFile.Read("no/such.conllu")).Message, StringComparison.Ordinal);
    }
}
