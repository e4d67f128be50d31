using System.Text.Json;
using NegPreact.Results;

namespace NegPreact.Campaigns;

/// <summary>
/// Measures a random sample of a record's results again, where the weights are, and judges its claims again from all of
/// them.
/// </summary>
/// <param name="Results">How many results the record holds.</param>
/// <param name="Sampled">How many were to be measured again.</param>
/// <param name="Compared">The sample: each beside the same measured again.</param>
/// <param name="Claims">How many claims the record holds.</param>
/// <param name="OtherClaims">Ids of those that come out otherwise from its results.</param>
public sealed record RecordVerification(
    int Results, int Sampled, IReadOnlyList<AuditedResult> Compared, int Claims, IReadOnlyList<string> OtherClaims)
{
    /// <summary>Whether everything agrees, and every result of the sample is one that a step asks for.</summary>
    public bool Agrees => Compared.Count == Sampled && Compared.All(c => c.Agrees) && OtherClaims.Count == 0;

    /// <summary>Verifies.</summary>
    /// <param name="model">The model that was recorded.</param>
    /// <param name="record">The record, which is checked against its hashes first.</param>
    /// <param name="sample">How many results are measured again; all of them where there are no more.</param>
    /// <param name="seed">Seed of the draw.</param>
    /// <param name="cancellation">Checked before each forward pass; the notebook's own if none is given.</param>
    /// <exception cref="NegPreactException">
    /// The record was changed, is of another model, or lacks a result that its steps ask for.
    /// </exception>
    public static RecordVerification Run(
        LanguageModel model, ResultRecord record, int sample, int seed, CancellationToken? cancellation = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(record);
        return Run(model, record, sample, seed, CampaignData.Published, cancellation);
    }

    internal static RecordVerification Run(
        LanguageModel model, ResultRecord record, int sample, int seed, Func<CampaignSettings, CampaignData> data,
        CancellationToken? cancellation = null)
    {
        record.Check();
        var facts = record.Facts;
        if (model.WeightsSha256 != facts.Model.Weights || model.ConfigSha256 != facts.Model.Config)
            throw new NegPreactException(
                ErrorKind.Record, $"{record.Folder} was measured on other weights, or with another config.json, than "
                + $"{model.Name} has; name the model that it was measured on, {facts.Model.Name}.");
        var settings = Settings(record);
        var results = record.Results;
        var sampled = new SeededRandom(seed).Distinct(Math.Min(sample, results.Count), results.Count)
            .Select(i => results[i].Key).ToHashSet();
        var audit = new ResultAudit(sampled);
        var campaign = new Campaign(
            model, settings, CampaignStep.Chosen(2, [.. facts.Steps.Select(s => s.Id)]),
            ResultStore.ToAudit(record, audit), data(settings), cancellation);
        var again = campaign.Judge().ToDictionary(c => c.Id);
        var recorded = RecordedClaims.Read(record);
        return new RecordVerification(
            results.Count, sampled.Count, [.. audit.Compared], recorded.Count,
            [
                .. recorded.Where(c => !again.TryGetValue(c.Id, out var now)
                    || (c.Verdict, c.Facts.Found) != ($"{now.Verdict}", now.EstimateText)).Select(c => c.Id),
                .. again.Keys.Except(recorded.Select(c => c.Id)),
            ]);
    }

    /// <summary>What was compared, kind by kind.</summary>
    public Table Table()
    {
        var table = new Table("Recorded results beside the same measured again").Column("kind").Column("measured again")
            .Column("agree").Column("largest difference", format: "0.#######");
        foreach (var kind in Compared.GroupBy(c => c.Kind).OrderBy(g => g.Key, StringComparer.Ordinal))
            table.Row(kind.Key, kind.Count(), kind.Count(c => c.Agrees), kind.Max(c => c.Largest));
        table.Note($"{Compared.Count(c => c.Agrees)} of {Numbers.Count(Sampled, "result")} agree, drawn from "
            + $"{Numbers.Count(Results)}: no number differs by more than {ResultAudit.Tolerance}, or by that share of "
            + "it where it is larger than 1.");
        if (Compared.Count < Sampled)
            table.Note($"{Sampled - Compared.Count} of them are asked for by no step of the record.");
        return table.Note(OtherClaims.Count == 0
            ? $"All {Numbers.Count(Claims, "claim")} come out as recorded."
            : $"Not as recorded: {string.Join(", ", OtherClaims)}.");
    }

    /// <summary>The settings of a record's campaign.</summary>
    internal static CampaignSettings Settings(ResultRecord record)
    {
        try
        {
            return record.Facts.Settings.Deserialize<CampaignSettings>(CanonicalJson.Options)!;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new NegPreactException(
                ErrorKind.Record, $"{record.Folder}: its settings are not those of a campaign "
                + $"({e.Message.Split(" Path: ")[0].TrimEnd('.')}); use the version that wrote it.", e);
        }
    }
}
