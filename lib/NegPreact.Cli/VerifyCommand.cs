using System.CommandLine;
using NegPreact.Campaigns;
using NegPreact.Results;

namespace NegPreact.Cli;

/// <summary><c>negpreact claims verify</c>: a sample of a record measured again.</summary>
internal static class VerifyCommand
{
    public static Command Make()
    {
        var model = new Option<string>("--model")
        {
            Description = "The model that was recorded: a folder, a GGUF file, or NAME[@REVISION] on the Hub.",
            Required = true,
        };
        var record = new Option<string?>("--record")
        {
            Description = "The folder of the record; by default that of the model's name in data/results.",
        };
        var sample = new Option<int>("--sample")
        {
            Description = "How many recorded results are measured again.", DefaultValueFactory = _ => 20,
        };
        var seed = new Option<int>("--seed") { Description = "Seed of the draw.", DefaultValueFactory = _ => 1 };
        var accept = RunCommand.AcceptUnknown();
        var command = new Command(
            "verify", "Measures a random sample of a record again, judges its claims again, and says what agrees.")
        {
            model, record, sample, seed, accept,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(accept) is { Length: > 0 } fields)
                EnvironmentSettings.Set("accept-unknown", string.Join(',', fields));
            using var loaded = LanguageModel.Load(parsed.GetValue(model)!);
            var found = RecordVerification.Run(
                loaded,
                ResultRecord.Open(parsed.GetValue(record)
                    ?? Path.Combine(Repository.Root, "data", "results", Campaign.NameOf(loaded))),
                parsed.GetValue(sample), parsed.GetValue(seed), cancellation);
            Console.WriteLine(found.Table());
            return Task.FromResult(found.Agrees ? 0 : 1);
        });
        return command;
    }
}
