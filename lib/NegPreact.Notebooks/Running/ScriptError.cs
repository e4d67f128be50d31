using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// Turns what went wrong in a cell into a message, a line of the notebook and the frames that lie in scripts.
/// </summary>
internal static partial class ScriptError
{
    public static ErrorOutput OfCompiler(DibCell cell, IEnumerable<Diagnostic> errors)
    {
        var all = errors.OrderBy(error => error.Location.SourceSpan.Start)
            .Select(error => (Line: LineOf(error, cell), Text: $"error {error.Id}: {error.GetMessage()}")).ToList();
        return new ErrorOutput(
            "CompilationError", all[0].Text, all[0].Line,
            [.. all.Skip(1).Select(error => $"line {error.Line}: {error.Text}")]);
    }

    public static ErrorOutput OfException(DibCell cell, Exception thrown)
    {
        var exception = Unwrap(thrown);
        var frames = ScriptFrames(exception).Concat(ReferenceEquals(exception, thrown) ? [] : ScriptFrames(thrown))
            .ToList();
        var line = frames.Count > 0 ? frames[0].GetFileLineNumber() : cell.FirstLine;
        return IsForPeople(exception)
            ? new ErrorOutput(exception.GetType().Name, exception.Message, line, Page(exception))
            : new ErrorOutput(exception.GetType().Name,
                $"{exception.GetType().FullName}: {exception.Message}".TrimEnd(), line, [.. frames.Select(Describe)]);
    }

    /// <summary>Where to read more about an exception that has a page.</summary>
    public static IReadOnlyList<string> Page(Exception exception) => exception.HelpLink is { } page ? [$"More: {page}"]
        : [];

    private static int LineOf(Diagnostic error, DibCell cell) =>
        error.Location.IsInSource ? error.Location.GetLineSpan().StartLinePosition.Line + 1 : cell.FirstLine;

    private static Exception Unwrap(Exception exception)
    {
        while (exception is TargetInvocationException or TypeInitializationException
               or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }

    // By name: the library that throws it is not referenced here.
    private static bool IsForPeople(Exception exception)
    {
        for (var type = exception.GetType(); type is not null; type = type.BaseType)
        {
            if (type.Name is "NegPreactException" or nameof(NotebookException))
                return true;
        }

        return false;
    }

    private static IEnumerable<StackFrame> ScriptFrames(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetFileLineNumber() > 0
                            // how Roslyn names submissions
                            && frame.GetMethod()?.Module.Assembly.GetName().Name?.StartsWith('ℛ') == true);

    private static string Describe(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        // Compiled names carry the written one in angle brackets: `<Measure>d__3.MoveNext`, `<<Initialize>>b__0_0`.
        var name = Bracketed().Match(method.Name) is { Success: true } inMethod ? inMethod.Value
            : Bracketed().Match(method.DeclaringType?.Name ?? "") is { Success: true } inType ? inType.Value
                : method.Name;
        var where = $"{Path.GetFileName(frame.GetFileName())}, line {frame.GetFileLineNumber()}";
        return name == "Initialize" ? $"at {where}" : $"at {name} in {where}";
    }

    [GeneratedRegex(@"(?<=<)\w+(?=>)")]
    private static partial Regex Bracketed();
}
