using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NegPreact;

/// <summary>
/// Finds FSharp.Core for Plotly.NET in a kernel that brings an older one: the runtime then refuses its own copy, and asks here.
/// </summary>
internal static class NotebookHost
{
    private const string Wanted = "FSharp.Core";

    [ThreadStatic]
    private static bool answering;

#pragma warning disable CA2255 // a notebook's cell has no other place that surely runs before the first chart
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Listen() => AssemblyLoadContext.Default.Resolving += Resolve;

    // Loading asks the same question again where it fails: without the guard that has no end.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName asked)
    {
        if (answering || asked.Name != Wanted)
            return null;
        answering = true;
        try
        {
            return Loaded(asked) ?? Beside(context);
        }
        finally
        {
            answering = false;
        }
    }

    private static Assembly? Loaded(AssemblyName asked) => AppDomain.CurrentDomain.GetAssemblies()
        .FirstOrDefault(a => a.GetName() is { Name: Wanted } name && name.Version >= asked.Version);

    private static Assembly? Beside(AssemblyLoadContext context)
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(NotebookHost).Assembly.Location) ?? "", $"{Wanted}.dll");
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
