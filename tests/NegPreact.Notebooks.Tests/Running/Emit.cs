using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NegPreact.Notebooks.Tests.Running;

/// <summary>Compiles small libraries for notebooks to load.</summary>
internal static class Emit
{
    private static readonly MetadataReference[] Framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>A name that no test before has brought into this process.</summary>
    public static string NewName(string stem) => stem + Guid.NewGuid().ToString("N")[..8];

    /// <summary>Writes <c>name.dll</c> into the folder and gives its path.</summary>
    public static string Library(string folder, string name, string source, params string[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [.. Framework, .. references.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".dll");
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
