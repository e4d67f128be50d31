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

    // The host's own copy answers even when it is older than the one asked for: Plotly.NET works with it, and a second copy would
    // not go together with what the host has already bound. Asking without a version is also what ends the recursion.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName asked)
    {
        if (asked.Name != Wanted || asked.Version is null || answering)
            return null;
        answering = true;
        try
        {
            return Assembly.Load(new AssemblyName(Wanted));
        }
        catch (FileNotFoundException)
        {
            var path = Path.Combine(Path.GetDirectoryName(typeof(NotebookHost).Assembly.Location) ?? "", $"{Wanted}.dll");
            return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        }
        finally
        {
            answering = false;
        }
    }
}
