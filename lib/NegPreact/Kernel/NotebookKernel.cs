using System.Reflection;

namespace NegPreact;

/// <summary>
/// The .NET Interactive kernel that runs this cell, reached by name: there is no package of it to reference.
/// </summary>
internal sealed class NotebookKernel
{
    private const string Context = "Microsoft.DotNet.Interactive.KernelInvocationContext";

    private readonly object context;
    private readonly MethodInfo display;

    private NotebookKernel(object context, MethodInfo display) => (this.context, this.display) = (context, display);

    /// <summary>The kernel that runs the calling code, or null outside one.</summary>
    public static NotebookKernel? Current
    {
        get
        {
            var found = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetType(Context))
                .FirstOrDefault(t => t is not null);
            return found?.GetProperty("Current")?.GetValue(null) is { } context
                && found.Assembly.GetType(Context + "Extensions")?.GetMethod(
                "Display", [found, typeof(object), typeof(string[])]) is { } display
                ? new NotebookKernel(context, display)
                : null;
        }
    }

    /// <summary>Cancelled when the reader stops the cell.</summary>
    public CancellationToken Cancellation =>
        context.GetType().GetProperty("CancellationToken")?.GetValue(context) is CancellationToken token ? token
        : CancellationToken.None;

    /// <summary>Shows a value.</summary>
    /// <returns>What shows another value, or the same one changed, in its place.</returns>
    public Action<object> Display(object value)
    {
        var shown = display.Invoke(null, [context, value, Array.Empty<string>()]);
        var update = shown?.GetType().GetMethod("Update", [typeof(object)]);
        return changed => update?.Invoke(shown, [changed]);
    }
}
