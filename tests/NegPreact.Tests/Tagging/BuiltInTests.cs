using CsCheck;

namespace NegPreact.Tests.Tagging;

public class BuiltInTests
{
    [Fact]
    public void Plain_sentences_have_their_plain_analysis()
    {
        string[] forms = ["The", "old", "man", "did", "n't", "give", "her", "the", "book", "."];
        var tags = Tagger.BuiltIn.Tag(forms);
        Assert.Equal([Upos.DET, Upos.ADJ, Upos.NOUN, Upos.AUX, Upos.PART, Upos.VERB, Upos.PRON, Upos.DET, Upos.NOUN,
            Upos.PUNCT], tags);
        var arcs = Parser.BuiltIn.Parse(forms, tags);
        Assert.Equal([3, 3, 6, 6, 6, 0, 6, 9, 6, 6], arcs.Select(a => a.Head));
        Assert.Equal(["det", "amod", "nsubj", "aux", "advmod", "root", "iobj", "det", "obj", "punct"],
            arcs.Select(a => a.UniversalRelation));
    }

    [Fact]
    public void Any_words_with_any_tags_get_one_projective_tree_with_one_root() =>
        Gen.Select(Gen.String[1, 6], Gen.Enum<Upos>()).Array[0, 14].Sample(words =>
        {
            var arcs = Parser.BuiltIn.Parse([.. words.Select(w => w.Item1)], [.. words.Select(w => w.Item2)]);
            Assert.Equal(words.Length, arcs.Length);
            Assert.Equal(words.Length > 0 ? 1 : 0, arcs.Count(a => a.Head == 0));
            for (var i = 0; i < arcs.Length; i++)
            {
                Assert.Equal(arcs[i].Head == 0, arcs[i].Relation == "root");
                Assert.Contains(arcs[i].Relation, Parser.BuiltIn.Relations);
                var steps = 0;
                for (var w = i + 1; w != 0; w = arcs[w - 1].Head)
                    Assert.True(steps++ <= arcs.Length, "a cycle");
                var (low, high) = (Math.Min(i + 1, arcs[i].Head), Math.Max(i + 1, arcs[i].Head));
                for (var w = low + 1; w < high && low > 0; w++)
                    Assert.InRange(arcs[w - 1].Head, low, high);
            }
        });

    [Fact]
    public void Any_words_can_be_tagged() =>
        Gen.String.Array[0, 10].Sample(words => Tagger.BuiltIn.Tag(words).Length == words.Length);

    [Fact]
    public void A_text_is_annotated_with_places_and_sentence_numbers()
    {
        const string Text = "Dogs bark. Cats don't.";
        var words = Annotation.Of(Text);
        Assert.Equal(["Dogs", "bark", ".", "Cats", "do", "n't", "."], words.Select(w => w.Word.Form));
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], words.Select(w => w.Sentence));
        Assert.All(words, w => Assert.Equal(Text[w.Word.Start..w.Word.End], w.Word.Form));
    }

    [Fact]
    public void Tags_and_words_must_match_in_number() =>
        Assert.Contains("2 words came with 1 tags", Assert.Throws<NegPreactException>(
        () => Parser.BuiltIn.Parse(["a", "b"], [Upos.X])).Message, StringComparison.Ordinal);
}
