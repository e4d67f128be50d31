using System.Text;
using CsCheck;

namespace NegPreact.Notebooks.Tests;

public class DibNotebookTests
{
    private const string Meta = """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":["c#","C#"],"name":"csharp"},{"name":"markdown"}]}}""";

    [Fact]
    public void A_notebook_is_split_into_cells_with_their_lines_in_the_file()
    {
        var notebook = Parse($"#!meta\n\n{Meta}\n\n#!markdown\n\n# Title\n\nText.\n\n#!csharp\n\nvar a = 1;\na\n");

        Assert.Equal(
            [new DibCell(CellKind.Markdown, "# Title\n\nText.", 7), new DibCell(CellKind.CSharp, "var a = 1;\na", 13)],
            notebook.Cells);
        Assert.Equal("01-x", notebook.Name);
    }

    [Theory]
    [InlineData("csharp", CellKind.CSharp)]
    [InlineData("c#", CellKind.CSharp)]
    [InlineData("C#", CellKind.CSharp)]
    [InlineData("markdown", CellKind.Markdown)]
    [InlineData("md", CellKind.Markdown)]
    public void Every_alias_of_the_two_kernels_begins_a_cell(string alias, CellKind kind) =>
        Assert.Equal([new DibCell(kind, "x", 2)], Parse($"#!{alias}\nx").Cells);

    [Theory]
    [InlineData("#!csharp\nvar s = @\"\n#!markdown\n\";", "var s = @\"", "\";")]
    [InlineData("#!markdown\n```\n#!csharp\n```", "```", "```")]
    public void A_marker_splits_even_inside_a_string_or_a_fence(string text, string first, string second) =>
        Assert.Equal([first, second], Parse(text).Cells.Select(cell => cell.Source));

    [Fact]
    public void Text_before_the_first_marker_is_code_and_meta_is_optional() =>
        Assert.Equal(
            [new DibCell(CellKind.CSharp, "1 + 1", 2), new DibCell(CellKind.Markdown, "two", 4)],
            Parse("\n1 + 1\n#!md\ntwo").Cells);

    [Theory]
    [InlineData("")]
    [InlineData("\n \t\n")]
    [InlineData("#!csharp\n\n#!markdown\n   \n")]
    [InlineData("#!meta\n" + Meta)]
    public void Cells_without_text_are_dropped(string text) => Assert.Empty(Parse(text).Cells);

    [Theory]
    [InlineData("#!meta ")]
    [InlineData("#!meta\t  ")]
    public void Blanks_after_meta_are_no_matter(string meta) =>
        Assert.Equal([new DibCell(CellKind.CSharp, "1", 4)], Parse($"{meta}\n{Meta}\n#!csharp\n1").Cells);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void Every_line_end_and_a_byte_order_mark_are_read_alike(string lineEnd)
    {
        var text = $"\uFEFF#!meta\n{Meta}\n\n#!csharp\n\nvar a = 1;\n\nvar b = 2;\n".Replace("\n", lineEnd);

        Assert.Equal([new DibCell(CellKind.CSharp, "var a = 1;\n\nvar b = 2;", 6)], Parse(text).Cells);
    }

