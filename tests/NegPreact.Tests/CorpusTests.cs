using CsCheck;
using NegPreact.Tests.Models;
using NegPreact.Tokens;
using NegPreact.Training.Tokens;

namespace NegPreact.Tests;

public sealed class CorpusTests : IDisposable
{
    private const string End = "<|endoftext|>";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_built_in_prose_is_in_the_repository()
    {
        Assert.Equal("prose", Corpus.BuiltIn.Name);
        Assert.NotEmpty(Corpus.BuiltIn.Documents);
        Assert.All(Corpus.BuiltIn.Documents, d => Assert.EndsWith("\n", d, StringComparison.Ordinal));
        Assert.Equal(Corpus.Load(Path.Combine(Repository.Root, "data", "prose")).Sha256, Corpus.BuiltIn.Sha256);
    }

    [Theory]
    [InlineData("one\n<|endoftext|>\ntwo\n", "one\n", "two\n")]
    [InlineData("one\r\n<|endoftext|>\r\ntwo", "one\n", "two\n")]
    [InlineData("one\n<|endoftext|>", "one\n")]
    [InlineData("<|endoftext|>\n\n<|endoftext|>\none\n\ntwo\n\n", "one\n\ntwo\n")]
    [InlineData("a form feed\f and a \u2028 separator stay", "a form feed\f and a \u2028 separator stay\n")]
    [InlineData("the mark <|endoftext|>\nends a text\n", "the mark <|endoftext|>\nends a text\n")]
    public void Documents_are_separated_by_lines_that_are_the_mark(string text, params string[] documents) =>
        Assert.Equal(documents, Corpus.OfText("t", text).Documents);

    [Fact]
    public void A_folder_gives_its_text_files_in_the_order_of_their_names()
    {
        folder.Write("b.txt", "second");
        folder.Write("a.txt", $"first\n{End}\nhalf");
        folder.Write("README.md", "not this");
        Assert.Equal(["first\n", "half\n", "second\n"], Corpus.Load(folder.Path).Documents);
        Assert.Equal(["second\n"], Corpus.Load(folder.File("b.txt")).Documents);
        Assert.Equal("b.txt", Corpus.Load(folder.File("b.txt")).Name);
    }

    [Fact]
    public void The_hash_tells_documents_apart()
    {
        string[] texts = ["one\ntwo", $"one\n{End}\ntwo", "one\ntwo\nthree"];
        Assert.Equal(3, texts.Select(t => Corpus.OfText("t", t).Sha256).Distinct().Count());
        Assert.Equal(Corpus.OfText("a", "one").Sha256, Corpus.OfText("b", "one\n").Sha256);
    }

    [Fact]
    public void Nothing_is_refused_by_name()
    {
        Assert.Contains("'blank'", Assert.Throws<NegPreactException>(() => Corpus.OfText("blank", "\n\n")).Message,
            StringComparison.Ordinal);
        folder.Write("empty.txt", End + "\n");
        Assert.Contains("empty.txt", Assert.Throws<NegPreactException>(
            () => Corpus.Load(folder.File("empty.txt"))).Message, StringComparison.Ordinal);
        Assert.Contains("absent", Assert.Throws<NegPreactException>(() => Corpus.Load(folder.File("absent"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_of_text_token_follows_each_document()
    {
        var tokenizer = MakeTokenizer();
        var ids = Corpus.OfText("t", $"a dog\n{End}\nthe cat").Encode(tokenizer);
        Assert.Equal([.. tokenizer.Encode("a dog\n"), 0, .. tokenizer.Encode("the cat\n"), 0], ids);
    }

    [Fact]
    public void Windows_are_the_text_without_its_tail()
    {
        var tokenizer = MakeTokenizer();
        var corpus = Corpus.OfText("t", TinyModel.Texts);
        var ids = corpus.Encode(tokenizer);
        Gen.Int[2, ids.Count / 2].Sample(length =>
        {
            var windows = corpus.Windows(tokenizer, length);
            Assert.All(windows, w => Assert.Equal(length, w.Count));
            Assert.Equal(ids.Count / length, windows.Count);
            Assert.Equal(ids.Take(windows.Count * length), windows.SelectMany(w => w));
        });
        Assert.Throws<NegPreactException>(() => corpus.Windows(tokenizer, (ids.Count / 2) + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus.Windows(tokenizer, 1));
    }

    [Fact]
    public void Paths_are_looked_for_here_and_then_in_the_repository()
    {
        Assert.Equal(SharedData.Repository, Repository.Root);
        Assert.Equal(Path.Combine(SharedData.Repository, "data", "prose"), Repository.Resolve("data/prose"));
        Assert.Equal(folder.Path, Repository.Resolve(folder.Path));
        Assert.Equal(Path.GetFullPath("no/such"), Repository.Resolve("no/such"));
    }

    public void Dispose() => folder.Dispose();

    private Tokenizer MakeTokenizer()
    {
        BpeTrainer.TrainTo(folder.Path, [TinyModel.Texts], 280);
        return Tokenizer.Load(folder.Path);
    }
}
