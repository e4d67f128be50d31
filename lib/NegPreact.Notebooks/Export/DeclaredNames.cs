using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NegPreact.Notebooks.Export;

/// <summary>
/// A later cell of a notebook may declare a name again, which then hides the earlier one. In a program both would be
/// one scope, so such a notebook is refused rather than renamed: a twin in other words than its notebook's is none.
/// </summary>
internal static class DeclaredNames
{
    /// <exception cref="NotebookException">A name is declared twice; the message names both cells.</exception>
    public static void Check(IEnumerable<CellSyntax> cells)
    {
        var all = cells.SelectMany(
            cell => In(cell.Root).Select(name => (Cell: cell, Name: name, Nested: IsNested(name)))).ToList();
        foreach (var same in all.GroupBy(d => d.Name.ValueText))
        {
            if (same.FirstOrDefault(d => !d.Nested) is not { Cell: { } cell } whole)
                continue;
            // Within one cell the compiler has its say in the notebook already, except for overloads.
            var again = same.FirstOrDefault(d => d.Name != whole.Name && (!d.Nested || d.Cell != cell));
            if (again.Cell is not null)
                throw again.Cell.Refuse(
                    again.Name.GetLocation(),
                    $"\"{same.Key}\" is also declared in cell {cell.Number}, and a C# program cannot declare a name "
                        + "twice: rename one of them in the notebook");
        }
    }

    private static IEnumerable<SyntaxToken> In(CompilationUnitSyntax root) =>
        // What functions and types declare within may hide what is declared around them.
        root.DescendantNodes(node => !CellSyntax.IsFunctionOrType(node)).Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier,
            SingleVariableDesignationSyntax variable => variable.Identifier,
            ForEachStatementSyntax loop => loop.Identifier,
            CatchDeclarationSyntax caught => caught.Identifier,
            MethodDeclarationSyntax method => method.Identifier,
            LocalFunctionStatementSyntax function => function.Identifier,
            PropertyDeclarationSyntax property => property.Identifier,
            BaseTypeDeclarationSyntax type => type.Identifier,
            DelegateDeclarationSyntax type => type.Identifier,
            _ => default,
        }).Where(name => name.ValueText?.Length > 0);

    private static bool IsNested(SyntaxToken name) => name.Parent!.AncestorsAndSelf().Any(node =>
        node is BlockSyntax or CommonForEachStatementSyntax or ForStatementSyntax or UsingStatementSyntax
        or FixedStatementSyntax or CatchClauseSyntax or SwitchSectionSyntax);
}
