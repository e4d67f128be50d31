using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// A notebook as one C# file that <c>dotnet run NAME.cs</c> runs: its prose as comments, its cells in order, and what
/// they show printed as text. Nothing is run to make it.
/// </summary>
/// <remarks>
/// A program differs from a notebook in three points. Names live once, so a notebook that declares one twice is
/// refused; types stand at the end; and usings at the beginning.
/// </remarks>
public static class CSharpExport
{
    private static readonly string[] Imports =
        ["System", "System.Collections", "System.Collections.Generic", "System.Linq", "System.Text",
        "System.Threading.Tasks", "static NotebookFunctions"];

    // Outside the repository as inside it: a script's dialect, and the half gigabyte of native code linked, not copied.
    private static readonly string[] Properties =
    [
        "ImplicitUsings=disable", "Nullable=disable", "TreatWarningsAsErrors=false", "RunAnalyzers=false",
        "GenerateDocumentationFile=false",
        "PublishAot=false", "UseCurrentRuntimeIdentifier=true", "CreateHardLinksForCopyLocalIfPossible=true",
    ];

    private const string Functions =
        """
        // What every cell of a notebook can call, here with text in place of pictures.
        static class NotebookFunctions
        {
            public static void display(object value, params string[] mimeTypes) => Console.WriteLine(value switch
            {
                null => "<null>",
                IEnumerable items and not string => $"[{string.Join(", ", items.Cast<object>())}]",
                _ => value,
            });

            public static void Display<T>(this T value, params string[] mimeTypes) => display(value);

            public static string HTML(string content) => content;
        }
        """;

    /// <summary>Writes the file.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="path">The file to write; its folder must exist.</param>
    /// <param name="projects">
    /// For each library that the notebook may name by <c>#r</c>, its file's name (<c>My.dll</c>) and the project that
    /// builds it.
    /// </param>
    /// <exception cref="NotebookException">
    /// A cell cannot stand in a program; the message names cell and line.
    /// </exception>
    public static void Write(DibNotebook notebook, string path, IReadOnlyDictionary<string, string> projects)
    {
        path = Path.GetFullPath(path);
        WholeFile.Write(path, ToCSharp(notebook, Path.GetFileName(path), projects.ToDictionary(
            p => p.Key, p => Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.GetFullPath(p.Value))
            .Replace('\\', '/'))));
    }

    /// <summary>Makes the file's text.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="projects">As for <see cref="Write"/>, with the projects' places as seen from the file.</param>
    /// <returns>C# with the directives of a file-based app.</returns>
    /// <exception cref="NotebookException">
    /// A cell cannot stand in a program; the message names cell and line.
    /// </exception>
    public static string ToCSharp(DibNotebook notebook, string name, IReadOnlyDictionary<string, string> projects)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentNullException.ThrowIfNull(projects);
        var file = Path.GetFileName(notebook.Path);
        var cells = notebook.Cells.Select(
            (cell, i) => cell.Kind == CellKind.CSharp ? new CellSyntax(cell, i + 1, file) : null).ToList();
        var code = cells.OfType<CellSyntax>().ToList();
        DeclaredNames.Check(code);

        var text = new StringBuilder($"// Made from {file} by \"negpreact export\"; change the notebook and export it "
            + $"again.\n// Run it with: dotnet run -c Release {name}\n");
        foreach (var project in code.SelectMany(cell => cell.References).Select(
            r => ProjectOf(r.Cell, r.Directive, projects)).Distinct())
            text.Append($"#:project {project}\n");
        foreach (var property in Properties)
            text.Append($"#:property {property}\n");
        text.Append('\n');
        foreach (var import in Imports.Select(i => $"using {i};").Concat(code.SelectMany(cell => cell.Usings))
            .Distinct())
            text.Append($"{import}\n");
        for (var i = 0; i < cells.Count; i++)
            text.Append('\n').Append(cells[i] is { } cell ? $"// Cell {i + 1}\n{cell.Program()}"
                : Comment(notebook.Cells[i].Source)).Append('\n');
        foreach (var type in code.SelectMany(cell => cell.Types))
            text.Append('\n').Append(type).Append('\n');
        return text.Append('\n').Append(Functions).Append('\n').ToString();
    }

    private static string ProjectOf(
        CellSyntax cell, ReferenceDirectiveTriviaSyntax directive, IReadOnlyDictionary<string, string> projects)
    {
        var file = directive.File.ValueText;
        return projects.TryGetValue(Path.GetFileName(file.Replace('\\', '/')), out var project)
            ? project
            : throw cell.Refuse(directive, $"no project is known that builds {file}, and a C# file can name only "
                + $"projects and packages: use only {string.Join(", ", projects.Keys)} by #r");
    }

    private static string Comment(string markdown) => string.Join(
        '\n', markdown.Split('\n').Select(line => $"// {line}".TrimEnd()));
}
