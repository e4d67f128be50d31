using System.Runtime.Loader;
using NegPreact.Notebooks.Running;

namespace NegPreact.Notebooks.Tests.Running;

/// <summary>Which copy of an assembly a notebook's <c>#r</c> leads to.</summary>
public class ReferenceTests
{
    [Fact]
    public async Task A_library_and_what_it_needs_come_from_its_own_folder()
    {
        using var folder = new TemporaryFolder();
        var (library, needed) = (Emit.NewName("Library"), Emit.NewName("Needed"));
        var bin = Path.Combine(folder.Path, "lib", "bin");
        var beside = Emit.Library(bin, needed, "public record Thing(int Size);");
        Emit.Library(bin, library, "public static class Maker { public static Thing Make() => new(7); public static "
            + "System.Type Here => typeof(Maker); }", beside);
        Directory.CreateDirectory(Path.Combine(folder.Path, "notebooks"));

        var run = await Run(
            Path.Combine(folder.Path, "notebooks"), $"#r \"../lib/bin/{library}.dll\"\nvar thing = Maker.Make();",
            "thing.Size", "Maker.Here.Assembly.Location");

        Assert.Null(run.Failure);
        Assert.Equal(["", "7", Path.Combine(bin, library + ".dll")], run.Cells.Select(cell => cell.Shown()));
    }

    [Fact]
    public async Task What_the_process_has_already_loaded_is_what_scripts_see()
    {
        using var folder = new TemporaryFolder();
        var name = Emit.NewName("Shared");
        var first = Emit.Library(
            Path.Combine(folder.Path, "a"), name, "public static class Shared { public static int Value; }");
        var copy = folder.Write($"b/{name}.dll", "");
        File.Copy(first, copy, overwrite: true);
        var loaded = AssemblyLoadContext.Default.LoadFromAssemblyPath(first);

        var one = await Run(folder.Path, $"#r \"b/{name}.dll\"\nShared.Value = 42;");
        var two = await Run(folder.Path, $"#r \"a/{name}.dll\"\nShared.Value");

        Assert.Null(one.Failure);
        Assert.Equal(42, loaded.GetType("Shared")!.GetField("Value")!.GetValue(null));
        Assert.Equal("42", two.Cells[0].Shown());
    }

    [Fact]
    public async Task Another_build_of_a_loaded_library_is_refused()
    {
        using var folder = new TemporaryFolder();
        var name = Emit.NewName("Rebuilt");
        var old = Emit.Library(
            Path.Combine(folder.Path, "old"), name, "public static class Rebuilt { public const int Value = 1; }");
        Emit.Library(Path.Combine(folder.Path, "new"), name,
            "public static class Rebuilt { public const int Value = 2; }");

        var first = await Run(folder.Path, $"#r \"old/{name}.dll\"\nRebuilt.Value");
        var second = await Run(folder.Path, $"\n#r \"new/{name}.dll\"\nRebuilt.Value");

        Assert.Equal("1", first.Cells[0].Shown());
        Assert.StartsWith(
            "01-test.dib, cell 1, line 3: #r names a build of " + name, second.Failure, StringComparison.Ordinal);
        Assert.Contains($"({old})", second.Failure, StringComparison.Ordinal);
        Assert.Contains("dotnet build", second.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_programs_own_copy_serves_a_notebook_that_names_another_file_of_the_same_build()
    {
        using var folder = new TemporaryFolder();
        File.Copy(typeof(CsCheck.Gen).Assembly.Location, Path.Combine(folder.Path, "CsCheck.dll"));

        var run = await Run(folder.Path, "#r \"CsCheck.dll\"\ntypeof(CsCheck.Gen)");

        Assert.Null(run.Failure);
        Assert.Same(typeof(CsCheck.Gen).Assembly, AssemblyLoadContext.Default.Assemblies.Single(
            assembly => assembly.GetName().Name == "CsCheck"));
        Assert.Equal("CsCheck.Gen", run.Cells[0].Shown());
        Assert.DoesNotContain(AssemblyLoadContext.All.SelectMany(context => context.Assemblies),
            assembly => !assembly.IsDynamic && assembly.Location.StartsWith(folder.Path, StringComparison.Ordinal));
    }

    /// <summary>
    /// The kernel's first trap: it brings FSharp.Core 10.0, charts want 10.1, and nobody hands them the copy beside
    /// them.
    /// </summary>
    [Fact]
    public async Task A_newer_copy_of_an_assembly_that_the_program_brings_is_left_to_the_library()
    {
        using var folder = new TemporaryFolder();
        var newer = Emit.Library(
            folder.Path, "FSharp.Core", "[assembly: System.Reflection.AssemblyVersion(\"10.1.0.0\")] namespace "
            + "Microsoft.FSharp.Core { public sealed class Unit { } }");
        const string draw = "public static string Draw() => "
            + "typeof(Microsoft.FSharp.Core.Unit).Assembly.GetName().Version.ToString(2);";
        var (helpless, prepared) = (Emit.NewName("Helpless"), Emit.NewName("Prepared"));
        Emit.Library(folder.Path, helpless, $"public static class Helpless {{ {draw} }}", newer);
        // What the library does: whoever asks gets the program's copy, so that all of F# keeps one identity.
        Emit.Library(
            folder.Path,
            prepared,
            $$"""
            using System.Reflection;
            using System.Runtime.CompilerServices;
            using System.Runtime.Loader;
            public static class Prepared
            {
                {{draw}}
                [ModuleInitializer]
                internal static void Run() => AssemblyLoadContext.Default.Resolving += (_, name) =>
                    name.Name == "FSharp.Core" && name.Version is not null ? Assembly.Load(new AssemblyName("FSharp.Core")) : null;
            }
            """,
            newer);

        var trapped = await Run(folder.Path, $"#r \"{helpless}.dll\"\nHelpless.Draw()");
        var freed = await Run(folder.Path, $"#r \"{prepared}.dll\"\nPrepared.Draw()");

        Assert.Contains("FileNotFoundException", trapped.Failure, StringComparison.Ordinal);
        Assert.Null(freed.Failure);
        Assert.Equal("10.0", freed.Cells[0].Shown());
    }

    [Theory]
    [InlineData("\n#r \"../lib/bin/Missing.dll\"\n1",
        "line 3: #r \"../lib/bin/Missing.dll\" is not there: run \"dotnet build\" first.")]
    [InlineData("#r \"text.dll\"\n1", "line 2: #r names ")]
    [InlineData("#r \"No.Such.Assembly\"\n1", "line 2: error CS0006: ")]
    public async Task A_reference_that_leads_nowhere_is_named_with_its_line(string code, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("text.dll", "not an assembly");

        Assert.StartsWith(
            "01-test.dib, cell 1, " + message, (await Run(folder.Path, code)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_the_framework_can_be_named_without_a_path()
    {
        var run = await Script.RunAsync(
            "#r \"System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(new[] { 1 })");

        Assert.Null(run.Failure);
        Assert.Equal("[1]", run.Cells[0].Shown());
    }

    private static Task<NotebookRun> Run(string folder, params string[] cells) =>
        NotebookRunner.RunAsync(Script.Notebook(folder, cells), cancellation: TestContext.Current.CancellationToken);
}
