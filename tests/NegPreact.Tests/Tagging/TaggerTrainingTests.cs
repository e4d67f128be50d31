using NegPreact.Training.Tagging;

namespace NegPreact.Tests.Tagging;

public class TaggerTrainingTests
{
    private static readonly string[] subjects = ["dog", "cat", "child", "teacher", "bird"];
    private static readonly string[] verbs = ["sees", "likes", "finds"];

    private static (string Form, string Tag, int Head, string Label)[] Rows(
        string subject, string verb, string thing) =>
    [
        ("The", "DET", 2, "det"), (subject, "NOUN", 3, "nsubj"), (verb, "VERB", 0, "root"), ("the", "DET", 5, "det"),
        (thing, "NOUN", 3, "obj"), (".", "PUNCT", 3, "punct"),
    ];

    // A language of sentences "The X sees the Y." with every pair of nouns.
    private static string Treebank() => string.Concat(
        from s in subjects
        from v in verbs
        from o in subjects
        select $"# text = The {s} {v} the {o}.\n" + string.Concat(Rows(s, v, o).Select((w, i) =>
            $"{i + 1}\t{w.Form}\t_\t{w.Tag}\t_\t_\t{w.Head}\t{w.Label}\t_\t{(i == 4 ? "SpaceAfter=No" : "_")}\n"))
            + "\n");

    private static string Train(TemporaryFolder folder, string output)
    {
        folder.Write("tiny-train.conllu", Treebank());
        folder.Write("tiny-dev.conllu", Treebank());
        var settings = new TaggerTrainingSettings { TaggerEpochs = 3, ParserEpochs = 3, TokenizerEpochs = 3,
            LeastCount = 3, Clusters = (2, 4, 8) };
        TaggerTraining.Run(folder.Path, [folder.File("tiny-train.conllu")], folder.File(output), settings, _ => { },
            CancellationToken.None);
        return folder.File(output);
    }

    [Fact]
    public void A_small_language_is_learned_and_the_same_data_give_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var first = Train(folder, "a");
        var second = Train(folder, "b");
        foreach (var file in Directory.EnumerateFiles(first))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(second, Path.GetFileName(file))));

        var sentences = ConlluFile.Read(folder.File("tiny-dev.conllu")).ToList();
        var scores = TreebankScores.Measure(sentences, Tagger.Load(first), Parser.Load(first));
        Assert.Equal((1.0, 1.0, 1.0, 1.0), (scores.Tags.Accuracy, scores.Uas, scores.Las, scores.FullLas));
        var raw = RawTextScores.Measure(sentences, WordTokenizer.Load(first), Tagger.Load(first), Parser.Load(first));
        Assert.Equal(new RawTextScores(1, 1, 1, 1, 1), raw);
    }

    [Fact]
    public void Confusions_are_kept_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var confusion = new TagConfusion();
        confusion.Add(Upos.NOUN, Upos.NOUN);
        confusion.Add(Upos.NOUN, Upos.VERB);
        confusion.Add(Upos.DET, Upos.DET);
        confusion.Save(folder.File("c.tsv"));
        var read = TagConfusion.Load(folder.File("c.tsv"));
        Assert.Equal((3, 2, 1, 0.5, 1.0),
            (read.Total, read.Count(Upos.NOUN), read[Upos.NOUN, Upos.VERB], read.Recall(Upos.NOUN),
            read.Precision(Upos.NOUN)));
        Assert.Equal(2 / 3.0, read.Accuracy);
        folder.Write("c.tsv", File.ReadAllText(folder.File("c.tsv")).Replace(
            "NOUN\t", "NOUN\tx", StringComparison.Ordinal));
        Assert.Contains("c.tsv, line", Assert.Throws<NegPreactException>(
            () => TagConfusion.Load(folder.File("c.tsv"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_a_treebank_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("-train.conllu",
            Assert.Throws<NegPreactException>(
            () => TaggerTraining.Run(folder.Path, [], folder.File("o"), new(), _ => { },
            CancellationToken.None)).Message, StringComparison.Ordinal);
    }
}
