using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using NegPreact.Tests.Models;
using NegPreact.Tests.Tokens;
using NegPreact.Tokens;

namespace NegPreact.Tests;

/// <summary>Small files that ask for much memory or time are refused before they get it.</summary>
public sealed class BombTests : IDisposable
{
    private const int Megabyte = 1 << 20;
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("llama", "num_hidden_layers", 55_056_372)]
    [InlineData("llama", "num_hidden_layers", int.MaxValue)]
    [InlineData("gemma3_text", "num_hidden_layers", int.MaxValue)]
    [InlineData("gpt2", "n_layer", int.MaxValue)]
    [InlineData("gpt_neox", "num_hidden_layers", int.MaxValue)]
    [InlineData("opt", "num_hidden_layers", int.MaxValue)]
    [InlineData("phi", "num_hidden_layers", int.MaxValue)]
    [InlineData("starcoder2", "num_hidden_layers", int.MaxValue)]
    public void More_layers_than_there_are_tensors_are_refused_before_any_is_made(string type, string field, int layers)
    {
        using var model = TinyModel.Of(type);
        model.Config[field] = layers;
        var before = GC.GetTotalAllocatedBytes();
        var thrown = Assert.Throws<NegPreactException>(() => model.Load());
        Assert.Equal(ErrorKind.TensorMismatch, thrown.Kind);
        Assert.Contains($"'{field}' to {layers}, but its weights", thrown.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50 * Megabyte);
    }

    [Fact]
    public void An_archive_unpacks_to_so_much_and_no_more()
    {
        var path = folder.File("bomb.jsonl.gz");
        using (var pack = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            for (var i = 0; i <= 256; i++)
                pack.Write(new byte[Megabyte]);
        foreach (var read in new Action[]
        {
            () => _ = PairFile.Read(path).Count(), () => TaskSet.Load(path),
            () => _ = ConlluFile.Read(path).Count(),
            () => Tokenizer.Load(path),
        })
        {
            var thrown = Assert.Throws<NegPreactException>(read);
            Assert.Equal(ErrorKind.DataFile, thrown.Kind);
            Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
            Assert.Matches("NEGPREACT_(UNPACKED|LINE)_LIMIT", thrown.Message);
        }
    }

    [Theory]
    [InlineData("long.jsonl")]
    [InlineData("long.jsonl.gz")]
    public void A_line_has_so_many_characters_and_no_more(string name)
    {
        using (Stream file = File.Create(folder.File(name)),
            text = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest)
                : file)
            for (var i = 0; i <= 16; i++)
                text.Write(Enumerable.Repeat((byte)'a', Megabyte).ToArray());
        Assert.Contains("line 1: the line is longer than 16777216 characters; if it is what it should be, set "
            + "NEGPREACT_LINE_LIMIT", Assert.Throws<NegPreactException>(
            () => PairFile.Read(folder.File(name)).Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    [InlineData("\uFEFFa\r\nb\rc\n\nd", new[] { "a", "b", "c", "", "d" })]
    [InlineData("a\r\n\r\nb\r\n", new[] { "a", "", "b" })]
    public void Lines_end_as_they_do_for_dotnet(string text, string[] lines)
    {
        var path = folder.Write("lines.txt", Encoding.UTF8.GetBytes(text));
        Assert.Equal(lines, TextLines.Read(path).Select(l => l.Text));
        Assert.Equal(File.ReadAllLines(path), lines);
        Assert.Equal(Enumerable.Range(1, lines.Length), TextLines.Read(path).Select(l => l.Number));
    }

    [Fact]
    public void Lines_are_whole_wherever_a_buffer_ends()
    {
        var random = new Random(1);
        string[] lines = [.. Enumerable.Range(0, 4000).Select(_ => new string('é', random.Next(40)))];
        var path = folder.Write("many.txt", string.Join("\r\n", lines) + "\r\n");
        Assert.Equal(lines, TextLines.Read(path).Select(l => l.Text));
    }

    [Fact]
    public void A_large_id_takes_no_room_for_those_that_are_not_there()
    {
        using var tiny = new TinyTokenizer(j => j["model"]!["vocab"]!["far"] = (1 << 24) - 1);
        var before = GC.GetTotalAllocatedBytes();
        var tokenizer = Tokenizer.Load(tiny.Folder);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10 * Megabyte);
        Assert.Equal(1 << 24, tokenizer.VocabularySize);
        Assert.Equal("far", tokenizer.TokenText((1 << 24) - 1));
        Assert.Throws<NegPreactException>(() => tokenizer.TokenText((1 << 24) - 2));
    }

    [Fact]
    public void An_expression_that_takes_forever_is_given_up()
    {
        var tokenizer = TinyTokenizer.Make(j => j["pre_tokenizer"] = JsonNode.Parse("""
            {"type": "Sequence", "pretokenizers": [
              {"type": "Split", "pattern": {"Regex": "(?:[a-z]|[a-z][a-z])+[0-9]| "}, "behavior": "Isolated"},
              {"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}]}
            """));
        var thrown = Assert.Throws<NegPreactException>(() => tokenizer.Encode(new string('a', 60)));
        Assert.Equal(ErrorKind.TokenizerUnsupported, thrown.Kind);
        Assert.Contains("needs more than 2 s", thrown.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
