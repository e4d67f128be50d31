using System.IO.Compression;
using System.Text;

namespace NegPreact.Tests.Tasks;

public sealed class TaskSetTests : IDisposable
{
    private const string Choice = """{"query": "The sky is", "choices": ["blue", "made of wood", "late"], "gold": 1, "task": "colours"}""";
    private const string Schema = """{"context_options": ["The dog", "The cat"], "continuation": "barks.", "gold": 0}""";
    private const string Word = """{"context": "It rains cats and", "continuation": "dogs"}""";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_fields_tell_what_a_file_asks()
    {
        var choice = TaskSet.Load(folder.Write("a.jsonl", Choice + "\r\n\n" + Choice + "\n"));
        Assert.Equal(("a", TaskKind.MultipleChoice, 2), (choice.Name, choice.Kind, choice.Items.Count));
        Assert.Equal([new("The sky is", "blue"), new("The sky is", "made of wood"), new("The sky is", "late")],
            choice.Items[1].Options);
        Assert.Equal((1, 3, "colours"), (choice.Items[1].Gold, choice.Items[1].Line, choice.Items[1].Group));

        var schema = TaskSet.Load(folder.Write("b.jsonl", Schema));
        Assert.Equal(TaskKind.Schema, schema.Kind);
        Assert.Equal([new("The dog", "barks."), new("The cat", "barks.")], schema.Items[0].Options);

        var word = TaskSet.Load(folder.Write("c.jsonl", Word));
        Assert.Equal(TaskKind.LastWord, word.Kind);
        Assert.Equal([new("It rains cats and", "dogs")], word.Items[0].Options);
        Assert.Null(word.Items[0].Group);
        Assert.Equal("c: 1 questions (LastWord)", word.ToString());
    }

    [Fact]
    public void A_packed_file_is_the_same_and_a_folder_holds_both()
    {
        var plain = TaskSet.Load(folder.Write("x.jsonl", Word));
        using (var packed = new GZipStream(File.Create(folder.File("y.jsonl.gz")), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(Word));
        folder.Write("notes.txt", "not a task");
        var all = TaskSet.LoadFolder(folder.Path);
        Assert.Equal(["x", "y"], all.Select(t => t.Name));
        Assert.All(all, t => Assert.Equal(plain.Sha256, t.Sha256));
        Assert.Equal(plain.Items[0].Options, all[1].Items[0].Options);
    }

    [Theory]
    [InlineData("""{"query": "The sky""", "is not a complete JSON object; it may be half-written")]
    [InlineData("[1]", "is not a JSON object")]
    [InlineData("""{"choices": ["a", "b"], "gold": 0}""", "has no field \"query\"")]
    [InlineData("""{"query": "q", "choices": ["a"], "gold": 0}""", "has no list of at least two texts in \"choices\"")]
    [InlineData("""{"query": "q", "choices": ["a", 3], "gold": 0}""", "has something other than text in \"choices\"")]
    [InlineData("""{"query": "q", "choices": ["a", " "], "gold": 0}""", "has an empty text in \"choices\"")]
    [InlineData(
        """{"query": "q", "choices": ["a", "b"], "gold": 2}""",
        "has a \"gold\" that is not an index of \"choices\"")]
    [InlineData(
        """{"query": "q", "choices": ["a", "b"], "gold": "a"}""",
        "has a \"gold\" that is not an index of \"choices\"")]
    [InlineData("""{"query": "q\ud800", "choices": ["a", "b"], "gold": 0}""", "is not a complete JSON object")]
    [InlineData("""{"context": "q", "continuation": ""}""", "has an empty text in \"continuation\"")]
    [InlineData("""{"sentence_good": "a", "sentence_bad": "b"}""", "has no field \"continuation\"")]
    [InlineData(Word, "asks for LastWord, the lines before for MultipleChoice")]
    public void A_bad_line_is_named(string line, string problem)
    {
        var path = folder.Write("bad.jsonl", Choice + "\n" + line + "\n");
        Assert.Contains($"{path}: line 2 {problem}",
            Assert.Throws<NegPreactException>(() => TaskSet.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_named_too()
    {
        var path = folder.Write("bytes.jsonl", [.. Encoding.UTF8.GetBytes("""{"context": "a", "continuation": "b"""), 0xff, .. "\"}"u8]);
        Assert.Contains("line 1 is not a complete JSON object",
            Assert.Throws<NegPreactException>(() => TaskSet.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_or_empty_is_refused()
    {
        Assert.Contains("cannot be read", Assert.Throws<NegPreactException>(
            () => TaskSet.Load(folder.File("none.jsonl"))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<NegPreactException>(
            () => TaskSet.Load(folder.Write("broken.jsonl.gz", "no gzip"))).Message, StringComparison.Ordinal);
        Assert.Contains("no question", Assert.Throws<NegPreactException>(
            () => TaskSet.Load(folder.Write("empty.jsonl", " \n"))).Message, StringComparison.Ordinal);
        Assert.Contains("no task file", Assert.Throws<NegPreactException>(
            () => TaskSet.LoadFolder(folder.Folder("inner"))).Message, StringComparison.Ordinal);
        Assert.Contains("no folder", Assert.Throws<NegPreactException>(
            () => TaskSet.LoadFolder(folder.File("nowhere"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_is_seeded_and_in_order()
    {
        var all = TaskSet.Load(folder.Write("many.jsonl", string.Concat(Enumerable.Repeat(Word + "\n", 50))));
        var some = all.Sample(10, 3);
        Assert.Equal(10, some.Items.Count);
        Assert.Equal(some.Items.Select(i => i.Line).Order(), some.Items.Select(i => i.Line));
        Assert.Equal(some.Items, all.Sample(10, 3).Items);
        Assert.NotEqual(some.Items, all.Sample(10, 4).Items);
        Assert.Equal(all.Items, all.Sample(99, 1).Items);
    }

    public void Dispose() => folder.Dispose();
}
