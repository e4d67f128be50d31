using System.Text.Json;
using System.Text.RegularExpressions;

namespace NegPreact.Notebooks;

/// <summary>
/// Splits <c>.dib</c> text the way the .NET Interactive kernel does, and refuses what is outside the subset.
/// </summary>
internal sealed partial class DibParser(string text, string path)
{
    private static readonly Dictionary<string, CellKind> Markers = new(StringComparer.Ordinal)
    {
        ["#!csharp"] = CellKind.CSharp,
        ["#!c#"] = CellKind.CSharp,
        ["#!C#"] = CellKind.CSharp,
        ["#!markdown"] = CellKind.Markdown,
        ["#!md"] = CellKind.Markdown,
    };

    private readonly string[] lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');

    public List<DibCell> Read()
    {
        var cells = new List<DibCell>();
        var start = SkipMeta();
        var kind = CellKind.CSharp;
        for (var i = start; i <= lines.Length; i++)
        {
            CellKind next = default;
            // The split does not look into strings or code fences: neither does the kernel's.
            if (i < lines.Length && !Markers.TryGetValue(lines[i], out next))
                continue;
            AddCell(cells, kind, start, i);
            (kind, start) = (next, i + 1);
        }

        return cells;
    }

    private int SkipMeta()
    {
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (first < 0 || lines[first].TrimEnd() != "#!meta")
            return 0;
        // Any command ends it: no line of JSON looks like one, and a cell of another language is refused by its name.
        var end = Array.FindIndex(lines, first + 1, line => MagicCommand().IsMatch(line));
        end = end < 0 ? lines.Length : end;
        CheckMeta(string.Join('\n', lines[(first + 1)..end]), first + 1);
        return end;
    }

    private void CheckMeta(string json, int line)
    {
        try
        {
            using var meta = JsonDocument.Parse(json);
            var info = meta.RootElement.GetProperty("kernelInfo");
            var kernel = info.GetProperty("defaultKernelName").GetString();
            if (kernel != "csharp")
                throw Refuse(line, $"#!meta names the default kernel \"{kernel}\": it must be \"csharp\"");
            if (!info.GetProperty("items").EnumerateArray().Any(
                item => item.GetProperty("name").GetString() == "csharp"))
                throw Refuse(line, "#!meta lists no kernel \"csharp\" in kernelInfo.items: add it");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new NotebookException(
                Where(line) + "#!meta must be followed by one JSON object with kernelInfo.defaultKernelName and "
                + "kernelInfo.items: " + e.Message, e);
        }
    }

    private void AddCell(List<DibCell> cells, CellKind kind, int start, int end)
    {
        while (start < end && string.IsNullOrWhiteSpace(lines[start]))
            start++;
        while (start < end && string.IsNullOrWhiteSpace(lines[end - 1]))
            end--;
        if (start == end)
            return;
        for (var i = start; i < end; i++)
            CheckLine(kind, i);
        cells.Add(new DibCell(kind, string.Join('\n', lines[start..end]), start + 1));
    }

    private void CheckLine(CellKind kind, int index)
    {
        // An indented `#!` is harmless in prose, but in code the kernel still takes it for a command.
        var line = kind == CellKind.CSharp ? lines[index].TrimStart() : lines[index];
        var magic = MagicCommand().Match(line);
        if (magic.Success && Markers.ContainsKey(magic.Value))
            throw Refuse(index + 1, $"{magic.Value} must stand alone on its line, without spaces around it");
        if (magic.Success && magic.Value == "#!meta")
            throw Refuse(index + 1, "#!meta must be the first line of the notebook");
        if (magic.Success)
            throw Refuse(index + 1, $"the magic command {magic.Value} is outside the subset that every reader accepts: "
                + "use only #!markdown, #!csharp and #r \"path\"");
        if (kind == CellKind.CSharp && PackageDirective().IsMatch(line))
            throw Refuse(index + 1, "#r \"nuget:…\" is refused, because a package restored beside the built library "
                + "brings a second copy of its native code into the process: use #r with the path of the built DLL");
    }

    private string Where(int line) => $"{Path.GetFileName(path)}, line {line}: ";

    private NotebookException Refuse(int line, string what) => new(Where(line) + what + ".");

    [GeneratedRegex(@"^#!\s*[A-Za-z]\S*")]
    private static partial Regex MagicCommand();

    [GeneratedRegex(@"^#\s*[ri]\s+""?\s*nuget:", RegexOptions.IgnoreCase)]
    private static partial Regex PackageDirective();
}