    [Theory]
    [InlineData("#!csharp\n#!import x.dib", "01-x.dib, line 2: the magic command #!import ")]
    [InlineData("#!csharp\n\n  #!time", "01-x.dib, line 3: the magic command #!time ")]
    [InlineData("#!csharp\nvar s = \"\"\"\n#!pwsh\n\"\"\";", "01-x.dib, line 3: the magic command #!pwsh ")]
    [InlineData("#!markdown\n#!fsharp", "01-x.dib, line 2: the magic command #!fsharp ")]
    [InlineData(
        "#!meta\n" + Meta + "\n\n#!fsharp\nlet a = 1\n#!csharp\n1", "01-x.dib, line 4: the magic command #!fsharp ")]
    [InlineData("#!CSHARP\n1", "01-x.dib, line 1: the magic command #!CSHARP ")]
    [InlineData("#!markdown\ntext\n#!csharp \n1", "01-x.dib, line 3: #!csharp must stand alone on its line")]
    [InlineData("#!csharp --name x\n1", "01-x.dib, line 1: #!csharp must stand alone on its line")]
    [InlineData("#!csharp\n  #!csharp", "01-x.dib, line 2: #!csharp must stand alone on its line")]
    [InlineData("#!csharp\n1\n#!meta\n{}", "01-x.dib, line 3: #!meta must be the first line")]
    public void Every_other_command_is_refused_by_name_and_line(string text, string message) =>
        Assert.StartsWith(
        message, Assert.Throws<NotebookException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("#r \"nuget: Plotly.NET, 6.0.0\"")]
    [InlineData("  #R \"NuGet:Plotly.NET\"")]
    [InlineData("#r nuget:Plotly.NET")]
    [InlineData("#i \"nuget:https://example.org\"")]
    public void Packages_are_refused_with_the_reason(string directive)
    {
        var message = Assert.Throws<NotebookException>(() => Parse("#!csharp\n\n" + directive)).Message;

        Assert.StartsWith("01-x.dib, line 3: ", message, StringComparison.Ordinal);
        Assert.Contains("second copy", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_looks_like_a_command_is_text()
    {
        const string text = "```\n#!/bin/sh\n    #!time\n#! !\n#r \"nuget:x\"\n```\nuse #!csharp";

        Assert.Equal([text], Parse("#!markdown\n" + text).Cells.Select(cell => cell.Source));
        Assert.Equal(["#r \"../lib/bin/X.dll\""], Parse("#r \"../lib/bin/X.dll\"").Cells.Select(cell => cell.Source));
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("[]", "JSON")]
    [InlineData("{}", "JSON")]
    [InlineData("""{"kernelInfo":{"defaultKernelName":"csharp"}}""", "JSON")]
    [InlineData("""{"kernelInfo":{"defaultKernelName":1,"items":[]}}""", "JSON")]
    [InlineData("""{"kernelInfo":{"defaultKernelName":"fsharp","items":[]}}""", "\"fsharp\"")]
    [InlineData("""{"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"pwsh"}]}}""", "lists no kernel \"csharp\"")]
    public void Meta_is_checked(string json, string part)
    {
        var message = Assert.Throws<NotebookException>(() => Parse($"\n#!meta\n{json}\n#!csharp\n1")).Message;

        Assert.StartsWith("01-x.dib, line 2: #!meta ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_named()
    {
        using var folder = new TemporaryFolder();
        var latin = Path.Combine(folder.Path, "latin.dib");
        File.WriteAllBytes(latin, Encoding.Latin1.GetBytes("#!markdown\ncafé"));
        var missing = Path.Combine(folder.Path, "missing.dib");

        Assert.Contains("latin.dib is not UTF-8",
            Assert.Throws<NotebookException>(() => DibNotebook.Load(latin)).Message, StringComparison.Ordinal);
        Assert.Contains(missing, Assert.Throws<NotebookException>(() => DibNotebook.Load(missing)).Message,
            StringComparison.Ordinal);
        Assert.Equal(["1"], DibNotebook.Load(
            folder.Write("a.dib", "\uFEFF#!csharp\r\n1")).Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Writing_and_reading_gives_the_same_cells()
    {
        var line = Gen.OneOf(
            Gen.Const(""), Gen.Const("  "), Gen.Const("```"), Gen.Const("#!/bin/sh"), Gen.Const("var s = @\""),
            Gen.Const("#r \"x.dll\""),
            Gen.Const("é \U0001F600 \u2028 \f"), Gen.Char['a', 'z'].Array[0, 9].Select(letters => new string(letters)));
        var marker = OneOf("#!csharp", "#!c#", "#!C#", "#!markdown", "#!md");
        var cell = Gen.Select(marker, line.Array[0, 6], (first, rest) => string.Join('\n', rest.Prepend(first)));
        var text = Gen.Select(OneOf("", $"#!meta\n{Meta}\n"), cell.Array[0, 6], OneOf("\n", "\r\n"),
            (meta, cells, lineEnd) => (meta + string.Join('\n', cells)).Replace("\n", lineEnd));

        text.Sample(written =>
        {
            var notebook = Parse(written);
            var again = Parse(notebook.ToDib());
            var lines = written.Replace("\r\n", "\n").Split('\n');

            Assert.Equal(notebook.Cells.Select(c => (c.Kind, c.Source)), again.Cells.Select(c => (c.Kind, c.Source)));
            Assert.Equal(again.ToDib(), notebook.ToDib());
            Assert.All(notebook.Cells, c => Assert.Equal(
                c.Source.Split('\n'), lines.Skip(c.FirstLine - 1).Take(c.Source.Split('\n').Length)));
        });
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static DibNotebook Parse(string text) => DibNotebook.Parse(text, "folder/01-x.dib");
}
