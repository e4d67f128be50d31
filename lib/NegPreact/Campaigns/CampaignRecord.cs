using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using NegPreact.Results;

namespace NegPreact.Campaigns;

/// <summary>Writes what a campaign measured as a <see cref="ResultRecord"/>, the whole of it after each step.</summary>
internal sealed class CampaignRecord
{
    private static readonly JsonSerializerOptions indented = new(CanonicalJson.Options)
    {
        WriteIndented = true, NewLine = "\n",
    };

    private readonly string folder;
    private readonly CampaignContext context;
    private readonly ResultStore store;
    private readonly ResultRecord? there;
    private readonly Dictionary<string, RecordedStep> steps = [];
    private readonly Dictionary<string, RecordedEntry[]> claims = [];
    private readonly Dictionary<string, StoredResult> results = [];
    private readonly List<RecordedData> data = [];

    private CampaignRecord(string folder, CampaignContext context, ResultStore store, ResultRecord? there)
    {
        (this.folder, this.context, this.store, this.there) = (folder, context, store, there);
        if (there is null)
            return;
        steps = there.Facts.Steps.ToDictionary(s => s.Id);
        claims = RecordedClaims.Read(there).GroupBy(c => c.Step!).ToDictionary(g => g.Key, g => g.ToArray());
        results = there.Results.ToDictionary(r => r.Key);
        data = [.. there.Facts.Data];
    }

    /// <summary>Begins a record, or goes on with one of the same model, data and settings.</summary>
    /// <exception cref="NegPreactException">The folder holds something else.</exception>
    public static CampaignRecord Begin(string folder, CampaignContext context, ResultStore store)
    {
        var place = Path.GetFullPath(folder);
        if (!Directory.Exists(place) || !Directory.EnumerateFileSystemEntries(place).Any())
            return new CampaignRecord(place, context, store, null);
        var there = ResultRecord.Open(place);
        there.Check();
        var other = there.Facts.Model != Model(context.Cache.Model) with { Assumed = there.Facts.Model.Assumed }
            ? "another model"
            : CanonicalJson.TextOf(there.Facts.Settings) != CanonicalJson.TextOf(context.Settings) ? "other settings"
            : null;
        return other is null ? new CampaignRecord(place, context, store, there) : throw new NegPreactException(
            ErrorKind.Record, $"{place} holds a record of {other}; name another folder (--out), or delete this one.");
    }

    /// <summary>Adds a step, and writes the record.</summary>
    public void Write(CampaignStep step, IReadOnlyList<Claim> judged)
    {
        var added = store.UsedKeys.Where(key => !results.ContainsKey(key)).Select(store.OfUsed).OfType<StoredResult>()
            .ToList();
        foreach (var result in added)
            results.Add(result.Key, result);
        if (added.Count > 0 || !steps.TryGetValue(step.Id, out var known))
            known = new RecordedStep(
                step.Id, judged.Count, added.Count, Math.Round(added.Sum(r => r.Seconds), 1));
        steps[step.Id] = known with { Claims = judged.Count };
        var made = new RecordMade(
            DateTimeOffset.UtcNow, StoredResult.Current, Commit(), Processor(), Environment.ProcessorCount);
        data.AddRange(context.Used);
        var facts = new RecordFacts(
            RecordFacts.CurrentSchema, Model(context.Cache.Model),
            [.. results.Values.Select(RecordLine.WeightsOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            [.. data.Distinct().OrderBy(d => d.Use, StringComparer.Ordinal)
                .ThenBy(d => d.Name, StringComparer.Ordinal)],
            JsonElement.Parse(CanonicalJson.Of(context.Settings)),
            [.. CampaignStep.All.Where(s => steps.ContainsKey(s.Id)).Select(s => steps[s.Id])], made,
            new Dictionary<string, string>());
        claims[step.Id] = [.. judged.Select(claim => RecordedEntry.Of(
            claim, step.Id, step.Notebook, steps[step.Id].Seconds))];
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [RecordedClaims.FileName] = RecordedClaims.ToBytes(
                CampaignStep.All.SelectMany(s => claims.GetValueOrDefault(s.Id) ?? [])
                    .Select(entry => entry with { Recorded = facts.Mark })),
        };
        foreach (var kind in results.Values.GroupBy(RecordLine.FileOf))
            files.Add(kind.Key, Packed(kind.OrderBy(r => r.Key, StringComparer.Ordinal)));
        facts = facts with { Files = files.ToDictionary(f => f.Key, f => CanonicalJson.Hash(f.Value)) };
        files.Add(ResultRecord.FileName, JsonSerializer.SerializeToUtf8Bytes(
            facts.Sealed(), indented));
        Replace(files);
    }

    private static RecordedModel Model(LanguageModel model) => new(
        model.Name, model.WeightsSha256, model.ConfigSha256, model.Tokenizer.Sha256, model.Storage,
        model.Arithmetic ?? "float32 on the CPU", model.Assumed, model.IntermediateSizes.Sum());

    private static byte[] Packed(IEnumerable<StoredResult> lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            foreach (var line in lines)
                gzip.Write([.. RecordLine.Of(line), (byte)'\n']);
        return packed.ToArray();
    }

    // A whole new folder in place of the old one: a program that is killed leaves no record whose files disagree.
    private void Replace(IReadOnlyDictionary<string, byte[]> files)
    {
        var (made, old) = ($"{folder}.new", $"{folder}.old");
        try
        {
            foreach (var left in new[] { made, old }.Where(Directory.Exists))
                Directory.Delete(left, recursive: true);
            foreach (var (name, bytes) in files)
                AtomicFile.Write(Path.Combine(made, name), bytes);
            if (Directory.Exists(folder))
                Directory.Move(folder, old);
            Directory.Move(made, folder);
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NegPreactException(
                ErrorKind.FileAccess, $"{folder}: the record cannot be written ({e.Message}). Check the permission to "
                + "write and the free space, or name another folder (--out).", e);
        }
    }

    // Where the program runs in a checkout; a change that is not committed shows.
    private static string? Commit()
    {
        if (Repository.Found is not { } root)
            return null;
        try
        {
            using var git = Process.Start(new ProcessStartInfo(
                "git", ["-C", root, "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var hash = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 && hash.Length > 0 ? hash : null;
        }
        catch (Win32Exception)
        {
            return null; // no git here
        }
    }

    private static string Processor()
    {
        const string file = "/proc/cpuinfo";
        var name = File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[^1].Trim()
            : EnvironmentSettings.Variable("PROCESSOR_IDENTIFIER");
        return name is { Length: > 0 } ? name : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
