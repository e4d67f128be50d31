using System.CommandLine;
using System.Globalization;
using NegPreact.Campaigns;
using NegPreact.Results;
using Spectre.Console;

namespace NegPreact.Cli;

/// <summary><c>negpreact study</c>: the experiments of the notebooks on a language model of your own.</summary>
internal static class StudyCommand
{
    private const string About = """
        Measures the claims of the notebooks on a model, on published texts, pairs and tasks, and records what it found.
        Each step is an experiment of a notebook; the cheapest that decides most comes first. After an interruption the
        same command goes on where it stopped. --plan says what each step will take.
        """;

    public static Command Make()
    {
        var model = new Argument<string>("model")
        {
            Description = "A Hugging Face folder, a GGUF file, or NAME[@REVISION] on the Hub.",
        };
        var tier = new Option<int>("--tier")
        {
            Description = "1: what decides most at the least cost; 2: everything.", DefaultValueFactory = _ => 1,
        };
        var steps = new Option<string?>("--steps")
        {
            Description = "Only these steps, separated by commas; --plan --tier 2 lists them.",
        };
        var output = new Option<string?>("--out")
        {
            Description = "The folder of the record; by default data/results/MODEL in the repository.",
        };
        var store = new Option<string?>("--store")
        {
            Description = "Where results are kept; by default studies/MODEL in the user's cache.",
        };
        var shard = new Option<string?>("--shard")
        {
            Description = "A share of every step's seeds, for one of several machines: 2/5. Nothing is recorded; the "
                + "call without it does that, once the results are in its store.",
        };
        var plan = new Option<bool>("--plan") { Description = "Say what it will take, and stop." };
        var quick = new Option<bool>("--quick") { Description = "Very little of everything, to try it." };
        var accept = RunCommand.AcceptUnknown();
        var command = new Command("study", About) { model, tier, steps, output, store, shard, plan, quick, accept };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(accept) is { Length: > 0 } fields)
                EnvironmentSettings.Set("accept-unknown", string.Join(',', fields));
            var chosen = CampaignStep.Chosen(parsed.GetValue(tier), parsed.GetValue(steps)?.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            var settings = new CampaignSettings();
            if (parsed.GetValue(quick))
                settings = settings.Quicker();
            var part = parsed.GetValue(shard) is { } text ? Part(text) : (Part: 1, Parts: 1);
            using var loaded = LanguageModel.Load(parsed.GetValue(model)!);
            var campaign = Campaign.Open(
                loaded, settings.Shard(part.Part, part.Parts), chosen, parsed.GetValue(store), cancellation);
            Console.WriteLine(campaign.Plan().Table());
            if (parsed.GetValue(plan))
                return Task.FromResult(0);
            Run(
                campaign, part.Parts > 1
                    ? null
                    : parsed.GetValue(output) ?? Path.Combine(
                        Repository.Root, "data", "results", Campaign.NameOf(loaded)));
            return Task.FromResult(0);
        });
        return command;
    }

    private static void Run(Campaign campaign, string? record)
    {
        if (record is null)
            AnsiConsole.WriteLine("A share of the seeds: what every share needs (the untouched model, the target) is "
                + "measured by each, unless they share a store and one comes later.");
        campaign.Run(
            done =>
            {
                foreach (var claim in record is null ? [] : done.Claims)
                    AnsiConsole.MarkupLineInterpolated(
                        $"  [bold]{claim.VerdictText}[/]  {claim.Id}  [grey]{claim.EstimateText}[/]");
                var (took, left) = (Hours(done.Took), Hours(done.Left));
                AnsiConsole.MarkupLineInterpolated(
                    $"[bold]{done.Step.Id}[/]: {done.Measured} results measured in {took}; {left} left");
            },
            record);
        AnsiConsole.WriteLine($"{campaign.Use}.");
        if (record is not null)
            AnsiConsole.WriteLine($"The record is {Path.Combine(record, ResultRecord.FileName)}.");
    }

    private static string Hours(TimeSpan time) => time.TotalMinutes < 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.00} h");

    private static (int Part, int Parts) Part(string text) =>
        text.Split('/') is [var part, var parts]
        && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var p)
        && int.TryParse(parts, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? (p, n)
            : throw new NegPreactException(
                ErrorKind.Settings, $"--shard {text} does not name a share of a study; write 2/5 for the second of "
                + "five.");
}
