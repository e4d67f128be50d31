using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NegPreact;

/// <summary>
/// Finds FSharp.Core for Plotly.NET in a kernel that brings a slightly older one than Plotly.NET names: the runtime
/// then refuses the kernel's, and asks here.
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
            return OfTheHost() ?? Beside();
        }
        finally
        {
            answering = false;
        }
    }

    // One copy for all: the libraries beneath Plotly.NET name older versions, get the host's, and exchange F# types
    // with it.
    private static Assembly? OfTheHost()
    {
        try
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(Wanted));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static Assembly? Beside()
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(NotebookHost).Assembly.Location) ?? "", $"{Wanted}.dll");
        return File.Exists(path) ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path) : null;
    }
}
