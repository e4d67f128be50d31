using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// The C# of one notebook: one script state that each cell continues, as in the .NET Interactive kernel.
/// </summary>
internal sealed class ScriptSession
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    // Whether a script ends in an expression is not public; without it a null result and none look alike.
    private static readonly MethodInfo HasReturnValue =
        typeof(Script).GetMethod("HasReturnValue", BindingFlags.Instance | BindingFlags.NonPublic, [])
        ?? throw new MissingMethodException(nameof(Script), "HasReturnValue");

    private readonly ScriptOptions options;
    private ScriptState<object>? state;

    public ScriptSession(string path)
    {
        var folder = Path.GetDirectoryName(path);
        options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithFilePath(path)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(folder))
            .AddReferences(typeof(Enumerable).Assembly, typeof(NotebookFunctions).Assembly)
            .AddImports(
                "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks",
                "System.Linq",
                typeof(NotebookFunctions).FullName!);
    }

    /// <summary>Runs a cell; what it shows goes to the recorder. A compile error leaves the state as it was.</summary>
    /// <returns>What went wrong, or null.</returns>
    /// <exception cref="OperationCanceledException">The cell observed <paramref name="cancellation"/>.</exception>
    public async Task<ErrorOutput?> RunAsync(DibCell cell, CellRecorder recorder, CancellationToken cancellation)
    {
        CellRecorder.Current = recorder;
        if (UseReferences(cell) is { } unusable)
            return unusable;

        // Blank lines ahead of the code make every line number of the compiler and the debugger one of the file.
        var code = new string('\n', cell.FirstLine - 1) + cell.Source;
        var script = state is null ? CSharpScript.Create<object>(code, options)
            : state.Script.ContinueWith<object>(code, options);
        var errors = script.Compile(cancellation).Where(message => message.Severity == DiagnosticSeverity.Error)
            .ToList();
        if (errors.Count > 0)
            return ScriptError.OfCompiler(cell, errors);

        state = state is null
            ? await script.RunAsync(null, _ => true, cancellation)
            : await script.RunFromAsync(state, _ => true, cancellation);
        if (state.Exception is OperationCanceledException && cancellation.IsCancellationRequested)
            throw new OperationCanceledException(cancellation);
        if (state.Exception is not null)
            return ScriptError.OfException(cell, state.Exception);
        return (bool)HasReturnValue.Invoke(script, null)! ? Show(cell, recorder, state.ReturnValue) : null;
    }

    private ErrorOutput? UseReferences(DibCell cell)
    {
        var root = CSharpSyntaxTree.ParseText(cell.Source, ParseOptions).GetCompilationUnitRoot();
        foreach (var directive in root.GetReferenceDirectives())
        {
            try
            {
                Use(directive.File.ValueText);
            }
            catch (NotebookException e)
            {
                var line = cell.FirstLine + directive.GetLocation().GetLineSpan().StartLinePosition.Line;
                return new ErrorOutput(nameof(NotebookException), e.Message, line, ScriptError.Page(e));
            }
        }

        return null;
    }

    private void Use(string reference)
    {
        var found = options.MetadataResolver.ResolveReference(
            reference, options.FilePath, MetadataReferenceProperties.Assembly);
        if (found.FirstOrDefault() is { FilePath: { } file })
            HostAssemblies.Use(file);
        else if (reference.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            throw new NotebookException(
                $"#r \"{reference}\" is not there: run \"dotnet build\" first.") { HelpLink = HostAssemblies.Page };
    }

    private static ErrorOutput? Show(DibCell cell, CellRecorder recorder, object? result)
    {
        try
        {
            recorder.Add(new DisplayOutput(DisplayForms.Of(result), IsResult: true));
            return null;
        }
#pragma warning disable CA1031 // a formatter is the notebook's own code: whatever it throws is the cell's failure
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ScriptError.OfException(cell, e);
        }
    }
}
