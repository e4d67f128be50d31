using System.CommandLine;
using NegPreact.Notebooks;
using NegPreact.Notebooks.Running;
using Spectre.Console;

namespace NegPreact.Cli;

/// <summary><c>negpreact run</c>: every notebook in order, as pages that need no network.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var only = new Argument<string[]>("notebooks") { Description = "Notebooks to run, by path or by the beginning of their name (01); all where none is named.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out") { Description = "Where index.html and one page a notebook are written.", DefaultValueFactory = _ => "out" };
        Option<string?>[] settings =
        [
            new("--model") { Description = "The model that the notebooks look at: a Hugging Face folder, or NAME[@REVISION] on the Hub; the built-in one where none is named." },
            new("--revisions") { Description = "The steps of training that notebook 07 follows, with commas between: step1,step512. Of a model of the Hub these revisions; of a folder with checkpoints all where none is named." },
            new("--tokenizer") { Description = "folder (the model's own), or bytes: a stand-in of one token a byte for weights that have none." },
            new("--device") { Description = "Where to compute: cpu, cuda or automatic." },
            new("--compute") { Description = "What products with the model's matrices are computed in: float32, or bfloat16 (fast on a GPU, with an error)." },
            new("--store") { Description = "Where results are kept and looked for: a folder, or off; out/store in the repository where none is named." },
            new("--data") { Description = "Published data in place of the built-in ones, with commas between: blimp, tse, benchmarks. They are looked for below NEGPREACT_SHARED, and fetched where they are not there." },
            new("--sentence") { Description = "The sentence that notebook 00 reads." },
        ];
        var quick = new Option<bool>("--quick") { Description = "Fewer sets and items: a first look in less time, with wider intervals." };
        var fresh = new Option<bool>("--fresh") { Description = "Measure everything again, also what the store holds." };
        var command = new Command("run", "Runs the notebooks and writes them as pages (HTML) and as Jupyter notebooks.") { only, output, quick, fresh };
        foreach (var setting in settings)
            command.Add(setting);
        command.SetAction((parsed, cancellation) =>
        {
            var chosen = new Dictionary<string, string>();
            foreach (var setting in settings)
                if (parsed.GetValue(setting) is { } value)
                    chosen.Add(setting.Name.TrimStart('-'), IsFolder(setting.Name, value) ? Path.GetFullPath(value) : value);
            if (parsed.GetValue(quick))
                chosen.Add("quick", "yes");
            // Notebooks and library read them from the environment; they know nothing of this program.
            foreach (var (name, value) in chosen)
                EnvironmentSettings.Set(name, value);
            if (parsed.GetValue(fresh))
                EnvironmentSettings.Set("fresh", "yes");
            EnvironmentSettings.Set("out", Path.GetFullPath(parsed.GetValue(output)!));
            return RunAsync(parsed.GetValue(only)!, parsed.GetValue(output)!, chosen, cancellation);
        });
        return command;
    }

    private static bool IsFolder(string option, string value) => option == "--model" ? Directory.Exists(value) : option == "--store" && value != "off";

    private static async Task<int> RunAsync(string[] only, string output, Dictionary<string, string> settings, CancellationToken cancellation)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        var notebooks = Chosen(only).Select(DibNotebook.Load).ToList();
        var runs = await NotebookFolder.RunAsync(notebooks, output, Options(console) with { Settings = settings }, cancellation);
        foreach (var failed in runs.Where(r => r.Failure is not null))
            await Console.Error.WriteLineAsync(failed.Failure);
        var passed = runs.Count(r => r.Status == RunStatus.Succeeded);
        console.WriteLine(runs.Count > 0 ? $"Look at {Path.Combine(output, "index.html")}" : "Nothing was run.");
        console.WriteLine($"{passed} passed, {notebooks.Count - passed} failed");
        return passed == notebooks.Count ? 0 : runs.Select(r => r.ExitCode).Append(cancellation.IsCancellationRequested ? 130 : 1).First(code => code != 0);
    }

    private static IReadOnlyList<string> Chosen(string[] only)
    {
        var folder = Path.Combine(Repository.Root, "notebooks");
        return only.Length == 0 ? NotebookFolder.Find(folder) : [.. only.Select(name => NotebookFolder.Named(folder, name))];
    }

    // In a terminal progress is one line that is written over; in a log it would be noise, so only cells are told there.
    private static NotebookOptions Options(IAnsiConsole console)
    {
        var live = console.Profile.Capabilities is { Ansi: true, Interactive: true } && !Console.IsOutputRedirected;
        void Over(string line)
        {
            console.Write(new ControlCode("\r\u001b[2K"));
            console.Write(new Text(line[..Math.Min(line.Length, console.Profile.Width - 1)], new Style(Color.Grey)));
        }

        return new NotebookOptions
        {
            Progress = live ? Over : null,
            NotebookStarting = notebook => console.MarkupLineInterpolated($"[bold]{notebook.Name}[/]"),
            CellFinished = run =>
            {
                if (live)
                    console.Write(new ControlCode("\r\u001b[2K"));
                console.MarkupLineInterpolated($"  cell {run.Number,3} [{(run.Status == RunStatus.Succeeded ? "green" : "red")}]{run.Status}[/]  {run.Duration.TotalSeconds,6:F1} s  [grey]{FirstLine(run)}[/]");
            },
        };
    }

    private static string FirstLine(CellRun run)
    {
        var line = run.Cell.Source.Split('\n').FirstOrDefault(l => l.Trim().Length > 0)?.Trim() ?? "";
        return line.Length > 44 ? line[..41] + "..." : line;
    }
}
