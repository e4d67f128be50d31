using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace NegPreact.Notebooks.Running;

/// <summary>
/// Makes one process use one copy of each assembly. What a notebook names by <c>#r</c> is loaded into the default
/// context, with its dependencies from its own folder, so that all notebooks of a run (and a program that links the
/// same library) share its types and its native state.
/// </summary>
internal static class HostAssemblies
{
    /// <summary>The page on assemblies that <c>#r</c> names.</summary>
    public const string Page = "docs/errors/notebook-reference.md";

    private static readonly Lock Gate = new();

    // The program's own assemblies: the runtime binds to these before it asks anybody else.
    private static readonly Dictionary<string, string> Platform =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    private static string[] folders = [];

    /// <summary>Readies the assembly of a <c>#r</c> before the cell that names it runs.</summary>
    /// <exception cref="NotebookException">This process already uses another build of the same assembly.</exception>
    public static void Use(string path)
    {
        var (name, version) = Identify(path);
        lock (Gate)
        {
            var folder = Path.GetDirectoryName(path)!;
            if (folders.Length == 0)
                AssemblyLoadContext.Default.Resolving += Resolve;
            if (!folders.Contains(folder))
                folders = [.. folders, folder];

            var (used, usedVersion) = InUse(name);
            if (used is null)
                AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
            else if (usedVersion != version)
                throw new NotebookException(
                    $"#r names a build of {name} ({path}) that differs from the one this process already uses "
                    + $"({used}): run \"dotnet build\" for the whole solution and start again.") { HelpLink = Page };
        }
    }

    private static (string? Path, Guid Version) InUse(string name)
    {
        foreach (var assembly in AssemblyLoadContext.Default.Assemblies)
        {
            if (!assembly.IsDynamic && string.Equals(assembly.GetName().Name, name, StringComparison.OrdinalIgnoreCase))
                return (assembly.Location, assembly.ManifestModule.ModuleVersionId);
        }

        return Platform.TryGetValue(name, out var path) ? (path, Identify(path).Version) : default;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName wanted)
    {
        // Only a version newer than the program's own copy gets here by that name. The kernel does not hand out a
        // second copy then, so neither does this runner: the library must see to it itself.
        if (wanted.Name is not { } name || !string.IsNullOrEmpty(wanted.CultureName) || Platform.ContainsKey(name))
            return null;
        var file = folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        return file is null ? null : context.LoadFromAssemblyPath(file);
    }

    private static (string Name, Guid Version) Identify(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            var metadata = image.GetMetadataReader();
            return (metadata.GetString(metadata.GetAssemblyDefinition().Name),
                metadata.GetGuid(metadata.GetModuleDefinition().Mvid));
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException)
        {
            throw new NotebookException(
                $"#r names {path}, which is not a .NET assembly that can be read: {e.Message}", e) { HelpLink = Page };
        }
    }
}
