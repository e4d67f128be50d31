using System.CommandLine;
using NegPreact.Hub;

namespace NegPreact.Cli;

/// <summary>
/// <c>negpreact fetch</c>: fetches models and data sets into the caches where the library finds them.
/// </summary>
internal static class FetchCommand
{
    private const string All = "all";

    public static Command Make()
    {
        var models = new Argument<string[]>("models")
        {
            Description = "Models on the Hugging Face Hub: owner/name, or owner/name@revision.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var data = new Option<string[]>("--data")
        {
            Description = "Data sets; without a name, lists them with sizes, licences and hashes.",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.ZeroOrMore,
        };
        data.AcceptOnlyFromAmong([.. DataSets.All.Select(s => s.Name), DataSets.AllTasks, All]);
        var offline = new Option<bool>("--offline")
        {
            Description = "Fetch nothing; only check that the caches have everything named here (also "
                + "HF_HUB_OFFLINE=1).",
        };
        var allowEqual = new Option<bool>("--allow-equal") { Description = "Accept models with equal weights." };
        var command = new Command(
            "fetch",
            "Fetches models and data sets and checks them; an interrupted download is resumed. HF_HOME, HF_ENDPOINT "
                + "and HF_TOKEN have the same meaning as in Hugging Face's own tools.")
        {
            models, data, offline, allowEqual,
        };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(models) is not { Length: > 0 } && parsed.GetResult(data) is null)
                parsed.AddError("Name a model (owner/name@revision) or a data set (--data).");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = HubOptions.FromEnvironment();
            options = options with { Offline = options.Offline || parsed.GetValue(offline) };
            var names = parsed.GetValue(data) ?? [];
            if (parsed.GetResult(data) is not null && names.Length == 0)
                DataSetList.Print();
            foreach (var set in names.SelectMany(n => n == All ? DataSets.All : DataSets.Named(n)).Distinct())
                Console.WriteLine(
                    $"{set.Name}  {Path.GetDirectoryName((await DataSets.FetchAsync(set, options, cancellation))[0])}");
            await FetchAsync(
                [.. parsed.GetValue(models)!.Select(HubModelId.Parse).Distinct()], options, parsed.GetValue(allowEqual),
                cancellation);
            return 0;
        });
        return command;
    }

    private static async Task FetchAsync(
        IReadOnlyList<HubModelId> models, HubOptions options, bool allowEqual, CancellationToken cancellation)
    {
        using var hub = new HubClient(options);
        var folders = new Dictionary<string, string>();
        foreach (var model in models)
        {
            var snapshot = await hub.FetchAsync(model, cancellation);
            folders[model.ToString()] = snapshot.Folder;
            Console.WriteLine($"{model}  {snapshot.Commit}  {snapshot.Folder}");
        }

        if (folders.Count > 1)
            foreach (var (model, sha256) in CheckpointWeights.CheckDistinct(folders, allowEqual, cancellation))
                Console.WriteLine($"{model}  weights {sha256}");
    }
}
