using System.CommandLine;
using NegPreact.Notebooks;
using NegPreact.Notebooks.Running;
using NegPreact.Results;
using Spectre.Console;

namespace NegPreact.Cli;

/// <summary><c>negpreact run</c>: runs the notebooks in order and writes them as pages that need no network.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var only = new Argument<string[]>("notebooks")
        {
            Description = "Notebooks to run, by path or the beginning of their name (01); all by default.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string>("--out")
        {
            Description = "The folder for index.html and one page per notebook.",
            DefaultValueFactory = _ => "out",
        };
        Option<string?>[] settings =
        [
            new("--model")
            {
                Description = "The model for the notebooks: a Hugging Face folder, a GGUF file, or NAME[@REVISION] "
                    + "on the Hub; by default the built-in model.",
            },
            new("--revisions")
            {
                Description = "The training steps that notebook 07 follows, separated by commas: step1,step512. For a "
                    + "model on the Hub these are its revisions; for a folder with checkpoints the default is all of "
                    + "them.",
            },
            new("--tokenizer")
            {
                Description = "folder (the model's own), or bytes: a stand-in with one token per byte, for weights "
                    + "that come without a tokenizer.",
            },
            new("--device") { Description = "Where to compute: cpu, cuda or automatic." },
            new("--compute")
            {
                Description = "The type for products with the model's matrices: float32, or bfloat16 (fast on a GPU, "
                    + "but less accurate).",
            },
            new("--store")
            {
                Description = "Where results are cached: a folder, or off; by default out/store in the repository.",
            },
            new("--data")
            {
                Description = "Published data instead of the built-in data, separated by commas: blimp, tse, tasks "
                    + "(lambada, arc-easy and so on), benchmarks for all tasks. Data is looked for below "
                    + "NEGPREACT_SHARED and fetched if it is not there; `negpreact fetch --data` lists it.",
            },
            new("--sentence") { Description = "The sentence that notebook 00 reads." },
        ];
        var accept = AcceptUnknown();
        var quick = new Option<bool>("--quick")
        {
            Description = "Fewer sets and items: a faster first look, with wider intervals.",
        };
        var fresh = new Option<bool>("--fresh")
        {
            Description = "Measure everything again, even what the store holds.",
        };
        var command = new Command(
            "run",
            "Runs the notebooks and writes them as pages (HTML) and as Jupyter notebooks.")
        {
            only, output, quick, fresh, accept,
        };
        foreach (var setting in settings)
            command.Add(setting);
        command.SetAction((parsed, cancellation) =>
        {
            var chosen = new Dictionary<string, string>();
            foreach (var setting in settings)
                if (parsed.GetValue(setting) is { } value)
                    chosen.Add(
                        setting.Name.TrimStart('-'), IsPath(setting.Name, value) ? Path.GetFullPath(value) : value);
            if (parsed.GetValue(accept) is { Length: > 0 } fields)
                chosen.Add("accept-unknown", string.Join(',', fields));
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

    /// <summary>The option that lets fields of config.json be that the library does not know.</summary>
    internal static Option<string[]> AcceptUnknown() => new("--accept-unknown")
    {
        Description = "A field of config.json, or a key of a GGUF file's metadata, that the library does not know and "
            + "that the forward pass does not need; may be given several times. Results say so.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FIELD",
    };

    private static bool IsPath(string option, string value) =>
        option == "--model" ? Path.Exists(value) : option == "--store" && value != "off";

    private static async Task<int> RunAsync(
        string[] only, string output, Dictionary<string, string> settings, CancellationToken cancellation)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        var notebooks = Chosen(only).Select(DibNotebook.Load).ToList();
        OutputFolder.Check(output);
        if (ResultStore.FromEnvironment() is { } store)
            OutputFolder.Check(store.Folder);
        var runs = await NotebookFolder.RunAsync(
            notebooks, output, Options(console) with { Settings = settings, Records = ResultRecord.Place },
            cancellation);
        foreach (var failed in runs.Where(r => r.Failure is not null))
            Ending.Say(failed.Failure!, page: null);
        var passed = runs.Count(r => r.Status == RunStatus.Succeeded);
        console.WriteLine(runs.Count > 0 ? $"Look at {Path.Combine(output, "index.html")}" : "Nothing was run.");
        console.WriteLine($"{passed} passed, {notebooks.Count - passed} failed");
        return passed == notebooks.Count
            ? 0
            : runs.Select(r => r.ExitCode).Append(cancellation.IsCancellationRequested ? 130 : 1)
                .First(code => code != 0);
    }

    private static IReadOnlyList<string> Chosen(string[] only)
    {
        var folder = Path.Combine(Repository.Root, "notebooks");
        return only.Length == 0
            ? NotebookFolder.Find(folder)
            : [.. only.Select(name => NotebookFolder.Named(folder, name))];
    }

    // In a terminal progress is one line that is written over; in a log it would be noise, so only cells are told
    // there.
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
                var colour = run.Status == RunStatus.Succeeded ? "green" : "red";
                var seconds = run.Duration.TotalSeconds;
                console.MarkupLineInterpolated(
                    $"  cell {run.Number,3} [{colour}]{run.Status}[/]  {seconds,6:F1} s  [grey]{FirstLine(run)}[/]");
            },
        };
    }

    private static string FirstLine(CellRun run)
    {
        var line = run.Cell.Source.Split('\n').FirstOrDefault(l => l.Trim().Length > 0)?.Trim() ?? "";
        return line.Length > 44 ? line[..41] + "..." : line;
    }
}
