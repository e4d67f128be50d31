using System.CommandLine;
using NegPreact.Notebooks;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;

namespace NegPreact.Cli;

/// <summary><c>negpreact export</c>: a notebook in another form, without running it.</summary>
internal static class ExportCommand
{
    public static Command Make()
    {
        var name = new Argument<string>("notebook")
        {
            Description = "A notebook, by its path or the beginning of its name (01).",
        };
        var csharp = new Option<bool>("--csharp")
        {
            Description = "As a C# file for \"dotnet run\", which prints text instead of charts; this is the default.",
        };
        var ipynb = new Option<bool>("--ipynb")
        {
            Description = "As a Jupyter notebook without outputs; \"negpreact run\" writes one with them.",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The file to write; by default the notebook's name in the current folder.",
        };
        var command = new Command(
            "export",
            "Writes a notebook in another form, without running it.")
        {
            name, csharp, ipynb, output,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(csharp) && parsed.GetValue(ipynb))
                throw new NegPreactException(
                    ErrorKind.Settings,
                    "--csharp and --ipynb name two forms; ask for one at a time.");
            var notebook = DibNotebook.Load(
                NotebookFolder.Named(Path.Combine(Repository.Root, "notebooks"), parsed.GetValue(name)!));
            var path = parsed.GetValue(output) ?? notebook.Name + (parsed.GetValue(ipynb) ? ".ipynb" : ".cs");
            OutputFolder.CheckFile(path);
            if (parsed.GetValue(ipynb))
                IpynbExport.Write(NotebookRun.NotYet(notebook), path);
            else
                CSharpExport.Write(notebook, path, new Dictionary<string, string>
                {
                    ["NegPreact.dll"] = Path.Combine(Repository.Root, "lib", "NegPreact", "NegPreact.csproj"),
                });
            Console.WriteLine(parsed.GetValue(ipynb)
                ? $"Wrote {path}"
                : $"Wrote {path}; run it with: dotnet run -c Release {path}");
            return 0;
        });
        return command;
    }
}
