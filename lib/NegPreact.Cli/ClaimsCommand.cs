using System.CommandLine;
using NegPreact.Notebooks;
using NegPreact.Notebooks.Export;
using NegPreact.Notebooks.Running;
using Spectre.Console;
using SpectreTable = Spectre.Console.Table;

namespace NegPreact.Cli;

/// <summary>
/// <c>negpreact claims</c>: what the last run of the notebooks found, claim by claim, and one claim measured again.
/// </summary>
internal static class ClaimsCommand
{
    public static Command Make()
    {
        var folder = new Option<string>("--out") { Description = "The folder of the notebooks' pages.",
            DefaultValueFactory = _ => "out" };
        var one = new Option<string?>("--claim")
        {
            Description = "Measures this claim again from scratch, with the same settings, and compares.",
        };
        var model = new Option<string?>("--of") { Description = "Only claims on this model, named as in the list." };
        var command = new Command(
            "claims", "Lists the claims that the notebooks tested, or measures one again.") { folder, one, model };
        command.Add(VerifyCommand.Make());
        command.SetAction((parsed, cancellation) =>
        {
            var (place, of) = (parsed.GetValue(folder)!, parsed.GetValue(model));
            var claims = ClaimsFile.Read(place).Where(c => of is null || c.Claim.Model == of).ToList();
            if (claims.Count == 0)
                throw new NegPreactException(
                    ErrorKind.Claims, $"No claims{(of is null ? "" : $" on {of}")} are in "
                    + $"{Path.Combine(place, ClaimsFile.FileName)}; run the notebooks first (negpreact run), or name "
                    + "the folder of their pages (--out).");
            return parsed.GetValue(one) is { } id ? AgainAsync(Find(claims, id), cancellation)
                : Task.FromResult(List(claims));
        });
        return command;
    }

    private static int List(List<RecordedClaim> claims)
    {
        foreach (var group in ClaimsFile.Distinct(claims).GroupBy(c => c.Claim.Group).OrderBy(g => g.Key.Length == 0))
        {
            AnsiConsole.MarkupLineInterpolated($"[bold]{(group.Key.Length > 0 ? group.Key : "Other questions")}[/]");
            if (group.First().Claim.Paper is { Length: > 0 } paper)
                AnsiConsole.MarkupLineInterpolated($"[grey]In the paper: {paper}.[/]");
            // A claim's name on a line of its own, whole, so that it can be copied.
            var rows = new Grid().AddColumn(new GridColumn().NoWrap().Width(14)).AddColumn();
            foreach (var claim in group)
                rows.AddRow(
                    Markup.Escape(claim.Claim.VerdictText),
                    Markup.Escape($"{claim.Id}\n{claim.Claim.Found}\n{string.Join(", ", Places(claim))}"));
            AnsiConsole.Write(rows);
            AnsiConsole.WriteLine();
        }

        return 0;
    }

    private static string[] Places(RecordedClaim claim) =>
    [
        .. new[] { claim.Claim.Model, claim.Notebook, $"cell {claim.Cell}", $"a re-run takes {claim.Seconds:0} s" }
            .Where(part => part.Length > 0),
    ];

    private static RecordedClaim Find(List<RecordedClaim> claims, string id)
    {
        // Those of the model that a notebook was about; of the models that it compared it with only if there is none.
        var found = claims.Where(c => c.Id == id).GroupBy(c => c.Claim.Compared).OrderBy(g => g.Key).FirstOrDefault()
            ?.ToList() ?? [];
        var models = found.Select(c => c.Claim.Model).Distinct().ToList();
        return models.Count switch
        {
            0 => throw new NegPreactException(
                ErrorKind.Claims,
                $"There is no claim {id} among the {claims.Count} that were measured; negpreact claims lists them."),
            1 => found[0],
            _ => throw new NegPreactException(
                ErrorKind.Claims, $"The claim {id} was measured on {string.Join(", ", models)}; say which (--of)."),
        };
    }

    private static async Task<int> AgainAsync(RecordedClaim claim, CancellationToken cancellation)
    {
        foreach (var (name, value) in claim.Options)
            EnvironmentSettings.Set(name, value);
        EnvironmentSettings.Set("fresh", "yes");
        var path = Path.Combine(Repository.Root, "notebooks", claim.Notebook + ".dib");
        AnsiConsole.MarkupLineInterpolated(
            $"Running {claim.Notebook} up to cell {claim.Cell}, which takes about {claim.Seconds:0} s.");
        var run = await NotebookRunner.RunAsync(
            DibNotebook.Load(path), new NotebookOptions { LastCell = claim.Cell }, cancellation);
        if (run.Failure is { } failure)
        {
            Ending.Say(failure, page: null);
            return run.ExitCode;
        }

        var then = claim.Claim;
        var now = NotebookClaim.In(run).Select(shown => shown.Claim).FirstOrDefault(c =>
            (c.Id, c.WeightsSha256, c.Compared) == (claim.Id, then.WeightsSha256, then.Compared))
            ?? throw new NegPreactException(
                ErrorKind.Claims,
                $"{claim.Notebook} no longer shows the claim {claim.Id} in cell {claim.Cell}; "
                + $"run it again (negpreact run {claim.Notebook}).");
        AnsiConsole.Write(
            new SpectreTable().Border(TableBorder.Simple).AddColumns("", "verdict", "estimate and interval")
            .AddRow([.. new[] { "then", then.VerdictText, then.Found }.Select(Markup.Escape)])
            .AddRow([.. new[] { "now", now.VerdictText, now.Found }.Select(Markup.Escape)]));
        var same = (then.Verdict, then.Found) == (now.Verdict, now.Found);
        AnsiConsole.WriteLine(same ? "The same." : "Not the same.");
        return same ? 0 : 1;
    }
}
