using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NegPreact.Notebooks.Export;

/// <summary>A code cell taken apart for <see cref="CSharpExport"/>.</summary>
internal sealed class CellSyntax
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private readonly DibCell cell;
    private readonly string file;

    /// <exception cref="NotebookException">The cell is no C#, or holds what a program cannot.</exception>
    public CellSyntax(DibCell cell, int number, string file)
    {
        (this.cell, this.file, Number) = (cell, file, number);
        Root = CSharpSyntaxTree.ParseText(cell.Source, Script).GetCompilationUnitRoot();
        if (Root.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw Refuse(error.Location, $"error {error.Id}: {error.GetMessage()}");
        if (Root.GetLoadDirectives().FirstOrDefault() is { } load)
            throw Refuse(load, "#load has no counterpart in a C# file: put the other file's code into the cell");
        if (Root.DescendantNodes(n => !IsFunctionOrType(n)).OfType<ReturnStatementSyntax>()
            .FirstOrDefault() is { } early)
            throw Refuse(early, "return would end the whole program: write the value as the cell's last expression");
    }

    public int Number { get; }

    public CompilationUnitSyntax Root { get; }

    public IEnumerable<(CellSyntax Cell, ReferenceDirectiveTriviaSyntax Directive)> References =>
        Root.GetReferenceDirectives().Select(r => (this, r));

    public IEnumerable<string> Usings => Root.Usings.Select(u => u.ToString());

    public IEnumerable<string> Types => Members<MemberDeclarationSyntax>(IsType).Select(t => t.ToString());

    /// <summary>The cell's statements as those of a program.</summary>
    public string Program()
    {
        var edits = new List<TextChange>();
        edits.AddRange(Root.Usings.Select(u => new TextChange(u.Span, "")));
        edits.AddRange(Root.GetReferenceDirectives().Select(r => new TextChange(r.FullSpan, "")));
        edits.AddRange(Members<MemberDeclarationSyntax>(IsType).Select(t => new TextChange(t.Span, "")));
        // Variables and functions of a script are members of a class, those of a program are locals.
        edits.AddRange(Members<MemberDeclarationSyntax>(m => m is BaseFieldDeclarationSyntax or MethodDeclarationSyntax)
            .SelectMany(m => m.Modifiers.Where(modifier => IsForMembers(modifier, m)))
            .Select(modifier => new TextChange(TextSpan.FromBounds(modifier.SpanStart, modifier.FullSpan.End), "")));
        if (Root.Members.LastOrDefault()
            is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true,
            Expression: var result } })
            edits.Add(new TextChange(result.Span, IsShowing(result) ? $"{result};" : $"display({result});"));

        var program = SourceText.From(cell.Source).WithChanges(edits.OrderBy(e => e.Span.Start)).ToString();
        return string.Join('\n', program.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
    }

    public NotebookException Refuse(SyntaxNode node, string what) => Refuse(node.GetLocation(), what);

    public NotebookException Refuse(Location where, string what) =>
        new($"{file}, cell {Number}, line {cell.FirstLine + where.GetLineSpan().StartLinePosition.Line}: {what}.")
        {
            HelpLink = "docs/errors/notebook-export.md",
        };

    internal static bool IsFunctionOrType(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax
        or BasePropertyDeclarationSyntax || IsType(node);

    internal static bool IsType(SyntaxNode node) => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax;

    private static bool IsForMembers(SyntaxToken modifier, MemberDeclarationSyntax member) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.InternalKeyword
        or SyntaxKind.ProtectedKeyword
        || (member is BaseFieldDeclarationSyntax
        && modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword);

    // Calls without a value: which ones these are a parser cannot know, but in a notebook there are hardly others.
    private static bool IsShowing(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: var called }
        && called switch
        {
            IdentifierNameSyntax name => name.Identifier.Text == "display",
            MemberAccessExpressionSyntax { Name.Identifier.Text: var name } access => name == "Display" || (
                name is "Write" or "WriteLine" && access.Expression.ToString() is "Console"),
            _ => false,
        };

    private IEnumerable<T> Members<T>(Func<T, bool> wanted)
        where T : MemberDeclarationSyntax => Root.Members.OfType<T>().Where(wanted);
}
