using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NegPreact.Tests;

/// <summary>
/// The map of the house in README.md is what the code does: which folder of the library may know which.
/// </summary>
public sealed partial class HouseTests
{
    private const string Library = "lib/NegPreact";
    private static readonly Lazy<HashSet<(string From, string To, string File, string Type)>> arrows = new(Arrows);

    [Fact]
    public void A_folder_knows_only_the_folders_that_the_map_allows()
    {
        var allowed = Map().SelectMany(room => room.Value.Select(known => (room.Key, known))).ToHashSet();
        var broken = arrows.Value.Where(arrow => !allowed.Contains((arrow.From, arrow.To))).ToList();
        Assert.True(broken.Count == 0, "not on the map of README.md:\n" + string.Join(
            '\n', broken.Select(a => $"{a.From} -> {a.To}: {a.File} uses {a.Type}")));
    }

    [Fact]
    public void The_map_names_every_folder_and_has_no_way_round()
    {
        var map = Map();
        var folders = Directory.EnumerateDirectories(Repository.Resolve(Library)).Select(d => Path.GetFileName(d)!)
            .Where(d => d is not ("obj" or "bin"));
        Assert.Equal(folders.Order(StringComparer.Ordinal), map.Keys.Order(StringComparer.Ordinal));
        Assert.All(map.Values.SelectMany(known => known), known => Assert.Contains(known, map.Keys));
        // Taken off from below, no folder is left.
        for (var left = map.Keys.ToHashSet(); left.Count > 0;)
            Assert.NotEqual(0, left.RemoveWhere(room => !map[room].Any(left.Contains)));
    }

    [Fact]
    public void Every_arrow_of_the_map_is_needed()
    {
        var used = arrows.Value.Select(a => (a.From, a.To)).ToHashSet();
        Assert.All(Map().SelectMany(room => room.Value.Select(known => (room.Key, known))),
            arrow => Assert.Contains(arrow, used));
    }

    // The first fenced block below the heading: `Folder -> Folder, Folder`, the folders that know nobody without an
    // arrow. A line that starts with spaces continues the one before.
    private static Dictionary<string, string[]> Map()
    {
        var readme = File.ReadAllText(Repository.Resolve("README.md"));
        var block = MapBlock().Match(readme).Groups[1].Value;
        return block.Replace("\n  ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("->", StringSplitOptions.TrimEntries))
            .SelectMany(sides => sides[0].Split(',', StringSplitOptions.TrimEntries).Select(
                room => (room, known: sides.Length > 1 ? sides[1] : "")))
            .ToDictionary(r => r.room, r => r.known.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    // Files in the library's own folder (errors, progress, paths) may be known by all and know nobody.
    private static HashSet<(string From, string To, string File, string Type)> Arrows()
    {
        var root = Repository.Resolve(Library);
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal)
                && (!f.Contains("/obj/", StringComparison.Ordinal) || f.EndsWith(
                "GlobalUsings.g.cs", StringComparison.Ordinal)))
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), options, f)).ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => !Path.GetFileName(f).StartsWith("NegPreact", StringComparison.Ordinal))
            .Select(f => MetadataReference.CreateFromFile(f));
        var library = CSharpCompilation.Create(
            "house", trees, references, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var found = new HashSet<(string From, string To, string File, string Type)>();
        foreach (var tree in trees)
        {
            var model = library.GetSemanticModel(tree);
            var from = Folder(tree.FilePath);
            foreach (var name in tree.GetRoot().DescendantNodes(n => n is not UsingDirectiveSyntax)
                .OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
                var place = type?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath;
                if (place is not null && Folder(place) is var to && to.Length > 0 && to != from)
                    found.Add((from, to, Path.GetRelativePath(root, tree.FilePath), type!.Name));
            }
        }

        return found;

        string Folder(string file) => Path.GetDirectoryName(Path.GetRelativePath(root, file))!.Split(
            Path.DirectorySeparatorChar)[0] is var top && top == "obj" ? "" : top;
    }

    [GeneratedRegex(@"## Layout.*?```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex MapBlock();
}
